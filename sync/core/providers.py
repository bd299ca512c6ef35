"""Mail providers, as far as the name of a host tells (design.md, section 10)."""

from ipaddress import ip_address

_MICROSOFT = frozenset({"outlook.com", "office365.com", "office.com", "hotmail.com", "live.com"})
_SHARED_ENDINGS = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
"""Labels before a country's that providers share, as in ``example.co.uk``."""


def is_microsoft(host: str) -> bool:
    """Return whether the host is one of Microsoft's own, which take no password from a program."""
    return find_provider(host) in _MICROSOFT


def find_provider(host: str) -> str:
    """Return what the hosts of one provider share: their last two labels, three below a shared ending."""
    host = host.strip("[]").rstrip(".").lower()
    try:
        return str(ip_address(host))
    except ValueError:
        labels = host.split(".")
    is_below = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED_ENDINGS  # noqa: PLR2004 - co.uk
    return ".".join(labels[-3 if is_below else -2 :])
