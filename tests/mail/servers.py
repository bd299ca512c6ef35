"""Mail servers to try out: a real one on loopback, and one that says what a test has written down."""

import datetime as dt
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BufferedReader
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # aiosmtpd's own
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "me@example.com", "correct horse ü"


class Certificate(NamedTuple):
    """A self-made certificate for this machine: what the server shows, and what trusts it."""

    server: ssl.SSLContext
    client: ssl.SSLContext


def make_certificate(folder: Path, *, name: str = "localhost") -> Certificate:
    """Return a certificate for `name`; for localhost also for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names: list[x509.GeneralName] = [x509.DNSName(name)]
    if name == "localhost":
        names.append(x509.IPAddress(ip_address("127.0.0.1")))
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, form, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return Certificate(server, ssl.create_default_context(cafile=str(file)))


def find_free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


class Inbox:
    """What a real server has accepted; `refuses` is what it answers for some recipients."""

    def __init__(self, refuses: dict[str, str] | None = None, data: str = "250 OK") -> None:
        self.envelopes: list[Envelope] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.refuses = refuses or {}
        self.data = data

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if answer := self.refuses.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data.startswith("250"):
            self.envelopes.append(envelope)
        return self.data

    def check(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        right = data == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=right)


@contextmanager
def serve(
    inbox: Inbox,
    tls: ssl.SSLContext | None = None,
    *,
    implicit: bool = False,
    login: bool = True,
) -> Iterator[int]:
    """Run aiosmtpd and give its port: STARTTLS with `tls`, TLS from the start if `implicit`."""
    port = find_free_port()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # aiosmtpd's own
        warnings.simplefilter("ignore", UserWarning)  # it warns of logins without TLS, meant here
        controller = Controller(
            inbox,
            hostname="127.0.0.1",
            port=port,
            ssl_context=tls if implicit else None,
            tls_context=None if implicit else tls,
            require_starttls=tls is not None and not implicit,
            auth_required=login,
            auth_require_tls=tls is not None and not implicit,
            authenticator=inbox.check,
        )
        controller.start()
        try:
            yield port
        finally:
            controller.stop()


SILENT, HANG_UP = "", "hang up"
"""In place of an answer: nothing until the client leaves; the end of the connection."""


class Stub:
    """A server that greets with the first of its answers and answers each line with the next.

    After a 354 it takes all lines up to the full stop for one. What it was sent is kept in `lines`.
    """

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.lines: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(10)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with closing(connection), connection.makefile("rb") as incoming:
            for place, answer in enumerate(self.answers):
                if place:
                    self.lines.append(_read(incoming, whole=self.answers[place - 1].startswith("354")))
                if answer == HANG_UP:
                    return
                if answer:
                    connection.sendall(answer.encode() + b"\r\n")
            while line := incoming.readline():
                self.lines.append(line)


def _read(incoming: BufferedReader, *, whole: bool) -> bytes:
    read = line = incoming.readline()
    while whole and line not in (b"", b".\r\n"):
        line = incoming.readline()
        read += line
    return read
