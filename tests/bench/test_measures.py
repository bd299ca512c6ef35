"""The benchmark measures what it says: for real, once each."""

import json
from pathlib import Path

import pytest

from sync.core.changes import PutDue
from sync.core.plan.plan import Plan
from sync.core.summary.summary import Summary
from sync.core.table import Table
from tests.bench.__main__ import main
from tests.bench.child import FailedError, make_environment, run_child
from tests.bench.growth import PHASES
from tests.bench.people import make_connections
from tests.bench.phase import find_phase, write_answers


def test_a_child_that_ends_badly_says_its_last_line(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="the end"):
        run_child(
            ["-c", "print('begin', flush=True); raise SystemExit('the end')"], make_environment(tmp_path)
        )


def test_a_child_is_given_what_it_reads_and_measured(tmp_path: Path) -> None:
    work = "held = b'x' * (300 << 20); print(input()[::-1])"
    ran = run_child(["-c", work], make_environment(tmp_path), "abc\n")
    assert ran.output == "cba\n"
    assert ran.peak > 300, "in MiB"
    assert ran.seconds > 0


@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_does_what_it_is_called(tmp_path: Path, phase: str) -> None:
    write_answers(5, tmp_path)
    state = "first" if phase in {"planning anew", "writing"} else "later"
    done = find_phase(phase, (tmp_path / f"{state}-5.json").read_bytes())()
    if isinstance(done, Plan):
        dated = [change for change in done.changes if isinstance(change, PutDue)]
        assert len(dated) == {"planning": 0, "planning anew": 5}[phase]
    else:
        assert isinstance(done, {"reading": Table, "rendering": Summary, "writing": str}[phase])


def test_an_export_has_as_many_people_as_asked() -> None:
    lines = make_connections(5_000).splitlines()
    people = lines[lines.index("First Name,Last Name,URL,Email Address,Company,Position,Connected On") + 1 :]
    assert len({line.split(",")[2] for line in people}) == 5_000
    assert sum("@" in line for line in people) == 100


@pytest.mark.long
def test_all_of_it_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--runs", "1", "--json", str(tmp_path / "bench.json")]) == 0
    told = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    counted = [
        goal for goal in told["goals"] if "requests, nothing" in goal["what"] or "cells" in goal["what"]
    ]
    assert len(counted) == 6
    assert [goal for goal in counted if not goal["reached"]] == []
    assert "goals reached" in capsys.readouterr().out
