"""The list on a terminal: every column readable from 70 characters on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len

from sync.core.letters.written import Waiting
from sync.terminal.everybody import HEADERS, Line, lay_out_table, make_line, print_everybody
from tests.core.tables import plan_of

SHORT = Line("Ada", "21 Nov 2026", "overdue *", "21 Aug 2026", "had a baby")
LONG = Line(
    "Wolfeschlegelsteinhausenbergerdorff the Third",
    "21 Nov 2026",
    "unreadable",
    "21 Aug 2026",
    "told me everything about the canoe in his garage, and more than that",
)
WIDE = Line("山口 美咲 (Misaki Yamaguchi)", "3 Dec 2026", "later", "", "東京から帰ってきて、お茶" * 9)
NAMELESS = Line("a.very.long.address@some.subdomain.example.com", "", "paused", "", "")


def table(lines: Sequence[Line], width: int) -> list[str]:
    return [row.plain for row in lay_out_table(lines, [""] * len(lines), width)]


@pytest.mark.parametrize("width", [70, 80, 100, 200])
@pytest.mark.parametrize("lines", [[SHORT], [LONG], [WIDE], [SHORT, LONG, WIDE, NAMELESS]])
def test_every_column_can_be_read_and_no_line_is_too_long(lines: list[Line], width: int) -> None:
    rows = table(lines, width)
    assert all(cell_len(row) <= width for row in rows)
    assert [word for word in HEADERS if word not in rows[0]] == []
    for line, row in zip(lines, rows[1:], strict=True):
        assert all(text in row for text in (line.due, line.status, line.in_touch))
        assert line.name[:6] in row
        assert line.note[:5] in row


def test_what_is_cut_says_so() -> None:
    [_, row] = table([LONG], 80)
    assert row.count("…") == 2
    assert row.startswith("Wolfeschlegelste")


def test_the_note_has_all_the_room_there_is() -> None:
    assert table([SHORT], 80)[1].endswith("had a baby")
    [_, narrow], [_, wide] = table([LONG], 80), table([LONG], 120)
    assert len(wide) - len(narrow) == 40


def test_where_there_is_no_room_for_notes_there_are_none() -> None:
    header, row = table([LONG], 50)
    assert "Note" not in header
    assert "21 Aug 2026" in row
    assert cell_len(row) <= 60


def test_columns_stand_under_their_headers() -> None:
    rows = table([SHORT, LONG, WIDE], 80)
    at = rows[0].index("Next due")
    assert [rows[1].index("21 Nov"), rows[2].index("21 Nov")] == [at, at]
    before = rows[3][: rows[3].index("3 Dec")]
    assert cell_len(before) == at


def test_a_list_without_anybody_has_a_header_all_the_same() -> None:
    assert table([], 80) == ["  ".join(HEADERS)]


def test_who_waits_for_an_answer_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_of([["Ada", "ada@x.org", "", "14 Oct 2026: tea"], ["Bob", "bob@x.org", "", "14 Oct 2026"]])
    ada, bob = plan.people
    plan = replace(plan, people=(ada._replace(waiting=Waiting(date(2026, 11, 16), date(2026, 11, 17))), bob))
    print_everybody(plan)
    status = [line.split("\t")[2] for line in capsys.readouterr().out.splitlines()]
    assert status == ["later, waits for your answer", "later"]
    assert [make_line(person, plan).status for person in plan.people] == ["later *", "later"]


def test_a_row_without_a_name_is_called_by_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    print_everybody(plan_of([["", "", "", "the electrician"], ["Ada", "ada@x.org", "", "tea"]]))
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == ["Ada", "(row 2)"]
