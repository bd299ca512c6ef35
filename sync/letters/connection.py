"""A connection to the mailbox: encrypted, verified, read-only, and over after a fixed time whatever arrives.

`imaplib` speaks IMAP and leaves to its callers what is done here: it quotes no folder name, sets no limit to
the time or the size of all answers together, and waits for each answer before it asks the next thing.
"""

import imaplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from io import BufferedReader, RawIOBase
from time import monotonic
from typing import TYPE_CHECKING, Any

from sync.letters.server import MailboxServer

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MOST_BYTES = 64 << 20
"""Of all answers together: the headers of 100,000 letters and more."""
_LONGEST_LINE = 4 << 20
_READ_AT_ONCE = 1 << 16

Said = list[Any]
"""An answer as `imaplib` gives it: bytes, or where something of a given length came, a tuple with that."""


class Connection(imaplib.IMAP4_SSL):
    """A session. Raises what `server.translated` explains, among it `TimeoutError` at the end of the time."""

    def __init__(self, server: MailboxServer, context: ssl.SSLContext) -> None:
        self.server = server
        self._ends = monotonic() + server.timeout
        super().__init__(server.host.strip("[]"), server.port, ssl_context=context)

    def open(self, host: str = "", port: int | None = 993, timeout: float | None = None) -> None:
        """Connect and encrypt, in the time that is left."""
        del timeout
        self.host, self.port = host, port or 0
        plain = _reach(self.host, self.port, self.find_rest)
        try:
            plain.settimeout(self.find_rest())
            self.sock = self.ssl_context.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
        self._incoming = BufferedReader(_Incoming(self.sock, self.find_rest), _READ_AT_ONCE)

    def find_rest(self) -> float:
        """Return the seconds that are left. Raises `TimeoutError` where none are."""
        rest = self._ends - monotonic()
        if rest <= 0:
            raise TimeoutError
        return rest

    def read(self, size: int) -> bytes:
        """Return that many bytes."""
        if size > MOST_BYTES:
            raise self.error("more than was asked for")
        return self._incoming.read(size)

    def readline(self) -> bytes:
        """Return the next line, with its end."""
        return self._incoming.readline(_LONGEST_LINE)

    def send(self, data: "ReadableBuffer") -> None:
        """Send a command."""
        self.sock.settimeout(self.find_rest())
        self.sock.sendall(data)

    def shutdown(self) -> None:
        """Close the connection."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self._incoming.close()
        self.sock.close()

    def leave(self) -> None:
        """Say good-bye without waiting for the answer, and close."""
        with suppress(OSError):
            self.send(b"bye LOGOUT\r\n")
        self.shutdown()

    def capability(self) -> tuple[str, Said]:
        """Return what the server can do. It is asked only where it has not said so unasked."""
        said = self.take("CAPABILITY")
        return ("OK", said) if said else super().capability()

    def start(self, name: str, *words: str) -> bytes:
        """Send a command and return its tag, to `finish` it."""
        tag: bytes = self._command(name, *words)
        return tag

    def finish(self, name: str, tag: bytes) -> tuple[str, Said]:
        """Return whether the command was done (``OK`` or ``NO``), and in which words."""
        answer: tuple[str, Said] = self._command_complete(name, tag)
        return answer

    def ask(self, name: str, *words: str) -> tuple[str, Said]:
        """Send a command and wait until it is done, or not."""
        return self.finish(name, self.start(name, *words))

    def start_examine(self, folder: str) -> bytes:
        """Begin to open a folder for reading only; what follows is asked of this folder (RFC 3501, 5.5)."""
        self.untagged_responses = {}
        self.is_readonly = True
        tag = self.start("EXAMINE", quote(folder))
        self.state = "SELECTED"
        return tag

    def take(self, kind: str) -> Said:
        """Return what was said of that kind since it was last taken."""
        return [part for part in self.response(kind)[1] if part is not None]


def quote(text: str) -> str:
    """Return the text as a quoted string (RFC 3501, 4.3)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _reach(host: str, port: int, find_rest: Callable[[], float]) -> socket.socket:
    """Return a connection to the first address of the host that answers; each gets its part of the time."""
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    trouble = OSError()
    for left, (family, kind, protocol, _, address) in zip(
        range(len(addresses), 0, -1), addresses, strict=True
    ):
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(find_rest() / left)
            plain.connect(address)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # two commands in one go do not wait
        except OSError as error:
            plain.close()
            trouble = error
        else:
            return plain
    raise trouble


class _Incoming(RawIOBase):
    """What arrives, as long as there is time and not too much of it."""

    def __init__(self, sock: socket.socket, find_rest: Callable[[], float]) -> None:
        self.sock, self.find_rest = sock, find_rest
        self.bytes_left = MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self.sock.settimeout(self.find_rest())
        count = self.sock.recv_into(buffer)
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise imaplib.IMAP4.error("more than was asked for")
        return count
