"""Cards as people: of what a card says, that which a contact list has a use for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from sync.imports.entries import Entry, read_entries
from sync.imports.export import GROUP, ORGANISATION, Fault, Part, Place
from sync.imports.typed.wording import find_name, full_name, tidy
from sync.imports.vcard.lines import Card, Line, cut_cards
from sync.imports.vcard.properties import Property, parse_property

SOURCE = "Address book"

_NO_PHONE = {"FAX", "PAGER"}
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_NO_PERSON = {"GROUP": GROUP, "ORG": ORGANISATION, "LOCATION": ORGANISATION, "APPLICATION": ORGANISATION}
_ANNIVERSARIES = ("ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY")
_N_PARTS = 5
_LOOK = "look at it in the program that wrote the file"


class _Properties:
    """A card's properties, by name and by the group that ties them to a label."""

    def __init__(self, properties: Iterable[Property]) -> None:
        self._all = list(properties)
        self._labels = {p.group: p.text for p in self._all if p.group and p.name == "X-ABLABEL"}

    def named(self, *names: str) -> list[Property]:
        return [p for p in self._all if p.name in names]

    def first(self, *names: str) -> str:
        return next((p.text for p in self.named(*names) if p.text.strip()), "")

    def label(self, found: Property) -> str:
        r"""Return what Apple writes as ``_$!<Anniversary>!$_``, or the owner's own word."""
        return self._labels.get(found.group, "").removeprefix("_$!<").removesuffix(">!$_").strip()


def read_cards(text: str, place: Place, _zone: tzinfo) -> Part:
    """Read the people of all cards. A card without END is read as far as it goes, and told."""
    cut = list(cut_cards(text))
    cards = [found for found in cut if isinstance(found, Card)]
    strays = [found for found in cut if isinstance(found, Line)]
    faults: list[Fault] = []
    if strays:
        faults.append(_stray_fault(strays, place))
    entries = [_read_card(card, place, faults) for card in cards]
    return read_entries(entries, SOURCE, place, faults)


def _stray_fault(strays: Sequence[Line], place: Place) -> Fault:
    first, count = strays[0], len(strays)
    shown = f"“{tidy(first.text, 40)}”"
    what = f"{shown} stands in no card" if count == 1 else f"{count:,} lines from {shown} on stand in no card"
    return place.fault(first.number, what, "only what stands in cards was read")


def _read_card(card: Card, place: Place, faults: list[Fault]) -> Entry | str:
    parsed = [(line, parse_property(line.text)) for line in card.lines]
    properties = _Properties(found for _, found in parsed if found)
    entry = _read_entry(card.number, properties)
    shown = entry.name or entry.organisation or "no name"
    if not card.is_whole:
        faults.append(
            place.fault(
                card.number, f"the card of {shown} has no END", f"it was read as far as it goes: {_LOOK}"
            )
        )
    broken = [line for line, found in parsed if not found]
    if broken:
        what = f"“{tidy(broken[0].text, 40)}” in the card of {shown} is no property"
        faults.append(place.fault(broken[0].number, what, f"the rest of the card was read: {_LOOK}"))
    return _why_no_person(properties) or entry


def _why_no_person(properties: _Properties) -> str:
    if properties.first("X-ABSHOWAS").strip().upper() == "COMPANY":
        return ORGANISATION
    return _NO_PERSON.get(properties.first(*_KINDS).strip().upper(), "")


def _read_entry(number: int, properties: _Properties) -> Entry:
    organisation = next((tidy(p.parts[0]) for p in properties.named("ORG")), "")
    return Entry(
        number,
        _find_name(properties, organisation),
        organisation,
        properties.first("TITLE", "ROLE"),
        emails=tuple(_after_scheme(p.text) for p in properties.named("EMAIL")),
        numbers=tuple(p.text for p in properties.named("TEL") if not p.types & _NO_PHONE),
        addresses=tuple(p.text for p in properties.named("URL", "X-SOCIALPROFILE", "SOCIALPROFILE")),
        birthday=_find_birthday(properties),
        anniversary=_find_anniversary(properties),
        labels=tuple(_find_labels(properties)),
        relations=tuple(_find_relations(properties)),
        note="; ".join(p.text for p in properties.named("NOTE")),
    )


def _after_scheme(text: str) -> str:
    return text.strip().removeprefix("mailto:")


def _find_name(properties: _Properties, organisation: str) -> str:
    """Return the name as shown, without titles; an organisation's own name is nobody's.

    FN comes first: N has no order that holds everywhere, and some programs fill it wrongly.
    """
    found = properties.named("N")
    family, given, middle, before, after = (
        [*found[0].parts, *[""] * _N_PARTS] if found else [""] * _N_PARTS
    )[:_N_PARTS]
    parts = full_name(given, middle, family)
    shown = _without(tidy(properties.first("FN")), tidy(before), tidy(after))
    is_organisation = not parts and shown == organisation
    return find_name("" if is_organisation else shown, parts, properties.first("NICKNAME"))


def _without(shown: str, before: str, after: str) -> str:
    """Return the name without the titles before and after it, unless they are all there is."""
    bare = shown.removeprefix(before).removesuffix(after).strip(" ,")
    return bare or shown


def _find_birthday(properties: _Properties) -> str:
    for found in properties.named("BDAY"):
        omitted = found.parameters.get("X-APPLE-OMIT-YEAR", ("",))[0]
        if omitted and found.text.startswith(omitted):
            return f"-{found.text[len(omitted) :]}"
        if found.text.strip():
            return found.text
    return ""


def _find_anniversary(properties: _Properties) -> str:
    dates = (p.text for p in properties.named("X-ABDATE") if properties.label(p).lower() == "anniversary")
    return properties.first(*_ANNIVERSARIES) or next(dates, "")


def _find_labels(properties: _Properties) -> Iterator[str]:
    labels = (label.strip() for p in properties.named("CATEGORIES") for label in p.text.split(","))
    return (label for label in labels if label and label.lower() not in ("mycontacts", "starred"))


def _find_relations(properties: _Properties) -> Iterator[tuple[str, str]]:
    for found in properties.named("X-ABRELATEDNAMES"):
        if found.text.strip():
            yield properties.label(found) or "related", found.text
