"""The probe, asked of the emulator: there every line has to hold, and the spreadsheet stays as it was."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.google import errors, faults
from tests.google.switches import questions
from tests.live.api import Json
from tests.live.found import Found
from tests.live.probe import probe
from tests.live.spreadsheets import Prepared, prepared


class Probed(NamedTuple):
    lines: list[Found]
    before: Json
    after: Json
    waited: float


@pytest.fixture(scope="module", params=["usual", "other"])
def probed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Probed:
    """Ask everything, with every open question in its usual position, and in the other; under the quota."""
    now = [started := time.time()]
    with prepared(tmp_path_factory.mktemp("probe"), now) as there:
        there.emulator.quota = True
        for name, (_, positions) in questions().items():
            setattr(there.emulator.switches, name, positions[request.param == "other"])
        before = there.snapshot()
        lines = list(probe(there.probe_of(now), there.key_file, there.more._replace(quota=True)))
        return Probed(lines, before, there.snapshot(), now[0] - started)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Prepared]:
    with prepared(tmp_path, [time.time()]) as spreadsheet:
        yield spreadsheet


def ask(there: Prepared, about: str) -> list[Found]:
    google = there.probe_of([0.0])
    return list(probe(google, there.key_file, there.more._replace(protected="", read_only="", about=about)))


def test_every_line_holds(probed: Probed) -> None:
    assert [line for line in probed.lines if line.holds is False] == []
    assert sum(line.holds is True for line in probed.lines) > 120


def test_the_spreadsheet_is_as_it_was(probed: Probed) -> None:
    assert probed.after == probed.before


def test_a_spent_quota_is_waited_for(probed: Probed) -> None:
    assert 60 < probed.waited < 400


def test_each_line_has_a_name_of_its_own(probed: Probed) -> None:
    names = [line.what for line in probed.lines]
    assert sorted(names) == sorted(set(names))


def test_every_open_question_of_the_emulators_is_settled(
    probed: Probed, request: pytest.FixtureRequest
) -> None:
    place = request.node.callspec.params["probed"] == "other"
    found = {line.switch: line.position for line in probed.lines if line.switch}
    assert found == {name: positions[place] for name, (_, positions) in questions().items()}


def test_a_line_that_does_not_hold_is_told_and_the_others_are_asked(there: Prepared) -> None:
    refused = faults.answer(500, errors.INTERNAL)
    there.emulator.fault(refused, on=lambda exchange: exchange.method.endswith(".search"))
    lines = ask(there, "metadata")
    assert [line.what for line in lines if line.holds is False] == ["a search finds it by its key"]
    assert lines[-1].what == "what is said of too much metadata"


def test_a_check_that_cannot_go_on_is_a_line_and_the_others_are_asked(there: Prepared) -> None:
    there.emulator.fault(faults.answer(503, errors.UNAVAILABLE), on="write", nth=2)
    broken, *others = ask(there, "moves")
    assert broken == Found(
        "moves: sort",
        "an answer",
        "none: 503 UNAVAILABLE: The service is currently unavailable.",
        holds=False,
    )
    assert {line.holds for line in others} == {True}


@pytest.mark.parametrize("reached", [1, 10, 18])
def test_broken_off_it_leaves_nothing_behind(there: Prepared, reached: int) -> None:
    before = there.snapshot()
    with closing(probe(there.probe_of([0.0]), there.key_file, there.more._replace(about="flags"))) as asked:
        lines = [next(asked) for _ in range(reached)]
    assert lines[-1].what.startswith("en_US: ") == (reached == 18)
    assert there.snapshot() == before


def test_tabs_that_a_killed_probe_left_are_removed(there: Prepared) -> None:
    before = there.snapshot()
    left = {"sheetId": 77, "title": "keep-in-touch's probe 77"}
    there.emulator.person(there.book_id).batch({"addSheet": {"properties": left}})
    ask(there, "zone")
    assert there.snapshot() == before


def test_a_tab_that_is_not_empty_is_not_tried(there: Prepared) -> None:
    there.emulator.person(there.book_id).put("Walled!A1", ["mine"])
    google = there.probe_of([0.0])
    lines = list(probe(google, there.key_file, there.more._replace(read_only="", about="zone")))
    assert lines[-1].came == "none: Walled is not empty, so nothing is tried in it"
