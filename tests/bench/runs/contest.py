"""One run on so many contacts, cold: the job, the scripts and the floor, run in turns."""

import importlib.util
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from tests.bench.child import FailedError, Helper, Ran, make_environment, run_child

FIRST, NOTHING, EDITED = "first run", "nothing changed", "one note edited"
MAILED = "changed and mailed"
SCENARIOS = (NOTHING, EDITED, FIRST)
JOB, FLOOR = "keep-in-touch", "floor"
SCRIPTS = {"gspread": "with_gspread", "gspread-dataframe": "with_dataframe", "gspread-pandas": "with_pandas"}
NEEDS = {"gspread-dataframe": "gspread_dataframe", "gspread-pandas": "gspread_pandas"}

Json = dict[str, Any]


class Figures(NamedTuple):
    """What one contender needs in one scenario; `reason` says why there are no figures.

    `requests`, `cells` written, the owner's cells `harmed`; the `body` of the sheet's requests, and all that
    was `sent` and `received`, in bytes; `seconds` from start to end, and the `peak` of memory in MiB.
    """

    contacts: int
    scenario: str
    who: str
    requests: int = 0
    cells: int = 0
    harmed: int = 0
    body: int = 0
    sent: int = 0
    received: int = 0
    seconds: float = 0
    peak: float = 0
    reason: str = ""


@dataclass
class Contest:
    """The emulator, and a sheet of so many contacts for each contender in it."""

    office: Helper
    folder: Path
    contacts: int
    greeting: Json
    books: dict[str, str] = field(default_factory=dict)
    out: dict[str, str] = field(default_factory=dict)

    def arguments(self, who: str, scenario: str) -> list[str]:
        """Return the command of a contender."""
        key = self.greeting["key"]
        if who == JOB:
            address = address_of(self.books[who])
            more = ["--send"] if scenario == MAILED else ["--no-mail"]
            return ["-m", "sync", "run", address, "--config", str(self.folder / "job.toml"), "-q", *more]
        if who == FLOOR:
            return ["-m", "tests.bench.scripts.floor", str(self.folder / f"{scenario}.json"), key]
        return ["-m", "tests.bench.scripts", SCRIPTS[who], self.books[who], key]

    def run(self, who: str, scenario: str) -> tuple[Ran, Json]:
        """Put the contender's sheet back, run it, and return what it cost and what it did."""
        book = self.books[JOB if who == FLOOR else who]
        self.office.call("put_back", book, f"{JOB if who == FLOOR else who} {scenario}")
        ran = run_child(
            self.arguments(who, scenario),
            make_environment(self.folder, SHEETS_EMULATOR_HOST=self.greeting["host"]),
        )
        tally = self.office.call("tally", book)
        if tally["failed"]:
            raise FailedError(str(tally["failed"][0])[:200])
        return ran, tally

    def warm_up(self, who: str) -> None:
        """Make a sheet and what each scenario begins with; this also compiles what is imported."""
        if who in NEEDS and importlib.util.find_spec(NEEDS[who]) is None:
            raise FailedError("not installed")
        book = self.books[who] = self.office.call("make", self.contacts)
        self.office.call("keep", book, f"{who} {FIRST}")
        self.run(who, FIRST)
        self.office.call("keep", book, f"{who} {NOTHING}")
        self.office.call("edit", book)
        self.office.call("keep", book, f"{who} {EDITED}")
        self.office.call("keep", book, f"{who} {MAILED}")

    def record(self) -> None:
        """Write down what the job sends in each scenario, for the floor to send again."""
        for scenario in SCENARIOS:
            self.run(JOB, scenario)
            sent = self.office.call("recall", self.books[JOB])
            (self.folder / f"{scenario}.json").write_text(json.dumps(sent), encoding="utf-8")


def address_of(book: str) -> str:
    """Return a sheet's address as a browser shows it."""
    return f"https://docs.google.com/spreadsheets/d/{book}/edit#gid=0"


def hold_contest(
    folder: Path, contacts: int, scripts: Sequence[str], runs: int, say: Callable[[str], None]
) -> list[Figures]:
    """Return the figures of every contender in every scenario, medians of *runs* interleaved runs."""
    with Helper("tests.bench.runs.office", make_environment(folder)) as office:
        contest = Contest(office, folder, contacts, office.call("greet"))
        write_settings(folder, contest.greeting)
        for who in (JOB, *scripts):
            say(f"{contacts} contacts, warm-up: {who}")
            try:
                contest.warm_up(who)
            except FailedError as error:
                if who == JOB:
                    raise
                contest.out[who] = str(error)
        contest.record()
        able = [who for who in (JOB, FLOOR, *scripts) if who not in contest.out]
        figures = _measure(contest, able, runs, say)
        ran, tally = contest.run(JOB, MAILED)
    left = [Figures(contacts, FIRST, who, reason=why) for who, why in contest.out.items()]
    return [*figures, _summarise(contacts, (MAILED, JOB), [ran], tally), *left]


def _measure(contest: Contest, able: Sequence[str], runs: int, say: Callable[[str], None]) -> list[Figures]:
    pairs = [(scenario, who) for scenario in SCENARIOS for who in able]
    found: dict[tuple[str, str], list[tuple[Ran, Json]]] = {pair: [] for pair in pairs}
    for turn in range(runs):
        say(f"{contest.contacts} contacts: turn {turn + 1} of {runs}")
        for pair in pairs:
            scenario, who = pair
            found[pair].append(contest.run(who, scenario))
    return [
        _summarise(contest.contacts, pair, [ran for ran, _ in done], done[-1][1])
        for pair, done in found.items()
    ]


def _summarise(contacts: int, pair: tuple[str, str], ran: Sequence[Ran], tally: Mapping[str, Any]) -> Figures:
    counts = {name: tally[name] for name in ("requests", "cells", "harmed", "body", "sent", "received")}
    return Figures(
        contacts,
        *pair,
        **counts,
        seconds=median(run.seconds for run in ran),
        peak=median(run.peak for run in ran),
    )


def write_settings(folder: Path, greeting: Json, location: str = "") -> Path:
    """Write the job's settings for the emulator, and return the file."""
    file = folder / "job.toml"
    where = f'location = "{location}"\n' if location else ""
    file.write_text(
        f'[sheet]\n{where}credentials = "{greeting["key"]}"\n'
        '[summary]\nto = ["me@example.com"]\n'
        f'[smtp]\nhost = "127.0.0.1"\nport = {greeting["smtp_port"]}\n'
        'security = "none"\nfrom = "me@example.com"\n',
        encoding="utf-8",
    )
    file.chmod(0o600)
    return file
