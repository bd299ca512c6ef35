"""``python -m tests.live``: it asks first, prints a table, and writes down what was said."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.google import errors, faults
from tests.live.__main__ import main
from tests.live.spreadsheets import PRIVATE, WALLED, Prepared, prepared


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Prepared]:
    with prepared(tmp_path, [time.time()]) as spreadsheet:
        yield spreadsheet


def run(there: Prepared, *options: str, answer: str = "y") -> int:
    address = there.emulator.address(there.book_id)
    return main([address, "--credentials", str(there.key_file), *options], lambda _: answer)


def end_of_input(_: str) -> str:
    raise EOFError


@pytest.mark.parametrize("answer", ["", "n", "no", "maybe"])
def test_without_a_yes_nothing_is_asked(there: Prepared, answer: str) -> None:
    assert run(there, answer=answer) == 2
    assert there.emulator.log == []


def test_without_anybody_to_ask_nothing_is_asked(there: Prepared) -> None:
    assert main([there.book_id, "--credentials", str(there.key_file)], end_of_input) == 2
    assert there.emulator.log == []


def test_it_says_what_it_will_write(there: Prepared) -> None:
    asked: list[str] = []

    def refuse(question: str) -> str:
        asked.append(question)
        return "n"

    main([there.book_id, "--credentials", str(there.key_file), "--protected", WALLED], refuse)
    assert there.book_id in asked[0]
    assert all(word in asked[0] for word in ("tabs of its own", "locale", WALLED))


def test_it_prints_a_table(there: Prepared, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(there, "--only", "zone", answer="yes") == 0
    assert capsys.readouterr().out.splitlines() == [
        "   what                          expected                came",
        '✓  a read tells locale and zone  ["locale", "timeZone"]  ["locale", "timeZone"]',
        "",
        "1 of 1 hold; 0 only told",
    ]


def test_what_does_not_hold_is_printed_whole_and_is_the_status(
    there: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    there.emulator.fault(faults.answer(500, errors.INTERNAL), on="write", nth=2)
    assert run(there, "--only", "atomic", "--yes") == 1
    told = "  expected  Invalid requests[1].deleteSheet:\n  came      Internal error encountered.\n"
    assert told in capsys.readouterr().out


def test_a_key_that_does_not_fit_ends_it_in_a_line(
    there: Prepared, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["x", "--credentials", str(tmp_path / "none.json"), "--yes"]) == 2
    assert "none.json" in capsys.readouterr().err
    there.emulator.person(there.book_id).share("reader")
    assert run(there, "--yes") == 2
    assert "403 PERMISSION_DENIED" in capsys.readouterr().err


def test_what_was_said_is_recorded_and_nobody_is_known_by_it(there: Prepared, tmp_path: Path) -> None:
    file = tmp_path / "live.jsonl"
    for _ in range(2):
        assert run(there, "--yes", "--record", str(file), "--only", "cells", "--protected", WALLED) == 0
    text = file.read_text(encoding="utf-8")
    secrets = (there.book_id, "sa@example", "owner@example", PRIVATE, "ya29", there.emulator.host)
    assert [secret for secret in secrets if secret in text] == []
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == sum(exchange.kind in {"read", "write"} for exchange in there.emulator.log)
    assert lines[1]["batch_kinds"][0] == "addSheet"
    assert lines[1]["url"] == "https://sheets.googleapis.com/v4/spreadsheets/SPREADSHEET:batchUpdate"
    assert {line["session_title"] for line in lines} >= {"cells: memory", "protected by the owner"}


def test_what_was_said_can_be_asked_again(there: Prepared, tmp_path: Path) -> None:
    file = tmp_path / "live.jsonl"
    assert run(there, "--yes", "--record", str(file), "--only", "new_tabs") == 0
    with prepared(tmp_path, [time.time()]) as other:
        google = other.probe_of([0.0])
        for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            path = line["template"].removeprefix("/v4/spreadsheets/{spreadsheetId}")
            answer = google.ask(line["method"], path, line["request_body"], **line["query"])
            assert (answer.status, sorted(answer.body)) == (line["status"], sorted(line["response_body"]))
