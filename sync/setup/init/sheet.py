"""Setting up, the list: a Google Sheet that is shared with the job, or a workbook on this machine."""

import os
import stat
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from sync.assembly import Place, open_sheet
from sync.core.columns import letters
from sync.core.headers import EMAIL, NAME, NOTE, PHONE, title_of
from sync.core.table import PutText, Sheet, Table
from sync.errors import KeepInTouchError, SetUpError
from sync.files.private import make_private
from sync.settings.file import Value
from sync.settings.sections import Settings, SettingsError, parse_settings
from sync.sheets.address import GoogleAddress, parse_location
from sync.sheets.google.key import load_key
from sync.terminal.ask import Asker, Question

HEADERS = [title_of(field) for field in (NAME, EMAIL, PHONE, NOTE)]
WIDTHS = (26, 32, 20, 64)
"""The columns of a new workbook, in characters."""
SKIP = "skip"


class SheetAnswers(NamedTuple):
    """What the options answer; None leaves a question to be asked."""

    location: str | None = None
    key: str | None = None
    headers: bool | None = None
    tab: str | None = None
    timezone: str | None = None
    locale: str | None = None
    wait: bool = True


class Found(NamedTuple):
    """The settings of the sheet; `table` as read, None where it could not be; `account` to share it with."""

    section: dict[str, Value]
    table: Table | None
    account: str = ""


def find_sheet(folder: Path, answers: SheetAnswers, asker: Asker) -> Found:
    """Ask where the list is, see that the job can read it, and offer the four headers to an empty one.

    `folder` is where the settings will be. Raises `SetUpError` for a wrong answer without a terminal.
    """
    extras: dict[str, Value] = {"tab": answers.tab, "timezone": answers.timezone, "locale": answers.locale}
    parse_settings({"sheet": {key: value for key, value in extras.items() if value is not None}}, folder)
    text = "Where is your list? The address of a Google Sheet, or an .xlsx file on this machine"
    question = Question(text, "--sheet", "contacts.xlsx")
    location = asker.ask(question, answers.location, lambda text: _take_location(text, answers, asker))
    if isinstance(location, Path):
        extras["locale"] = answers.locale or _guess_locale()
        section = {"location": _write_path(location, folder)} | extras
        return Found(section, _open_workbook(location, answers, asker))
    key_question = Question("The key file of the service account", "--key", "credentials.json")
    key = asker.ask(key_question, answers.key, lambda text: _take_key(text, asker))
    return _share(location, key, folder, answers, asker)


def _take_location(text: str, answers: SheetAnswers, asker: Asker) -> GoogleAddress | Path:
    place = parse_location(text, Path.cwd())
    if isinstance(place, Path) and not place.exists():
        question = f"There is no {place}. Make it, with the four headers?"
        if not asker.agree(question, answers.headers, usual=True):
            raise SetUpError(str(place), "there is no such workbook", "name one, or have it made (--headers)")
        _make_workbook(place)
    if isinstance(place, Path):
        open_sheet(Place(place, answers.tab), Settings()).read()
    return place


def _make_workbook(path: Path) -> None:
    """Write a workbook with the four headers and nothing else, for its owner only."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    workbook = Workbook()
    tab = workbook.worksheets[0]
    tab.title = "Contacts"
    tab.append(HEADERS)
    for place, width in enumerate(WIDTHS):
        tab.cell(1, place + 1).font = Font(bold=True)
        tab.column_dimensions[letters(place)].width = width
    tab.freeze_panes = "A2"
    file = BytesIO()
    workbook.save(file)
    try:
        make_private(path, file.getvalue())
    except OSError as error:
        raise SetUpError(str(path), f"it cannot be made ({error.strerror})", "name another place") from None


def _open_workbook(path: Path, answers: SheetAnswers, asker: Asker) -> Table | None:
    sheet = open_sheet(Place(path, answers.tab), Settings())
    try:
        return _offer_headers(sheet, sheet.read(), answers, asker)
    except KeepInTouchError as error:
        asker.complain(error)
        return None


def _take_key(text: str, asker: Asker) -> Path:
    """Return the key file's path, once it is one, and private."""
    path = Path.cwd() / Path(text).expanduser()
    if asker.is_terminal and os.name == "posix" and path.is_file():
        mode = path.stat().st_mode
        question = f"Others can read {path}. Make it yours alone (chmod 600)?"
        if mode & (stat.S_IRWXG | stat.S_IRWXO) and asker.agree(question, None, usual=True):
            path.chmod(0o600)
    load_key(path)
    return path


def _share(address: GoogleAddress, key: Path, folder: Path, answers: SheetAnswers, asker: Asker) -> Found:
    """Wait until the sheet can be read, which the owner has to share."""
    account = str(load_key(key).service_account_email)
    settings = parse_settings({"sheet": {"credentials": str(key)}}, folder)
    table = None
    while True:
        try:
            sheet = open_sheet(Place(address, answers.tab), settings)
            table = _offer_headers(sheet, sheet.read(), answers, asker)
            break
        except KeepInTouchError as error:
            asker.tell(f"\nShare the sheet with this address, as Editor:\n\n    {account}\n")
            asker.complain(error)
        if not (answers.wait and asker.is_terminal):
            asker.tell("Not waiting until the sheet can be read; keep-in-touch check tells when it can.")
            break
        text = f"Enter looks again, another address takes that one, {SKIP} goes on without"
        other = asker.ask(Question(text, "--sheet"), None, _take_other)
        if other == SKIP:
            break
        address = other if isinstance(other, GoogleAddress) else address
    section: dict[str, Value] = {"location": str(address), "credentials": _write_path(key, folder)}
    section |= {"tab": answers.tab, "timezone": answers.timezone}
    return Found(section, table, account)


def _take_other(answer: str) -> GoogleAddress | str:
    """Return the address that was typed instead, or else the answer."""
    if answer in {"", SKIP}:
        return answer
    place = parse_location(answer, Path.cwd())
    if isinstance(place, GoogleAddress):
        return place
    raise SetUpError(
        answer, "this is no Google Sheet", "to take a workbook, leave with Ctrl-C and begin again"
    )


def _offer_headers(sheet: Sheet, table: Table, answers: SheetAnswers, asker: Asker) -> Table:
    """Put the four headers into an empty tab if the owner agrees, and return the tab as it is then."""
    question = f"Tab {table.title} is empty. Put the four headers into its first row?"
    if not table.cells.empty or not asker.agree(question, answers.headers, usual=True):
        return table
    return sheet.write([PutText(1, column, header) for column, header in enumerate(HEADERS)])


def _write_path(path: Path, folder: Path) -> str:
    """Return the path as the settings name it: relative where it lies in their folder."""
    path, folder = Path(os.path.normpath(path)), Path(os.path.normpath(folder))
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def _guess_locale() -> str | None:
    """Return the locale of the owner's terminal, which says in which order they write a date."""
    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        found = os.environ.get(variable, "").partition(".")[0].partition("@")[0]
        if found and found not in {"C", "POSIX"}:
            try:
                parse_settings({"sheet": {"locale": found}}, Path())
            except SettingsError:
                return None
            return found
    return None
