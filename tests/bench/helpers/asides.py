"""What the helpers cost: reading the mailbox, and importing what LinkedIn gives."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.child import FailedError, Helper, Ran, make_environment, run_child
from tests.bench.people import make_connections
from tests.bench.runs.contest import address_of, write_settings

SENT, ARRIVED, CONTACTS, CONNECTIONS = 20_000, 1_000, 50, 5_000
MAILBOX = f"mailbox, {SENT:,} letters sent, 50 ms away"
IMPORT = f"import of {CONNECTIONS:,} connections"

Say = Callable[[str], None]


class Aside(NamedTuple):
    """What a helper needs: round trips or requests, bytes received, seconds, and peak memory in MiB.

    `reason` says why there are no figures.
    """

    what: str
    trips: int = 0
    received: int = 0
    seconds: float = 0
    peak: float = 0
    reason: str = ""


def measure_mailbox(folder: Path, runs: int, say: Say) -> Aside:
    """Return what one look into a mailbox adds to a run, imports included; medians of *runs*."""
    say(MAILBOX)
    environment = make_environment(folder)
    with Helper("tests.bench.helpers.post", environment) as post:
        greeting = post.call("greet", SENT, ARRIVED)
        if greeting is None:
            raise FailedError("needs dovecot-imapd")
        place = [str(greeting[name]) for name in ("port", "certificate", "now")]
        found: list[Ran] = []
        for _ in range(runs + 1):  # at the first the server makes its index
            post.call("tally")
            found.append(
                run_child(["-m", "tests.bench.helpers.mailbox", *place], environment, greeting["password"])
            )
        tally = post.call("tally")
    seconds = median(float(ran.output) for ran in found[1:])
    return Aside(MAILBOX, tally["trips"], tally["received"], seconds, median(ran.peak for ran in found[1:]))


def measure_import(folder: Path, runs: int, say: Say) -> Aside:
    """Return what importing so many connections costs beside a list of 50 contacts; medians of *runs*."""
    say(IMPORT)
    export = folder / "Connections.csv"
    export.write_text(make_connections(CONNECTIONS), encoding="utf-8")
    with Helper("tests.bench.runs.office", make_environment(folder)) as office:
        greeting = office.call("greet")
        book = office.call("make", CONTACTS)
        settings = write_settings(folder, greeting, address_of(book))
        environment = make_environment(folder, SHEETS_EMULATOR_HOST=greeting["host"])
        office.call("keep", book, IMPORT)
        found: list[Ran] = []
        for _ in range(runs + 1):  # at the first what is imported is compiled
            office.call("put_back", book, IMPORT)
            found.append(
                run_child(["-m", "sync", "import", str(export), "--config", str(settings)], environment)
            )
        tally = office.call("tally", book)
    seconds, peak = median(ran.seconds for ran in found[1:]), median(ran.peak for ran in found[1:])
    return Aside(IMPORT, tally["requests"], tally["received"], seconds, peak)


def measure_asides(folder: Path, runs: int, say: Say) -> list[Aside]:
    """Return the figures of every helper; what cannot be measured here says why."""
    found = []
    for what, measure in ((MAILBOX, measure_mailbox), (IMPORT, measure_import)):
        try:
            found.append(measure(folder, runs, say))
        except FailedError as error:
            found.append(Aside(what, reason=str(error)))
    return found
