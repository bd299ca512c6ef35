"""Ask Google what we believe of it: ``python -m tests.live SPREADSHEET --credentials FILE``.

SPREADSHEET is an address or id, best of one made for this and shared with the key's account as Editor.
"""

import argparse
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import requests
from google.auth.exceptions import GoogleAuthError

from sync.errors import KeepInTouchError, SetUpError
from sync.sheets.address import GoogleAddress, parse_location
from sync.sheets.google.key import load_key
from tests.live.api import Google, UnexpectedError
from tests.live.found import Found, render
from tests.live.probe import LOCALES, More, probe
from tests.live.record import write_lines

QUESTION = """The probe writes into the spreadsheet {key}:
  tabs of its own, which it makes and removes; nothing in any other tab{protected}
  metadata about them, which it removes
  the spreadsheet's locale: {locales} for some seconds each, then what it was
It takes about three minutes. Go on? [y/N] """
PROTECTED = ",\n  but for an attempt at writing into {title}, to be refused"


def make_parser() -> argparse.ArgumentParser:
    """Return the options."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.live", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("spreadsheet", metavar="SPREADSHEET")
    parser.add_argument("--credentials", type=Path, required=True, metavar="FILE", help="the key file")
    parser.add_argument("--yes", action="store_true", help="do not ask before writing")
    parser.add_argument("--record", type=Path, metavar="FILE", help="add what was said, redacted, to FILE")
    parser.add_argument(
        "--protected",
        default="",
        metavar="TITLE",
        help="an empty tab that you protected so that only you may edit it",
    )
    parser.add_argument(
        "--read-only",
        default="",
        metavar="SPREADSHEET",
        help="one that you shared with the key's account as Viewer",
    )
    parser.add_argument("--only", default="", metavar="WORD", help="ask only what is about it, as metadata")
    parser.add_argument("--quota", action="store_true", help="spend a minute's quota of reads as well")
    return parser


def main(argv: Sequence[str] | None = None, ask: Callable[[str], str] = input) -> int:
    """Probe and print; 0 where every line holds, 1 where one does not, 2 where it could not begin."""
    options = make_parser().parse_args(argv)
    try:
        key = _find_key(options.spreadsheet)
        read_only = _find_key(options.read_only) if options.read_only else ""
        more = More(options.protected, read_only, options.quota, options.only)
        if not options.yes and not _may(ask, key, more):
            _say("nothing was asked, nothing was written\n")
            return 2
        google = Google(load_key(options.credentials), key)
        with _recorded(google, options.record):
            lines = _collect(probe(google, options.credentials, more))
    except (KeepInTouchError, UnexpectedError, GoogleAuthError, requests.RequestException) as error:
        _say(f"{error}\n")
        return 2
    print(render(lines))  # noqa: T201
    return 1 if any(line.holds is False for line in lines) else 0


def _find_key(location: str) -> str:
    address = parse_location(location, Path())
    if not isinstance(address, GoogleAddress):
        raise SetUpError(location, "this is no Google Sheet", "give the address of one")
    return address.key


def _may(ask: Callable[[str], str], key: str, more: More) -> bool:
    protected = PROTECTED.format(title=more.protected) if more.protected else ""
    try:
        answer = ask(QUESTION.format(key=key, protected=protected, locales=", ".join(LOCALES)))
    except EOFError:
        return False
    return answer.strip().casefold() in {"y", "yes"}


def _collect(asked: Generator[Found]) -> list[Found]:
    """Return the lines, and tell by a mark for each how far it is; what is broken off is cleaned up."""
    lines = []
    with closing(asked):
        for line in asked:
            lines.append(line)
            _say(line.mark)
    _say("\n")
    return lines


@contextmanager
def _recorded(google: Google, file: Path | None) -> Iterator[None]:
    """Add what was said meanwhile to a file, if one is named; however it ends."""
    try:
        yield
    finally:
        if file:
            with file.open("a", encoding="utf-8") as recording:
                recording.write(write_lines(google.exchanges))


def _say(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    raise SystemExit(main())
