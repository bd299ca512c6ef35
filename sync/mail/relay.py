"""The mail server that takes the summary, and a connection to it: greeted, and encrypted unless local."""

import re
import smtplib
import socket
import ssl
from ipaddress import IPv6Address, ip_address
from typing import Literal, NamedTuple

Security = Literal["starttls", "tls", "none"]

_FULL_NAME = re.compile(
    r"(?=.{4,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]", re.IGNORECASE
)
_KNOWN_AT_HOME = ("local", "localdomain", "localhost", "internal", "lan", "home", "home.arpa")
"""What a name ends in that nobody outside the house could look up."""


class Server(NamedTuple):
    """The mail server; `timeout` is in seconds, for each answer; no `username`, no login."""

    host: str
    port: int
    security: Security = "starttls"
    username: str | None = None
    timeout: float = 30

    @property
    def what(self) -> str:
        """What an error calls it."""
        return f"mail server {self.host}:{self.port}"


def connect(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    """Return a connection that has been greeted, encrypted and verified unless it may stay plain."""
    smtp = _open(server, context)
    try:
        if smtp.sock:
            smtp.local_hostname = name_machine(socket.gethostname(), smtp.sock.getsockname()[0])
        if server.security == "starttls":
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _open(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    """Return the connection. What stands for the machine's name here spares a look-up that may take long."""
    host, unnamed = server.host.strip("[]"), "[127.0.0.1]"
    if server.security == "tls":
        return smtplib.SMTP_SSL(
            host, server.port, local_hostname=unnamed, timeout=server.timeout, context=context
        )
    return smtplib.SMTP(host, server.port, local_hostname=unnamed, timeout=server.timeout)


def name_machine(name: str, address: str) -> str:
    """Return what this machine calls itself: its full name, else the address literal (RFC 5321, 4.1.3).

    `address` is that of its end of the connection.
    """
    if _FULL_NAME.fullmatch(name) and not name.lower().endswith(tuple(f".{end}" for end in _KNOWN_AT_HOME)):
        return name
    bare = ip_address(address.partition("%")[0])
    return f"[IPv6:{bare}]" if isinstance(bare, IPv6Address) else f"[{bare}]"
