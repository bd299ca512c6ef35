"""What depends on the spreadsheet's locale: the decimal mark, and how a plain date looks."""

_COMMA_LANGUAGES = frozenset(
    [
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "et",
        "fi",
        "fr",
        "hr",
        "hu",
        "id",
        "it",
        "lt",
        "lv",
        "nb",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "tr",
        "uk",
        "vi",
    ]
)
_POINT_LOCALES = frozenset({"es_MX", "de_CH", "it_CH"})
_DATE_PATTERNS = {
    "en_US": "m/d/yyyy",
    "en_CA": "yyyy-mm-dd",
    "en_GB": "dd/mm/yyyy",
    "de_DE": "dd.mm.yyyy",
    "de_AT": "dd.mm.yyyy",
    "de_CH": "dd.mm.yyyy",
    "fr_FR": "dd/mm/yyyy",
    "es_ES": "d/m/yyyy",
    "es_MX": "d/m/yyyy",
    "it_IT": "dd/mm/yyyy",
    "nl_NL": "d-m-yyyy",
    "pl_PL": "d.mm.yyyy",
    "pt_BR": "dd/mm/yyyy",
    "sv_SE": "yyyy-mm-dd",
    "ja_JP": "yyyy/mm/dd",
}


def has_comma_decimals(locale: str) -> bool:
    """Say whether ``1,5`` is a number there; then only ``;`` parts the arguments of a function [M]."""
    return locale.partition("_")[0] in _COMMA_LANGUAGES and locale not in _POINT_LOCALES


def date_pattern(locale: str) -> str:
    """Return the pattern of a date that has no pattern of its own."""
    return _DATE_PATTERNS.get(locale, "dd/mm/yyyy")


def currency_pattern(locale: str) -> str:
    """Return the pattern of an amount that has no pattern of its own."""
    return "$#,##0.00" if locale in {"en_US", "es_MX"} else "#,##0.00"
