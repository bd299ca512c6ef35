"""The folders of a mailbox: which hold what the owner sent, and which what arrived (RFC 6154).

Names are kept as the server writes them, in modified UTF-7 (RFC 3501, 5.1.3), and decoded for showing only.
"""

import re
from base64 import b64decode
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from sync.errors import SetUpError, TryAgainError
from sync.letters.connection import Connection, Said
from sync.letters.server import LATER, MailboxServer

INBOX = "INBOX"

NAMES_OF_SENT = frozenset(
    {
        *("sent", "sent items", "sent messages", "sent mail", "sent-mail", "sentmail"),
        *("gesendet", "gesendete elemente", "gesendete objekte", "gesendete nachrichten"),
        *("envoyés", "messages envoyés", "éléments envoyés", "courrier envoyé"),
        *("enviados", "elementos enviados", "mensajes enviados", "itens enviados", "mensagens enviadas"),
        *("posta inviata", "inviata", "inviati", "elementi inviati"),
        *("verzonden", "verzonden items", "verzonden berichten"),
        *("skickat", "skickade", "skickade objekt", "sendt", "sendte elementer", "sendt post"),
        *("lähetetyt", "lähetetyt viestit", "wysłane", "elementy wysłane", "odeslané", "odeslaná pošta"),
        *(
            "odoslané",
            "elküldött",
            "elküldött elemek",
            "trimise",
            "elemente trimise",
            "poslano",
            "poslane stavke",
        ),
        *("отправленные", "надіслані", "изпратени", "απεσταλμένα", "gönderilmiş öğeler", "gönderilenler"),
        *(
            "enviats",
            "נשלח",
            "דואר יוצא",
            "المرسلة",
            "已发送",
            "已发送邮件",
            "已傳送",
            "寄件備份",
            "送信済み",
        ),
        *("送信済みアイテム", "보낸편지함", "보낸 편지함", "đã gửi", "terkirim"),
    }
)
"""What Sent is called where no flag tells, by the last part of the name, in small letters."""

_CLOSED = frozenset({"\\noselect", "\\nonexistent"})
_HOLDS_OTHERS = frozenset({"\\all", "\\junk", "\\trash", "\\drafts", "\\flagged", "\\important", "\\archive"})
_LINE = re.compile(rb'\((?P<flags>[^)]*)\) (?:NIL|"\\?(?P<delimiter>[^"])") (?P<name>.+)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")
_LITERAL = re.compile(rb"\{\d+\}$")


class Folder(NamedTuple):
    """A folder: its name as the server writes it, what separates its parts, its flags in small letters."""

    name: str
    delimiter: str
    flags: frozenset[str]

    @property
    def shown(self) -> str:
        """The name for people."""
        return normalize("NFC", decode_name(self.name))

    @property
    def last_part(self) -> str:
        """The last part of the name for people, as it is compared."""
        whole = self.shown.casefold()
        return whole.rpartition(self.delimiter)[2] if self.delimiter else whole


def list_folders(connection: Connection) -> tuple[Folder, ...]:
    """Return the folders that can be opened."""
    kind, _ = connection.ask("LIST", '""', '"*"')
    if kind != "OK":
        raise TryAgainError(connection.server.what, "it does not list its folders", LATER)
    found = map(parse_folder, join_literals(connection.take("LIST")))
    return tuple(folder for folder in found if folder and not folder.flags & _CLOSED)


def find_sent(folders: Iterable[Folder], server: MailboxServer) -> tuple[Folder, ...]:
    """Return the folders of what the owner sent: the one that the settings name, else all with the flag.

    Where none has it, those whose name says so. Never one whose name is only alike. Raises `SetUpError` where
    there is none, or where the one named holds what others sent.
    """
    folders = tuple(folders)
    if server.sent is not None:
        return (_find_named(folders, server, server.sent),)
    flagged = tuple(folder for folder in folders if "\\sent" in folder.flags)
    found = flagged or tuple(folder for folder in folders if folder.last_part in NAMES_OF_SENT)
    if not found:
        why = "no folder of sent mail is found"
        cure = "name it with sent under [mailbox]; keep-in-touch check --mailbox lists the folders"
        raise SetUpError(server.what, why, cure)
    return found


def find_arrivals(folders: Iterable[Folder]) -> str:
    """Return the name of the folder in which all mail stays, where there is one, else of the inbox."""
    return next((folder.name for folder in folders if "\\all" in folder.flags), INBOX)


def _find_named(folders: tuple[Folder, ...], server: MailboxServer, name: str) -> Folder:
    wanted = normalize("NFC", name).casefold()
    same = [folder for folder in folders if name == folder.name] or [
        folder for folder in folders if folder.shown.casefold() == wanted
    ]
    if not same:
        cure = "correct sent under [mailbox]; keep-in-touch check --mailbox lists the folders"
        raise SetUpError(server.what, f"there is no folder {name}", cure)
    if same[0].name.upper() == INBOX or same[0].flags & _HOLDS_OTHERS:
        cure = "name the folder of sent mail with sent under [mailbox], or take sent out"
        raise SetUpError(server.what, f"the folder {name} holds mail of others too", cure)
    return same[0]


def join_literals(said: Said) -> list[bytes]:
    """Return each line of `imaplib` whole: a name may have come with its length before it."""
    lines = []
    for part in said:
        if isinstance(part, tuple):
            lines.append(
                _LITERAL.sub(b"", part[0])
                + b'"'
                + part[1].replace(b"\\", b"\\\\").replace(b'"', b'\\"')
                + b'"'
            )
        elif part:
            lines.append(part)
    return lines


def parse_folder(line: bytes) -> Folder | None:
    r"""Return the folder in a line like ``(\HasNoChildren \Sent) "/" "Sent Items"``.

    None for one whose name is not in plain letters: no server writes it so, and it could not be asked for.
    """
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    flags, delimiter, name = (part.decode("ascii", "replace") for part in match.groups(b""))
    if name.startswith('"') and name.endswith('"'):
        name = _ESCAPED.sub(r"\1", name[1:-1])
    if "\ufffd" in name or not name.isprintable():
        return None
    return Folder(name, delimiter, frozenset(flags.lower().split()))


_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def decode_name(name: str) -> str:
    """Return a name in modified UTF-7 as people know it."""
    return _SHIFTED.sub(_decode_shifted, name)


def _decode_shifted(match: re.Match[str]) -> str:
    if not match[1]:
        return "&"
    padded = match[1].replace(",", "/") + "=" * (-len(match[1]) % 4)
    try:
        return b64decode(padded).decode("utf-16-be")
    except ValueError:
        return match[0]
