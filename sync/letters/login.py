"""The login, tried once: a second wrong try may lock the account."""

from collections.abc import Callable

from sync.errors import PermissionDeniedError
from sync.letters.connection import Connection, quote
from sync.letters.server import explain_refused_login


def log_in(connection: Connection, password: Callable[[], str]) -> None:
    """Log in. The password is asked for only once the server is ready for it, and no error holds it.

    Raises `PermissionDeniedError` where the login is refused, `TryAgainError` where that will pass.
    """
    server = connection.server
    if "LOGINDISABLED" in connection.capabilities:
        cure = "use a mailbox that takes an app password"
        raise PermissionDeniedError(server.what, "it takes no passwords", cure)
    refusal = _authenticate(connection, server.username, password())
    if refusal is not None:
        raise explain_refused_login(server, refusal)
    if said := connection.take("CAPABILITY"):
        connection.capabilities = tuple(_text(said[-1]).upper().split())


def _authenticate(connection: Connection, username: str, password: str) -> str | None:
    """Return with which words the login was refused, None if it was not."""
    if f"{username}{password}".isascii() and f"{username}{password}".isprintable():
        kind, said = connection.ask("LOGIN", quote(username), quote(password))
        if kind != "OK":
            return _text(said[-1])
        connection.state = "AUTH"
        return None
    secret = f"\0{username}\0{password}".encode("utf-8", "surrogateescape")
    try:
        connection.authenticate("PLAIN", lambda _: secret)
    except connection.error as refused:
        if isinstance(refused, connection.abort) or "command error" in str(refused):
            raise
        return str(refused)
    return None


def _text(said: object) -> str:
    return said.decode("ascii", "replace") if isinstance(said, bytes) else ""
