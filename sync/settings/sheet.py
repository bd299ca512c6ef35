"""The settings of the list: where it is, what holds for everybody in it, and the owner's own headers."""

from sync.settings.base import Section
from sync.settings.values import Every, Locale, Text, Zone


class SheetSection(Section):
    """Where the contacts are."""

    location: Text | None = None
    tab: Text | None = None
    credentials: Text = "credentials.json"
    timezone: Zone | None = None
    locale: Locale | None = None


class ContactsSection(Section):
    """What holds for a contact that says nothing else."""

    every: Every = "3 months"


class ColumnsSection(Section):
    """The owner's own headers, by the column's name (design.md, section 2)."""

    name: Text | None = None
    first_name: Text | None = None
    last_name: Text | None = None
    email: Text | None = None
    phone: Text | None = None
    note: Text | None = None
    due: Text | None = None
    last: Text | None = None
    every: Text | None = None
    birthday: Text | None = None
    reach_by: Text | None = None
    linkedin: Text | None = None
    x: Text | None = None
    facebook: Text | None = None
    instagram: Text | None = None
    mastodon: Text | None = None
    bluesky: Text | None = None
    telegram: Text | None = None
    signal: Text | None = None
    whatsapp: Text | None = None
    website: Text | None = None
    profile: Text | None = None
