"""Whose memory a cell holds: it belongs to the person it names, wherever the row went."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sync.core.changes import PutBack
from sync.core.due.memory.memory import How
from sync.core.table import EMPTY, Record
from tests.core.tables import (
    DUE,
    EMAIL,
    NAME,
    NOTE,
    PHONE,
    TODAY,
    Book,
    Value,
    due_dates,
    lines_of,
    make_cell,
    memory_of,
    problems,
    with_lines,
)

TOMORROW = TODAY + timedelta(days=1)
NEXT_WEEK = TODAY + timedelta(days=7)
ADA, BOB, CY = date(2026, 12, 1), date(2027, 1, 20), date(2027, 3, 3)
KNOWN = {"Ada": ADA, "Bob": BOB, "Cy": CY}
ROWS: Sequence[Sequence[Value]] = [
    ("Ada", "ada@x.org", "555 0001", "likes jazz", ADA),
    ("Bob", "bob@x.org", "555 0002", "", BOB),
    ("Cy", "cy@x.org", "", "has a dog", CY),
]


def book(*more: Sequence[Value]) -> Book:
    started = Book([*ROWS, *more])
    started.run(TODAY)
    return started


@pytest.mark.parametrize("order", [(1, 0, 2), (2, 0, 1), (2, 1, 0)])
def test_a_memory_moves_with_its_row(order: Sequence[int]) -> None:
    owner = book()
    owner.arrange(order)
    plan = owner.run(TOMORROW)
    assert (due_dates(plan), plan.changes) == ({who: KNOWN[who] for who in due_dates(plan)}, ())


@pytest.mark.parametrize(
    "changes",
    [
        {EMAIL: "new@y.org"},
        {EMAIL: "new@y.org", NOTE: "a new job"},
        {EMAIL: "", PHONE: "", NOTE: "a new job"},
        {NAME: "Ada Lovelace"},
        {NAME: "Ada Lovelace", EMAIL: "lovelace@y.org"},
        {NAME: "Ada Lovelace", PHONE: "555 9999", NOTE: ""},
        {PHONE: 5550001},
    ],
)
def test_somebody_is_known_by_any_one_of_email_phone_and_name(changes: dict[int, Value]) -> None:
    owner = book()
    for column, value in sorted(changes.items(), reverse=True):
        owner.put("Ada", column, value)
    plan = owner.run(TOMORROW)
    memory = memory_of(plan, 2)
    assert memory.pin == ADA
    assert memory.how == (How.EDIT if changes.get(NOTE) else None)


def test_somebody_new_who_took_the_row_starts_afresh() -> None:
    owner = book()
    for column, value in ((PHONE, ""), (EMAIL, "zoe@x.org"), (NOTE, "plays chess"), (NAME, "Zoe")):
        owner.put("Ada", column, value)
    plan = owner.run(TOMORROW)
    assert due_dates(plan) == {"Zoe": TOMORROW, "Bob": BOB, "Cy": CY}
    assert memory_of(plan, 2).in_touch is None
    assert memory_of(plan, 2).noticed == TOMORROW


def test_a_copy_counts_as_typed_and_is_listed_until_the_next_summary() -> None:
    owner = book(("Greta", "greta@x.org"))
    owner.put("Greta", DUE, owner.cell("Ada"))
    line = "5 Greta: took Ada’s date, 1 Dec 2026"
    for day in (TOMORROW, NEXT_WEEK):
        plan = owner.run(day)
        assert due_dates(plan) == {**KNOWN, "Greta": ADA}
        assert problems(plan) == [line]
    owner.table = replace(owner.table, record=Record(NEXT_WEEK, {}))
    assert problems(owner.run(NEXT_WEEK + timedelta(days=1))) == []
    assert owner.memory("Greta").pin == ADA


def test_a_copied_date_that_is_long_past_is_told_as_it_stood() -> None:
    owner = Book([("Ada", "ada@x.org", "", "", date(2026, 2, 1)), ("Greta", "greta@x.org")])
    owner.run(date(2026, 2, 1))
    owner.put("Greta", DUE, owner.cell("Ada"))
    plan = owner.run(TODAY)
    assert problems(plan) == ["3 Greta: took Ada’s date, 1 Feb 2026"]
    assert due_dates(plan)["Greta"] == TODAY


def test_a_date_filled_down_over_others_counts_as_typed_for_each() -> None:
    owner = book()
    for who in ("Bob", "Cy"):
        owner.put(who, DUE, owner.cell("Ada"))
    plan = owner.run(TOMORROW)
    assert set(due_dates(plan).values()) == {ADA}
    assert problems(plan) == [
        "3 Bob: took Ada’s date, 1 Dec 2026",
        "4 Cy: took Ada’s date, 1 Dec 2026",
    ]


def test_a_pause_filled_down_pauses() -> None:
    owner = book()
    owner.put("Ada", DUE, "pause")
    owner.run(TODAY)
    owner.put("Bob", DUE, owner.cell("Ada"))
    plan = owner.run(TOMORROW)
    assert due_dates(plan) == {"Ada": None, "Bob": None, "Cy": CY}
    assert problems(plan) == ["3 Bob: took Ada’s date, paused"]


@pytest.mark.parametrize("order", [(1, 0, 2), (1, 2, 0), (2, 1, 0)])
def test_dates_sorted_alone_find_their_people_again(order: Sequence[int]) -> None:
    owner = book()
    owner.arrange(order, [DUE])
    plan = owner.run(TOMORROW)
    assert (due_dates(plan), problems(plan)) == (KNOWN, [])


def test_people_sorted_without_their_notes_and_dates_find_their_dates_again() -> None:
    owner = book()
    owner.arrange((2, 0, 1), [NAME, EMAIL, PHONE])
    assert due_dates(owner.run(TOMORROW)) == KNOWN


def test_a_memory_whose_person_lost_it_is_theirs_again() -> None:
    owner = book(("Greta", "greta@x.org"))
    greta = owner.memory("Greta").due
    owner.put("Greta", DUE, owner.cell("Ada"))
    owner.put("Ada", DUE, "")
    plan = owner.run(TOMORROW)
    assert due_dates(plan)["Ada"] == ADA
    assert memory_of(plan, 5).noticed == TOMORROW
    assert greta == TODAY


def test_of_two_memories_of_one_person_the_later_noticed_counts() -> None:
    owner = book(("Greta", "greta@x.org"))
    old = owner.cell("Ada")
    owner.put("Ada", DUE, "done")
    owner.run(TOMORROW)
    owner.put("Greta", DUE, old)
    plan = owner.run(NEXT_WEEK)
    assert due_dates(plan)["Ada"] == date(2027, 2, 19)
    assert problems(plan) == []
    new = owner.cell("Ada")
    owner.put("Ada", DUE, old)
    owner.put("Greta", DUE, new)
    assert due_dates(owner.run(NEXT_WEEK))["Ada"] == date(2027, 2, 19)


def test_what_was_typed_stays_when_the_old_memory_turns_up_elsewhere() -> None:
    owner = book()
    owner.put("Bob", DUE, owner.cell("Ada"))
    owner.put("Ada", DUE, "1 Jul 2027")
    assert due_dates(owner.run(TOMORROW))["Ada"] == date(2027, 7, 1)


def test_a_copied_row_is_two_people_until_the_owner_says_otherwise() -> None:
    owner = book()
    owner.insert(3, lines_of(owner.table)[1])
    plan = owner.run(TOMORROW)
    assert [person.due for person in plan.people] == [ADA, ADA, BOB, CY]
    assert problems(plan) == ["3 Ada: looks like the same person as row 2"]


def test_a_copied_row_that_was_given_to_somebody_else_took_the_date() -> None:
    owner = book()
    owner.insert(5, lines_of(owner.table)[1])
    lines = lines_of(owner.table)
    lines[4][NAME], lines[4][EMAIL] = make_cell("Zoe"), make_cell("z@x.org")
    owner.table = with_lines(owner.table, lines)
    plan = owner.run(TOMORROW)
    assert due_dates(plan) == {**KNOWN, "Zoe": ADA}
    assert problems(plan) == ["5 Zoe: took Ada’s date, 1 Dec 2026"]


def test_a_stray_in_a_blank_row_is_removed() -> None:
    owner = book()
    owner.put("Bob", PHONE, "")
    owner.put("Bob", EMAIL, "")
    owner.put("Bob", NAME, "")
    plan = owner.run(TOMORROW)
    assert PutBack(3, DUE, EMPTY) in plan.changes
    assert due_dates(plan) == {"Ada": ADA, "Cy": CY}
    assert owner.table.cell(3, DUE) == EMPTY


def test_a_stray_is_removed_below_the_last_person_too_and_the_owners_own_text_is_not() -> None:
    owner = book(("", "", "", "", "pause"), ("", "", "", "", "=SUM(A1)"))
    copy = owner.cell("Ada")
    lines = lines_of(owner.table)
    owner.table = with_lines(owner.table, [*lines, ["", "", "", "", copy]])
    plan = owner.run(TOMORROW)
    assert plan.changes == (PutBack(7, DUE, EMPTY),)


def test_cells_cut_and_pasted_into_another_row_get_their_memory_back_from_the_old_one() -> None:
    owner = book()
    lines = lines_of(owner.table)
    moved, lines[1] = [*lines[1][:4], EMPTY], [EMPTY] * 4 + lines[1][4:]
    owner.table = with_lines(owner.table, [*lines, moved])
    plan = owner.run(TOMORROW)
    assert due_dates(plan) == KNOWN
    assert owner.table.cell(2, DUE) == EMPTY


def test_a_row_that_lost_its_name_for_a_while_keeps_its_memory() -> None:
    owner = Book([("Ada", "", "", "likes jazz", ADA)])
    owner.run(TODAY)
    before = owner.cell("Ada")
    owner.put("Ada", NAME, "")
    plan = owner.run(TOMORROW)
    assert ([person.status for person in plan.people], owner.table.cell(2, DUE)) == (["unreadable"], before)
    lines = lines_of(owner.table)
    lines[1][NAME] = make_cell("Ada")
    owner.table = with_lines(owner.table, lines)
    assert due_dates(owner.run(NEXT_WEEK)) == {"Ada": ADA}


@pytest.mark.parametrize(
    ("damage", "due"),
    [
        (("· #", "· "), ADA),
        (("46357", "46358"), date(2026, 12, 2)),
        (("+N(", "+0+N("), ADA),
    ],
)
def test_a_damaged_memory_counts_as_a_typed_date(damage: tuple[str, str], due: date) -> None:
    owner = book()
    cell = owner.cell("Ada")
    serial = 46357 + (due - ADA).days
    owner.put("Ada", DUE, cell._replace(formula=cell.formula.replace(*damage), value=serial))
    plan = owner.run(TOMORROW)
    assert due_dates(plan)["Ada"] == due
    assert (owner.memory("Ada").pin, owner.memory("Ada").why) == (due, "s")


def test_a_damaged_pause_stays_a_pause() -> None:
    owner = book()
    owner.put("Ada", DUE, "pause")
    owner.run(TODAY)
    cell = owner.cell("Ada")
    owner.put("Ada", DUE, cell._replace(formula=cell.formula.replace("#", "")))
    assert due_dates(owner.run(TOMORROW))["Ada"] is None


def test_two_who_share_a_number_keep_their_own_dates() -> None:
    owner = Book([("Ada", "ada@x.org", "555 0001", "", ADA), ("Al", "al@x.org", "555 0001", "", BOB)])
    owner.run(TODAY)
    owner.put("Ada", EMAIL, "new@x.org")
    owner.put("Al", NAME, "Albert")
    owner.arrange((1, 0))
    assert due_dates(owner.run(TOMORROW)) == {"Ada": ADA, "Albert": BOB}
