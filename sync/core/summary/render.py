"""How a page becomes HTML and text: both say the same in the same order."""

from functools import cache
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from sync.core.summary import phrases
from sync.core.summary.names import count_columns, runs_right_to_left
from sync.core.summary.page import Page

if TYPE_CHECKING:
    from jinja2 import Environment

COLUMNS = 72
"""How wide the text is; only links are longer."""


def render_html(page: Page) -> str:
    """Return the page as HTML: one column, inline styles, nothing to load."""
    return _environment().get_template("summary.html").render(page=page, phrases=phrases)


def render_text(page: Page) -> str:
    """Return the page as plain text, wrapped; a link stands whole on a line of its own."""
    rendered = _environment().get_template("summary.txt").render(page=page, phrases=phrases)
    lines = [line.rstrip() for line in rendered.splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip("\n") + "\n"


def wrap(text: str, indent: str = "", first: str | None = None) -> str:
    """Return the text in lines of at most 72 columns, its own lines kept apart; `first` begins the first."""
    lines: list[str] = []
    for line in text.splitlines() or [""]:
        begin = indent if first is None or lines else first
        room = COLUMNS - len(indent)
        broken = " ".join(part for word in line.split() for part in _break(word, room))
        wrapper = TextWrapper(
            COLUMNS,
            initial_indent=begin,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += wrapper.wrap(broken) or [""]
    return "\n".join(lines)


def _break(word: str, room: int) -> list[str]:
    """Cut what no space divides, such as a sentence in Chinese; a link stays whole."""
    if len(word) * 2 <= room or "://" in word:
        return [word]
    parts, width = [""], 0
    for character in word:
        width += count_columns(character)
        if width > room:
            parts.append("")
            width = 2
        parts[-1] += character
    return parts


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=PackageLoader("sync.core.summary"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrap"] = wrap
    environment.tests["right_to_left"] = lambda lines: any(map(runs_right_to_left, lines))
    return environment
