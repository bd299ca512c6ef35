"""What counts as this machine: the only place that anything may go to unencrypted."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Return whether the host, a name or an address without its port, is this machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.rstrip(".").lower() == "localhost"
