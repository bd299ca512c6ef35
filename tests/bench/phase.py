"""One phase of a run on a list of some length, without any network: ``python -m tests.bench.phase``.

Takes the phase, how many contacts and how many times; prints the seconds of each time as JSON. The peak
memory of the process is that of the phase and of what it works on: what came before is forgotten.
"""

import datetime as dt
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sync.core.changes import PutDue
from sync.core.contacts.contacts import Look
from sync.core.plan.plan import Plan, make_plan
from sync.core.summary.summary import Occasion, make_summary
from sync.core.table import Table
from sync.sheets.google.changes import make_requests
from sync.sheets.google.table import read_table
from tests.bench.people import make_rows

Json = dict[str, Any]

TODAY = dt.date(2026, 11, 23)
_EPOCH = dt.date(1899, 12, 30)
_DATE = {"numberFormat": {"type": "DATE"}}


def make_answer(count: int) -> Json:
    """Return what Google answers for a list on which the job has never run."""
    header, *rows = make_rows(count, TODAY)
    cells = [{"values": [*map(_text, header), _text("Next due")]}]
    cells += [
        {"values": [*map(_text, row[:4]), _date(dt.date.fromisoformat(row[4])), _sum(row[5])]} for row in rows
    ]
    tab = {"sheetId": 0, "title": "Sheet1", "gridProperties": {"columnCount": 26}}
    sheet = {"properties": tab, "data": [{"rowData": cells}]}
    return {"properties": {"locale": "en_US", "timeZone": "Etc/GMT"}, "sheets": [sheet]}


def _text(text: str) -> Json:
    return {
        "userEnteredValue": {"stringValue": text},
        "effectiveValue": {"stringValue": text},
        "formattedValue": text,
    }


def _date(day: dt.date) -> Json:
    value = {"numberValue": (day - _EPOCH).days}
    return {
        "userEnteredValue": value,
        "effectiveValue": value,
        "formattedValue": f"{day:%m/%d/%Y}",
        "userEnteredFormat": _DATE,
    }


def _sum(formula: str) -> Json:
    value = int(formula[1:5]) - int(formula[6:])
    return {
        "userEnteredValue": {"formulaValue": formula},
        "effectiveValue": {"numberValue": value},
        "formattedValue": str(value),
    }


def fill_in(answer: Json, plan: Plan) -> None:
    """Put the plan's dates into the answer: what Google answers once the job has run."""
    rows = answer["sheets"][0]["data"][0]["rowData"]
    for change in plan.changes:
        if isinstance(change, PutDue):
            rows[change.row - 1]["values"].append(_due(change))


def _due(change: PutDue) -> Json:
    return {
        "userEnteredValue": {"formulaValue": change.formula},
        "effectiveValue": {"numberValue": change.value},
        "formattedValue": f"{_EPOCH + dt.timedelta(days=int(change.value)):%m/%d/%Y}",
        "userEnteredFormat": _DATE,
    }


def write_answers(count: int, folder: Path) -> None:
    """Write both answers, before and after the first run."""
    answer = make_answer(count)
    plan = make_plan(Look(read_table(answer, "key"), TODAY))
    (folder / f"first-{count}.json").write_text(json.dumps(answer), encoding="utf-8")
    fill_in(answer, plan)
    (folder / f"later-{count}.json").write_text(json.dumps(answer), encoding="utf-8")


def read(data: bytes) -> Table:
    """Return the table in an answer as it came over the wire."""
    return read_table(json.loads(data), "key")


def plan(table: Table) -> Plan:
    """Return what is to be done."""
    return make_plan(Look(table, TODAY))


def render(done: Plan) -> object:
    """Return the summary."""
    return make_summary(done, Occasion("Friends", TODAY + dt.timedelta(days=7)))


def write(done: Plan) -> str:
    """Return the body of the write that makes all changes."""
    return json.dumps({"requests": list(make_requests(done.changes, done.look.table))})


def find_phase(name: str, data: bytes) -> Callable[[], object]:
    """Return the phase, ready to run; all that comes before it is done."""
    if name == "reading":
        return lambda: read(data)
    table = read(data)
    if name.startswith("planning"):
        return lambda: plan(table)
    done = plan(table)
    return (lambda: render(done)) if name == "rendering" else (lambda: write(done))


def measure(phase: Callable[[], object], runs: int) -> Iterator[float]:
    """Yield the seconds of each run."""
    for _ in range(runs):
        gc.collect()
        started = time.perf_counter()
        result = phase()
        yield time.perf_counter() - started
        del result


def main() -> None:
    """Write the answers, or run a phase."""
    name, count, folder, runs = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    if name == "prepare":
        write_answers(count, folder)
        return
    state = "first" if name in {"planning anew", "writing"} else "later"
    data = (folder / f"{state}-{count}.json").read_bytes()
    phase = find_phase(name, data)
    del data
    gc.collect()
    gc.disable()  # as the command does
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak counts from here (Linux)
    print(json.dumps(list(measure(phase, runs))))  # noqa: T201


if __name__ == "__main__":
    main()
