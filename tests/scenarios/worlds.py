"""A list at Google, a job that runs on it, and a clock that never makes anybody wait."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sync.core.cell_names import name_of
from sync.core.contacts.columns import find_columns
from sync.core.contacts.contacts import Look, read_contacts
from sync.core.due.memory.formula import read_formula
from sync.core.plan.flags import find_kind
from sync.core.table import Rule, Table
from sync.errors import KeepInTouchError
from sync.job import Outcome, run
from sync.mail.smtp import Delivery
from sync.run.look import Job, Order
from sync.run.state import StateFile
from sync.settings.sections import Settings, parse_settings
from sync.sheets.address import GoogleAddress, parse_location
from sync.sheets.google.sheet import GoogleSheet
from sync.sheets.google.wire import Patience
from tests.google.person import Person
from tests.google.server import Emulator

if TYPE_CHECKING:
    from sync.run.correspondence import Correspondence
    from sync.run.deliver import Post

Json = dict[str, Any]

TODAY = date(2026, 11, 23)
HEADERS = ("Name", "Email", "Phone number", "Relationship information", "Tags")
PEOPLE = (
    ("Ada", "ada@example.org", "+49 151 1", "2026-08-14 had a baby", "family"),
    ("Bo", "bo@example.org", "00123", "2026-10-01 new job", "friend"),
    ("Cy", "cy@example.org", "", "2026-09-30: moved to Oslo", "friend"),
    (),
    ("Di", "", "555 1234", "2026-11-02 lunch", ""),
    ("Ed", "ed@example.org", "", "plays chess", "club"),
)


@dataclass
class Time:
    """A clock that stands still but for what is waited; `chance` is always in the middle."""

    seconds: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds

    def patience(self) -> Patience:
        return Patience(clock=lambda: self.seconds, sleep=self.sleep, chance=lambda: 0.5)


@dataclass
class Inbox:
    """A mail server that keeps what it gets, as far as it is not told otherwise."""

    messages: list[EmailMessage] = field(default_factory=list)
    trouble: KeepInTouchError | None = None

    def post(self, message: EmailMessage) -> Delivery:
        if self.trouble:
            raise self.trouble
        self.messages.append(message)
        return Delivery({})

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages]


class World:
    """One spreadsheet and its owner, and a machine on which the job runs."""

    def __init__(
        self, google: Emulator, folder: Path, rows: Sequence[Sequence[Any]] | None = None, **options: Any
    ) -> None:
        rows = [HEADERS, *PEOPLE] if rows is None else rows
        self.google, self.folder = google, folder
        self.book = google.create(rows=rows, **options)
        self.owner = google.person(self.book)
        self.key = folder / "key.json"
        if not self.key.exists():
            google.key_file(self.key)
        self.address = google.address(self.book)
        self.settings: Json = {}
        self.today = TODAY
        self.time = Time()
        self.inbox: Inbox | None = None
        self.letters: Correspondence | None = None
        self.requests = 0
        self.on_open: Callable[[GoogleSheet], object] = lambda _: None

    def sheet(self, tab: str | None = None) -> GoogleSheet:
        """Open the sheet as the job does."""
        place = parse_location(self.address, self.folder)
        assert isinstance(place, GoogleAddress)
        return GoogleSheet(place, self.key, tab, self.time.patience())

    def run(self, **order: Any) -> Outcome:
        """Do one run, and close its connections."""
        sheet = self.sheet(self.settings.get("sheet", {}).get("tab"))
        self.on_open(sheet)
        try:
            return run(self.job(sheet), Order(**{"today": self.today, **order}), self.now)
        finally:
            self.requests = sheet.requests
            sheet.close()

    def table(self) -> Table:
        """Read the sheet as the job does."""
        sheet = self.sheet()
        try:
            return sheet.read()
        finally:
            sheet.close()

    def job(self, sheet: GoogleSheet) -> Job:
        """Return the job on the sheet."""
        post: Post | None = self.inbox.post if self.inbox else None
        state = StateFile(self.book, "", folder=self.folder / "state")
        return Job(sheet, self.address, self._settings(), state, post, self.letters)

    @property
    def now(self) -> datetime:
        """The time of the run: half past seven on the day it is."""
        return datetime.combine(self.today, time(7, 30), UTC)

    def _settings(self) -> Settings:
        mail: Json = {
            "smtp": {"host": "127.0.0.1", "security": "none", "from": "me@example.org"},
            "summary": {"to": ["me@example.org"]},
        }
        return parse_settings({**(mail if self.inbox else {}), **self.settings}, self.folder)

    def kinds(self, since: int = 0) -> list[str]:
        """Return what was asked of Google since then."""
        return [exchange.kind for exchange in self.google.log[since:]]


Cells = dict[tuple[int, int], Json]


def find_due(owner: Person) -> int | None:
    """Return the column with the job's header, None where there is none."""
    header = {"userEnteredValue": {"stringValue": "Next due"}}
    found = [column for (_, column), cell in owner.stored().items() if header.items() <= cell.items()]
    assert len(found) < 2, "the header stands twice"
    return found[0] if found else None


def owners_part(owner: Person, *, formats: bool = True) -> tuple[list[list[Json]], list[Json]]:
    """Return all that is the owner's in the first tab: the rules, and the columns in which anything stands.

    With `formats` an empty cell counts that has the format of a date: the job may have left it behind.
    """
    due = find_due(owner)
    columns: dict[int, list[Json]] = {}
    for (row, column), cell in sorted(owner.stored().items()):
        look = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
        if column != due and ((formats and look == "DATE") or cell.keys() != {"userEnteredFormat"}):
            columns.setdefault(column, []).append({"row": row, **cell})
    return [columns[column] for column in sorted(columns)], [
        rule for rule in owner.rules() if _kind(rule) is None
    ]


def _kind(rule: Json) -> str | None:
    values = rule.get("booleanRule", {}).get("condition", {}).get("values", [{}])
    return find_kind(Rule(values[0].get("userEnteredValue", ""), ()))


def find_faults(world: World, table: Table | None = None) -> list[str]:
    """Return what is wrong in the sheet after a run: dates beside the wrong person, strays, flags."""
    table = table or world.table()
    columns = find_columns(table, {})
    faults = []
    if columns.new_due:
        return ["there is no Next due"]
    people = {contact.row: contact.prints for contact in read_contacts(Look(table, TODAY), columns)}
    for row, cell in table.column(columns.due):
        held = read_formula(cell.formula) if cell.formula else None
        prints = people.get(row, ())
        where = name_of(row, columns.due)
        if row <= columns.header:
            continue
        if held and not any(prints):
            faults.append(f"{where}: a date in a blank row")
        elif held and (held.memory is None or held.memory[:3] != prints):
            faults.append(f"{where}: somebody else's date")
        elif any(prints) and cell.value is None:
            faults.append(f"{where}: no date")
    kinds = sorted(filter(None, map(find_kind, table.rules)))
    if kinds != ["coming_up", "overdue"]:
        faults.append(f"flags: {kinds}")
    return faults


def text_of(outcome: Outcome) -> str:
    """Return the text of the summary that went out, or would have, as one line."""
    assert outcome.summary
    return " ".join(outcome.summary.text.split())


def dates(table: Table) -> dict[str, str]:
    """Return what stands in Next due, by name."""
    columns = find_columns(table, {})
    people = {row: cell.shown for row, cell in table.column(columns.places["name"]) if row > columns.header}
    found = {name: table.cell(row, columns.due) for row, name in people.items() if name}
    return {
        name: cell.shown if cell.number is None else table.day_of(cell.number).isoformat()
        for name, cell in found.items()
    }
