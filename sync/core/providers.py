"""Mail providers, as far as the name of a host tells (design.md, section 10)."""

_MICROSOFT = frozenset({"outlook.com", "office365.com", "office.com", "hotmail.com", "live.com"})


def is_microsoft(host: str) -> bool:
    """Return whether the host is one of Microsoft's own, which take no password from a program."""
    return _provider_of(host) in _MICROSOFT


def is_same_provider(host: str, other: str) -> bool:
    """Return whether two hosts are of one provider: whether they share their last two labels."""
    return _provider_of(host) == _provider_of(other)


def _provider_of(host: str) -> str:
    return ".".join(host.lower().rstrip(".").split(".")[-2:])
