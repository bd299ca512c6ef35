"""Setting up, the list: a Google Sheet that is shared with the job, or a workbook on this machine."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sync.assembly import Place, open_sheet
from sync.core.changes import PutText
from sync.core.contacts.headers import title_of
from sync.core.table import Table
from sync.errors import KeepInTouchError, SetUpError
from sync.files.private import check_private, make_private
from sync.settings.file import Value
from sync.settings.sections import Settings, parse_settings
from sync.setup.init.known import Known, guess_locale
from sync.setup.workbook import COLUMNS, make_workbook
from sync.sheets.address import GoogleAddress, parse_location
from sync.sheets.google.key import VARIABLE, load_key, load_key_text, read_key_file
from sync.sheets.google.sheet import GoogleSheet
from sync.terminal.ask import Asker, Question

SKIP = "skip"
NO_KEY = "download a key of the service account in Google Cloud, as JSON, and give it below"
NO_SHEET = "give the right address below"


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
    """The settings of the sheet, and what is to be done about it; `account` is to be shared with.

    `new` is a workbook that is still to be made, `empty` a sheet whose tab is to get the headers. `zone` and
    `link` are a Google Sheet's that could be read.
    """

    section: dict[str, Value]
    is_readable: bool = True
    account: str = ""
    new: Path | None = None
    empty: Place | None = None
    settings: Settings = Settings()
    zone: str | None = None
    link: str = ""

    @contextmanager
    def made(self) -> Iterator[None]:
        """Make the workbook if one is to be made; whatever fails meanwhile, it is gone again."""
        if self.new is None:
            yield
            return
        try:
            make_private(self.new, make_workbook())
        except OSError as error:
            why = f"it cannot be made ({error.strerror})"
            raise SetUpError(str(self.new), why, "name another place") from None
        try:
            yield
        except BaseException:
            self.new.unlink(missing_ok=True)
            raise

    def put_headers(self) -> None:
        """Put the headers into a tab that is empty still, where the owner agreed to that."""
        if self.empty:
            sheet = open_sheet(self.empty, self.settings)
            if sheet.read().cells.empty:
                headers = enumerate(map(title_of, COLUMNS))
                sheet.write([PutText(1, column, header) for column, header in headers])
                if isinstance(sheet, GoogleSheet):
                    sheet.furnish(COLUMNS)


def find_sheet(known: Known, answers: SheetAnswers, asker: Asker) -> Found:
    """Ask where the list is, see that the job can read it, and offer the four headers to an empty one.

    Raises `SetUpError` for a wrong answer without a terminal.
    """
    return _Asking(known, answers, asker).find()


class _Asking:
    """The questions about the list."""

    def __init__(self, known: Known, answers: SheetAnswers, asker: Asker) -> None:
        self.known, self.answers, self.asker = known, answers, asker
        options = {"tab": answers.tab, "timezone": answers.timezone, "locale": answers.locale}
        self.given: dict[str, Value] = {key: text for key, text in options.items() if text is not None}
        parse_settings({"sheet": self.given}, known.folder)

    def find(self) -> Found:
        text = "Where is your list? The address of a Google Sheet, or an .xlsx file on this machine"
        question = Question(text, "--sheet", self._find_usual() or "contacts.xlsx")
        location = self.asker.ask(question, self.answers.location, self._take_location)
        if isinstance(location, Path):
            return self._settle_workbook(location)
        return self._share(location, self._ask_key())

    def _find_known(self) -> GoogleAddress | Path | None:
        """Return where the list is so far, None where that is not set or is no place."""
        with suppress(SetUpError):
            location = self.known.find("sheet", "location")
            return parse_location(location, self.known.folder) if location else None
        return None

    def _find_usual(self) -> str | None:
        """Return where the list is so far, as it would be typed here."""
        place = self._find_known()
        return _write_path(place, Path.cwd()) if isinstance(place, Path) else place and str(place)

    def _find_tab(self, location: GoogleAddress | Path) -> str | None:
        """Return the tab that is named; the one that is set is that of the list that is set."""
        is_same = location == self._find_known()
        return self.answers.tab or (self.known.find("sheet", "tab") if is_same else None)

    def _make_section(self, location: GoogleAddress | Path, text: str) -> dict[str, Value]:
        return {"location": text, "tab": self._find_tab(location)} | self.given

    def _take_location(self, text: str) -> GoogleAddress | Path:
        """Return where the list is: a workbook there can be read, one that is missing may be made."""
        place = parse_location(text, Path.cwd())
        if not isinstance(place, Path):
            return place
        if place.exists():
            open_sheet(Place(place, self._find_tab(place)), Settings()).read()
            return place
        question = f"There is no {place}. Make it, with the four headers?"
        if not self.asker.agree(question, self.answers.headers, usual=True):
            raise SetUpError(str(place), "there is no such workbook", "name one, or have it made (--headers)")
        if not os.access(place.parent, os.W_OK):
            raise SetUpError(str(place), "it cannot be made there", "name another place")
        return place

    def _settle_workbook(self, path: Path) -> Found:
        section = self._make_section(path, _write_path(path, self.known.folder))
        if not self.known.find("sheet", "locale"):
            section = {"locale": guess_locale()} | section
        if not path.exists():
            return Found(section, new=path)
        place = Place(path, self._find_tab(path))
        return Found(section, empty=self._offer_headers(place, open_sheet(place, Settings()).read()))

    def _ask_key(self) -> Path | None:
        """Return the key file, None where the key stands in the environment."""
        if os.environ.get(VARIABLE):
            self.asker.tell(f"The key of the service account is the one in ${VARIABLE}.")
            return None
        usual = self.known.folder / Path(self.known.find("sheet", "credentials") or "credentials.json")
        text = "The key file of the service account"
        question = Question(text, "--key", _write_path(usual, Path.cwd()))
        return self.asker.ask(question, self.answers.key, self._take_key)

    def _take_key(self, text: str) -> Path:
        """Return the key file's path, once it is a key, and private; what is none is left alone."""
        path = Path.cwd() / Path(text).expanduser()
        try:
            load_key_text(read_key_file(path), str(path))
        except SetUpError as error:
            why = error.why if path.exists() else "there is no such key file"
            raise SetUpError(error.what, why, NO_KEY) from None
        is_open = os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        question = f"Others can read {path}. Make it yours alone (chmod 600)?"
        if self.asker.is_terminal and is_open and self.asker.agree(question, None, usual=True):
            path.chmod(0o600)
        check_private(path, "key file", NO_KEY)
        return path

    def _share(self, address: GoogleAddress, key: Path | None) -> Found:
        """Wait until the sheet can be read, which the owner has to share."""
        credentials = {} if key is None else {"credentials": _write_path(key, self.known.folder)}
        settings = parse_settings({"sheet": credentials}, self.known.folder)
        account = str(load_key(settings.find_path(settings.sheet.credentials)).service_account_email)
        while True:
            place = Place(address, self._find_tab(address))
            section = self._make_section(address, str(address)) | credentials
            try:
                table = open_sheet(place, settings).read()
                empty = self._offer_headers(place, table)
                return Found(
                    section,
                    account=account,
                    empty=empty,
                    settings=settings,
                    zone=table.zone,
                    link=table.link,
                )
            except KeepInTouchError as error:
                self.asker.tell(f"\nShare the sheet with this address, as Editor:\n\n    {account}\n")
                self.asker.complain(_in_owners_words(error))
            if not (self.answers.wait and self.asker.is_terminal):
                self.asker.tell("Not waiting until the sheet can be read; check tells when it can.")
                return Found(section, is_readable=False, account=account)
            text = f"Enter looks again, another address takes that one, {SKIP} goes on without"
            other = self.asker.ask(Question(text, "--sheet"), None, _take_other)
            if other == SKIP:
                return Found(section, is_readable=False, account=account)
            address = other if isinstance(other, GoogleAddress) else address

    def _offer_headers(self, place: Place, table: Table) -> Place | None:
        """Return the place if its tab is empty and the owner wants the four headers there."""
        question = f"Tab {table.title} is empty. Put the four headers into its first row?"
        is_wanted = table.cells.empty and self.asker.agree(question, self.answers.headers, usual=True)
        return place if is_wanted else None


def _in_owners_words(error: KeepInTouchError) -> KeepInTouchError:
    """Return the error without naming settings that are still to be written."""
    names_settings = "settings" in error.cure or "location" in error.cure
    return SetUpError(error.what, error.why, NO_SHEET) if names_settings else error


def _take_other(answer: str) -> GoogleAddress | str:
    """Return the address that was typed instead, or else the answer."""
    if answer in {"", SKIP}:
        return answer
    place = parse_location(answer, Path.cwd())
    if isinstance(place, GoogleAddress):
        return place
    cure = "to take a workbook, leave with Ctrl-C and begin again"
    raise SetUpError(answer, "this is no Google Sheet", cure)


def _write_path(path: Path, folder: Path) -> str:
    """Return the path as the settings name it: relative where it lies in their folder."""
    path, folder = Path(os.path.normpath(path)), Path(os.path.normpath(folder))
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)
