"""Which table of which service it is, told by its column names."""

from typing import NamedTuple

from sync.imports.export import Kind
from sync.imports.typed.records import Header, find_header

_GERMAN = {
    "vorname": "first name",
    "weitere vornamen": "middle name",
    "nachname": "last name",
    "e-mail-adresse": "e-mail address",
    "e-mail 2: adresse": "e-mail 2 address",
    "e-mail 3: adresse": "e-mail 3 address",
    "unternehmen": "company",
    "firma": "company",
    "verbunden am": "connected on",
    "mobiltelefon": "mobile phone",
    "haupttelefon": "primary phone",
    "telefon privat": "home phone",
    "telefon (privat)": "home phone",
    "telefon privat 2": "home phone 2",
    "telefon (privat 2)": "home phone 2",
    "telefon geschäftlich": "business phone",
    "telefon geschäftlich 2": "business phone 2",
    "weiteres telefon": "other phone",
    "autotelefon": "car phone",
    "telefon firma": "company main phone",
    "geburtstag": "birthday",
    "jahrestag": "anniversary",
    "notizen": "notes",
    "kategorien": "categories",
    "partner": "spouse",
    "partner/in": "spouse",
    "kinder": "children",
    "webseite": "web page",
}
_FRENCH = {
    "prénom": "first name",
    "deuxième prénom": "middle name",
    "nom": "last name",
    "adresse de messagerie": "e-mail address",
    "adresse de messagerie 2": "e-mail 2 address",
    "adresse de messagerie 3": "e-mail 3 address",
    "société": "company",
    "titre": "job title",
    "tél. mobile": "mobile phone",
    "téléphone principal": "primary phone",
    "téléphone (domicile)": "home phone",
    "téléphone 2 (domicile)": "home phone 2",
    "téléphone (bureau)": "business phone",
    "téléphone 2 (bureau)": "business phone 2",
    "téléphone (autre)": "other phone",
    "téléphone (voiture)": "car phone",
    "téléphone société": "company main phone",
    "anniversaire": "birthday",
    "anniversaire de mariage ou fête": "anniversary",
    "catégories": "categories",
    "conjoint(e)": "spouse",
    "enfants": "children",
    "page web": "web page",
}
_SPANISH = {
    "nombre": "first name",
    "segundo nombre": "middle name",
    "apellidos": "last name",
    "dirección de correo electrónico": "e-mail address",
    "dirección de correo electrónico 2": "e-mail 2 address",
    "dirección del correo electrónico 3": "e-mail 3 address",
    "dirección de correo electrónico 3": "e-mail 3 address",
    "organización": "company",
    "puesto": "job title",
    "móvil": "mobile phone",
    "teléfono principal": "primary phone",
    "particular": "home phone",
    "teléfono del trabajo": "business phone",
    "otro teléfono": "other phone",
    "cumpleaños": "birthday",
    "aniversario": "anniversary",
    "notas": "notes",
    "categorías": "categories",
    "hijos": "children",
    "página web": "web page",
}
WORDS = {**_SPANISH, **_FRENCH, **_GERMAN}
"""LinkedIn's columns in German, Outlook's in German, French and Spanish, where its own words differ."""


class _Rule(NamedTuple):
    kind: Kind
    every: frozenset[str]
    some: frozenset[str] = frozenset()
    """At least one of these stands there, too."""

    def fits(self, names: frozenset[str]) -> bool:
        return self.every <= names and (not self.some or bool(self.some & names))


_NAMES = frozenset({"first name", "last name"})
_RULES = (
    _Rule(Kind.CONNECTIONS, _NAMES | {"connected on"}),
    _Rule(
        Kind.MESSAGES, frozenset({"conversation id", "sender profile url", "recipient profile urls", "date"})
    ),
    _Rule(Kind.INVITATIONS, frozenset({"from", "to", "sent at", "direction"})),
    _Rule(Kind.IMPORTED, frozenset({"firstname", "lastname"}), frozenset({"emails", "phonenumbers"})),
    _Rule(
        Kind.OLD_GOOGLE,
        frozenset({"given name", "family name"}),
        frozenset({"group membership", "e-mail 1 - value", "phone 1 - value", "yomi name"}),
    ),
    _Rule(
        Kind.GOOGLE,
        _NAMES,
        frozenset({"labels", "file as", "e-mail 1 - value", "phone 1 - value", "organization name"}),
    ),
    _Rule(Kind.LINKEDIN_PROFILE, _NAMES | {"maiden name", "headline"}),
    _Rule(Kind.OWN_ADDRESSES, frozenset({"email address", "confirmed", "primary"})),
    _Rule(
        Kind.OUTLOOK,
        frozenset({"last name"}),
        frozenset({"e-mail address", "e-mail 2 address", "mobile phone", "home phone", "business phone"}),
    ),
)


def find_table(text: str) -> tuple[Kind, Header] | None:
    """Return which table the text is and its header, None where it is no table that is known."""
    header = find_header(text, WORDS, lambda names: find_kind(names) is not None)
    kind = find_kind(frozenset(header.names)) if header else None
    return (kind, header) if kind and header else None


def find_kind(names: frozenset[str]) -> Kind | None:
    """Return the kind of table that has these columns."""
    return next((rule.kind for rule in _RULES if rule.fits(names)), None)
