"""The links to the sheet: key, token, clock, sheet, tab, right to write, headers, protected ranges."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sync.assembly import Place, find_place, open_sheet
from sync.core.cell_names import letters
from sync.core.contacts.contacts import Look
from sync.core.contacts.headers import EMAIL, NOTE, PHONE, title_of
from sync.core.plan.plan import Plan
from sync.core.sheet import Sheet
from sync.core.table import Table
from sync.errors import PermissionDeniedError, SetUpError
from sync.files.private import check_private
from sync.run.converge import decide
from sync.run.zones import find_today, find_zone
from sync.settings.sections import Settings
from sync.setup.check.finding import Finding, Step, doubt, good
from sync.sheets.google.key import VARIABLE
from sync.terminal.calendar_line import list_days

if TYPE_CHECKING:
    from sync.sheets.google.sheet import GoogleSheet

ASKEW = 60
"""Seconds by which this machine's clock may differ from Google's without a word."""


def find_sheet_steps(settings: Settings, now: Callable[[], datetime]) -> list[Step]:
    """Return the links to the sheet of the settings; `now` gives an aware time."""
    links: GoogleLinks | WorkbookLinks
    try:
        place = find_place(settings)
        links = (WorkbookLinks if isinstance(place.at, Path) else GoogleLinks)(settings, now, place)
    except SetUpError as error:
        return [Step("sheet", partial(_fail, error))]
    return links.steps


def _fail(error: SetUpError) -> Iterator[Finding]:
    raise error


def _say_tab(table: Table) -> str:
    used = len(table.cells)
    return f"{table.title}, {used} {'row' if used == 1 else 'rows'} used"


class SheetLinks:
    """What both kinds of sheet have in common; `table` is set once it was read."""

    sheet: Sheet
    table: Table
    plan: Plan
    account = "everybody"

    def __init__(self, settings: Settings, now: Callable[[], datetime], place: Place) -> None:
        self.settings, self.now, self.place = settings, now, place

    def check_headers(self) -> Iterator[Finding]:
        """Yield which column is which, and where the job would write."""
        zone = find_zone(self.settings.sheet.timezone, self.table.zone)
        if self.table.cells.empty:
            why, cure = f"tab {self.table.title} is empty", "run keep-in-touch init to put them there"
            raise SetUpError("headers", why, cure)
        self.plan = decide(Look(self.table, find_today(self.now(), zone), self.settings.rules))
        places = self.plan.columns.places
        named = ", ".join(
            f"{letters(column)} {title_of(field)}"
            for field, column in sorted(places.items(), key=lambda pair: pair[1])
        )
        new = " (to be added)" if self.plan.columns.new_due else ""
        yield good("headers", f"{named}{new}")
        if NOTE not in places:
            yield doubt("headers", "no column of notes; add Relationship information, the heart of the list")
        if not {EMAIL, PHONE} & places.keys():
            yield doubt("headers", "no way to reach anybody; add Email or Phone number")

    def check_sessions(self) -> Iterator[Finding]:
        """Yield which days come, where everybody is written to on one day."""
        if days := list_days(self.plan.look):
            yield good("sessions", days)

    def check_protected(self) -> Iterator[Finding]:
        """Yield whether the cells under *Next due* are free for the job to write."""
        columns, people = self.plan.columns, self.plan.people
        rows = [*(person.row for person in people), *([columns.header] if columns.new_due else [])]
        if any(area.holds(row, columns.due) for area in self.table.protected for row in rows):
            what = f"column {letters(columns.due)} is protected"
            raise PermissionDeniedError("protected ranges", what, self.sheet.unprotect_cure)
        yield good("protected ranges", "none in the way")


class GoogleLinks(SheetLinks):
    """The links to a Google Sheet."""

    sheet: "GoogleSheet"

    @property
    def steps(self) -> list[Step]:
        """The links in their order."""
        return [
            Step("permissions", self.check_permissions),
            Step("key file", self.check_key),
            Step("token", self.check_token),
            Step("clock", self.check_clock),
            Step("sheet", self.check_sheet),
            Step("right to write", self.check_right, holds=False),
            Step("headers", self.check_headers),
            Step("sessions", self.check_sessions),
            Step("protected ranges", self.check_protected),
        ]

    def check_permissions(self) -> Iterator[Finding]:
        """Yield whether the key is for this user's eyes only."""
        if os.environ.get(VARIABLE):
            yield good("permissions", f"the key is the one in ${VARIABLE}")
            return
        key_file = self.settings.find_path(self.settings.sheet.credentials)
        check_private(key_file, "key file", "download a key of the service account, as JSON")
        yield good("permissions", f"{key_file} can be read by nobody else")

    def check_key(self) -> Iterator[Finding]:
        """Yield whose key it is: the address to share the sheet with."""
        self.sheet = cast("GoogleSheet", open_sheet(self.place, self.settings))
        self.account = self.sheet.account
        yield good("key file", f"of the service account {self.account}")

    def check_token(self) -> Iterator[Finding]:
        """Yield whether Google gives a token for the key."""
        self.sheet.sign_in()
        yield good("token", "Google accepts the key")

    def check_clock(self) -> Iterator[Finding]:
        """Yield whether this machine's clock goes right, by the date of Google's answer."""
        skew = self.sheet.find_skew(self.now()) or 0
        if abs(skew) > ASKEW:
            yield doubt("clock", f"{skew:+.0f} s beside Google’s; set it, or have NTP set it")
        else:
            yield good("clock", "goes with Google’s")

    def check_sheet(self) -> Iterator[Finding]:
        """Yield whether the sheet can be read, and which tab of it that is."""
        self.table = self.sheet.read()
        yield good("sheet", str(self.place.at))
        yield good("tab", _say_tab(self.table))

    def check_right(self) -> Iterator[Finding]:
        """Yield whether the sheet may be written, by a write that changes nothing."""
        if self.sheet.may_write():
            yield good("right to write", f"{self.account} is an editor")
        else:
            yield doubt("right to write", f"unknown until the first run; share the sheet with {self.account}")


class WorkbookLinks(SheetLinks):
    """The links to a local workbook."""

    def __init__(self, settings: Settings, now: Callable[[], datetime], place: Place) -> None:
        super().__init__(settings, now, place)
        self.path = cast("Path", place.at)
        self.sheet = open_sheet(place, settings)

    @property
    def steps(self) -> list[Step]:
        """The links in their order."""
        return [
            Step("workbook", self.check_workbook),
            Step("right to write", self.check_right, holds=False),
            Step("headers", self.check_headers),
            Step("sessions", self.check_sessions),
            Step("protected ranges", self.check_protected),
        ]

    def check_workbook(self) -> Iterator[Finding]:
        """Yield whether the workbook can be read, and which tab of it that is."""
        self.table = self.sheet.read()
        yield good("workbook", str(self.path))
        yield good("tab", _say_tab(self.table))

    def check_right(self) -> Iterator[Finding]:
        """Yield whether the file can be replaced, and is not open elsewhere."""
        self.sheet.may_write()
        yield good("right to write", "it can be saved")
