"""A mailbox that says what Dovecot never says: a small IMAP server whose every answer a test may replace."""

import re
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import BufferedReader
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Self

SILENT, HANG_UP = b"", b"hang up"
"""In place of an answer: nothing until the client leaves; the end of the connection."""

USER, PASSWORD = "me@example.com", "hunter2-hunter2"
SENT = ('(\\HasNoChildren \\Sent) "/" "Sent Items"',)


class Mail(NamedTuple):
    """A mail in a folder: when it came, as the server says it, and its headers."""

    headers: bytes
    arrived: str = "20-Nov-2026 10:00:00 +0100"


class Script(NamedTuple):
    """What the server says.

    `folders` are the lines of LIST, `mails` what is in each folder, by number. `answers` stand in place of
    the usual ones, by how the command begins; ``{tag}`` in them is the command's. `limit` is how many mails
    it looks at for one command, `leaves_out` which it never gives. It hangs up after `octets`, and sends one
    at a time where it `drips`, every so many seconds.
    """

    greeting: bytes = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n"
    folders: tuple[str, ...] = SENT
    mails: Mapping[str, Mapping[int, Mail]] = MappingProxyType({})
    answers: Mapping[str, bytes] = MappingProxyType({})
    limit: int = 0
    leaves_out: frozenset[int] = frozenset()
    octets: int | None = None
    drips: float = 0


class Fake:
    """The server, for one connection. What it was told is kept in `commands`, without tags."""

    def __init__(self, script: Script, tls: ssl.SSLContext | None) -> None:
        self.script, self.tls = script, tls
        self.commands: list[str] = []
        self.octets = 0
        self._folder = ""
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(20)

    def _serve(self) -> None:
        with suppress(OSError):
            plain, _ = self._listener.accept()
            with plain:
                plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self.tls is None:
                    plain.recv(1)
                    return
                with (
                    self.tls.wrap_socket(plain, server_side=True) as connection,
                    connection.makefile("rb") as incoming,
                ):
                    self._talk(connection, incoming)

    def _talk(self, connection: ssl.SSLSocket, incoming: BufferedReader) -> None:
        answer, tag = self.script.greeting, ""
        while self._say(connection, answer):
            line = incoming.readline().decode().rstrip("\r\n")
            first, _, command = line.partition(" ")
            tag = first if command else tag  # what continues a command stands alone
            if not line:
                return
            self.commands.append(command)
            if command == "LOGOUT":
                return
            answer = self._answer(command, tag)

    def _say(self, connection: ssl.SSLSocket, answer: bytes) -> bool:
        """Send the answer, and return whether to go on."""
        if answer == SILENT:
            self._over.wait(20)
        if answer in (SILENT, HANG_UP):
            return False
        left = len(answer) if self.script.octets is None else self.script.octets - self.octets
        for part in _drip(answer[:left]) if self.script.drips else [answer[:left]]:
            connection.sendall(part)
            if self.script.drips and self._over.wait(self.script.drips):
                return False
        self.octets += len(answer[:left])
        return left >= len(answer)

    def _answer(self, command: str, tag: str) -> bytes:
        for beginning, answer in self.script.answers.items():
            if command.startswith(beginning):
                return answer.replace(b"{tag}", tag.encode())
        name, _, rest = command.partition(" ")
        done = f"{tag} OK done\r\n".encode()
        match name:
            case "LIST":
                return "".join(f"* LIST {folder}\r\n" for folder in self.script.folders).encode() + done
            case "EXAMINE":
                self._folder = rest.strip('"')
                return f"* {len(self._mails)} EXISTS\r\n{tag} OK [READ-ONLY] done\r\n".encode()
            case "UID" if rest.startswith("SEARCH"):
                return self._search(rest, tag)
            case "UID":
                return b"".join(self._fetch(rest)) + done
            case _:
                return done

    @property
    def _mails(self) -> Mapping[int, Mail]:
        return self.script.mails.get(self._folder, {})

    def _search(self, query: str, tag: str) -> bytes:
        """Find all, or those with a word in their subject; with a limit the last, and say how far it came."""
        word = query.partition("SUBJECT ")[2].encode()
        to = re.search(r"UID 1:(\d+)", query)
        numbers = [n for n in sorted(self._mails) if not to or n <= int(to[1])]
        looked_at = numbers[-self.script.limit :] if self.script.limit else numbers
        found = [number for number in looked_at if word in self._mails[number].headers]
        said = f"* SEARCH {' '.join(map(str, found))}\r\n{tag} OK "
        limited = (
            f"[MESSAGELIMIT {self.script.limit} {looked_at[0]}] " if len(looked_at) < len(numbers) else ""
        )
        return f"{said}{limited}done\r\n".encode()

    def _fetch(self, what: str) -> Iterator[bytes]:
        _, sets, items = what.split(" ", 2)
        asked = [number for number in _numbers(sets) if number in self._mails]
        for number in asked[: self.script.limit or None]:
            if number not in self.script.leaves_out:
                mail = self._mails[number]
                item = items.partition("BODY.PEEK")[2].rstrip(")")
                yield (
                    f'* {number} FETCH (UID {number} INTERNALDATE "{mail.arrived}"'
                    f" BODY{item} {{{len(mail.headers)}}}\r\n"
                ).encode()
                yield mail.headers + b")\r\n"


def _drip(answer: bytes) -> Iterable[bytes]:
    return (answer[place : place + 1] for place in range(len(answer)))


def _numbers(sets: str) -> Iterator[int]:
    for part in sets.split(","):
        first, _, last = part.partition(":")
        yield from range(int(first), int(last or first) + 1)
