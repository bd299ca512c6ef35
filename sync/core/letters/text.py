"""What the owner typed in a mail: its plain text, else the text of its HTML (RFC 2045)."""

from email import message_from_bytes
from email.message import Message
from html.parser import HTMLParser

_NEW_LINE = frozenset({"br", "div", "p", "li", "tr", "hr", "table", "blockquote", "h1", "h2", "h3", "pre"})
_UNSEEN = frozenset({"head", "style", "script", "title"})


def find_text(mail: bytes) -> str:
    """Return the text of a mail, of which only the beginning need be there; "" where it has none."""
    parts = [part for part in message_from_bytes(mail).walk() if not part.get_filename()]
    for kind, read in (("text/plain", str), ("text/html", _read_html)):
        for part in parts:
            if part.get_content_type() == kind:
                return read(_decode(part))
    return ""


def _decode(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _read_html(markup: str) -> str:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return "".join(reader.text)


class _Reader(HTMLParser):
    """Collects the text up to the first quotation, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.unseen = 0
        self.is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        marks = (value or "" for name, value in attrs if name in {"class", "id"})
        self.is_over = self.is_over or tag == "blockquote" or any("quote" in mark for mark in marks)
        if tag in _NEW_LINE:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN and self.unseen > 0
        if tag in _NEW_LINE:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        self._add(" ".join(data.splitlines()) if data.strip() else " ")

    def _add(self, text: str) -> None:
        if not self.unseen and not self.is_over:
            self.text.append(text)
