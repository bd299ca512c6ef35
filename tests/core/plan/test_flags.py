"""Two conditional formats: added once, put right when they have to be, and otherwise left alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from sync.core.changes import Change, DropFlag, PutFlag
from sync.core.contacts.contacts import Look, Rules
from sync.core.plan.flags import find_kind, plan_flags, write_rule
from sync.core.plan.plan import make_plan
from sync.core.table import Area, Rule
from tests.core.tables import HEADERS, TODAY, Book, lines_of, make_cell, with_lines

ROWS = [("Ada", "ada@x.org", "", "", date(2026, 12, 1)), ("Bob", "bob@x.org", "", "", date(2026, 12, 2))]
OVERDUE = "=ISNUMBER($E2)*($E2<TODAY())>0"
COMING_UP = "=ISNUMBER($E2)*($E2>=TODAY())*($E2<=TODAY()+14)>0"
NAMES, DATES = Area(2, 0, 3, 0), Area(2, 4, 3, 4)
AREAS = (NAMES, DATES)
ROWS_BEFORE = (Area(2, 0, 3, 6),)
"""What the flags covered at first: the rows as far as columns are known."""


def book() -> Book:
    started = Book(ROWS)
    started.run()
    return started


def flags(owner: Book, rules: Rules | None = None) -> list[Change]:
    plan = make_plan(Look(owner.table, TODAY, rules or Rules()))
    return [change for change in plan.changes if isinstance(change, PutFlag | DropFlag)]


def with_rules(*rules: Rule) -> Book:
    owner = book()
    owner.table = replace(owner.table, rules=rules)
    return owner


def test_both_are_added_once_over_the_names_and_the_dates_of_the_contacts() -> None:
    owner = Book(ROWS)
    assert flags(owner) == [PutFlag("overdue", OVERDUE, AREAS), PutFlag("coming_up", COMING_UP, AREAS)]
    owner.run()
    assert flags(owner) == []


def test_the_formulas_have_no_commas_and_give_a_boolean() -> None:
    for kind in ("overdue", "coming_up"):
        formula = write_rule(kind, 30, 2, 14)
        assert not set(formula) & set(",;.")
        assert formula.endswith(")>0")
        assert "$AE2" in formula


@pytest.mark.parametrize(
    ("headers", "areas"),
    [
        (("City", "Name", "Note", "", "Email", "Next due"), (Area(2, 1, 2, 1), Area(2, 5, 2, 5))),
        (("Next due", "Email", "Name"), (Area(2, 0, 2, 0), Area(2, 2, 2, 2))),
        (("Email", "Name", "Next due"), (Area(2, 1, 2, 2),)),
        (("First name", "Last name", "Email", "Next due"), (Area(2, 0, 2, 1), Area(2, 3, 2, 3))),
        (
            ("Last name", "Email", "First name", "Note", "Next due"),
            (Area(2, 0, 2, 0), Area(2, 2, 2, 2), Area(2, 4, 2, 4)),
        ),
        (("First name", "Name", "Email", "Next due"), (Area(2, 1, 2, 1), Area(2, 3, 2, 3))),
    ],
)
def test_they_cover_the_name_cells_and_next_due_wherever_these_are(
    headers: Sequence[str], areas: tuple[Area, ...]
) -> None:
    owner = Book(
        [tuple("ada@x.org" if header == "Email" else "Ada" * (header != "Next due") for header in headers)],
        headers,
    )
    assert {change.areas for change in flags(owner) if isinstance(change, PutFlag)} == {areas}
    owner.run()
    assert flags(owner) == []


def test_without_people_there_are_none() -> None:
    assert flags(Book([], HEADERS)) == []


@pytest.mark.parametrize(
    "formula",
    [
        OVERDUE,
        "=ISNUMBER($F17)*($F17<TODAY())>0",
        "=isnumber( $E2 ) * ( $E2 < today() ) > 0",
        "=ISNUMBER(#REF!)*(#REF!<TODAY())>0",
        "=ISNUMBER(E2)*(E2<TODAY())>0",
        "=ISNUMBER($E$2)*($E$2<TODAY())>0",
    ],
)
def test_a_flag_is_known_by_its_shape(formula: str) -> None:
    assert find_kind(Rule(formula, AREAS)) == "overdue"


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "=TRUE",
        "=$E2<TODAY()",
        "=ISNUMBER($E2)",
        "=ISNUMBER($E2)*($E2<TODAY()-7)>0",
        "=ISNUMBER($E2)*($E2>TODAY())>0",
    ],
)
def test_a_rule_of_the_owners_is_none_of_them(formula: str) -> None:
    rule = Rule(formula, AREAS)
    assert find_kind(rule) is None
    assert not any(rule in change for change in flags(with_rules(rule)))


def test_coming_up_is_known_whatever_the_number_of_days() -> None:
    assert find_kind(Rule(COMING_UP.replace("14", "30"), AREAS)) == "coming_up"


@pytest.mark.parametrize(
    "areas",
    [
        AREAS,
        (DATES, NAMES),
        (Area(2, 0, None, 0), Area(2, 4, 1000, 4)),
        (Area(2, 0, 2, 0), DATES, Area(3, 0, 3, 0)),  # split where a row was moved
        (Area(2, 0, 3, 0), Area(3, 0, 9, 0), DATES, DATES),
    ],
)
def test_areas_that_cover_names_and_dates_together_are_right(areas: tuple[Area, ...]) -> None:
    assert flags(with_rules(Rule(OVERDUE, areas), Rule(COMING_UP, areas))) == []


def test_areas_that_begin_elsewhere_are_right_if_their_formula_does_too() -> None:
    areas = (Area(1, 0, None, 0), Area(2, 4, None, 4))
    rules = [Rule(formula.replace("$E2", "$E1"), areas) for formula in (OVERDUE, COMING_UP)]
    assert flags(with_rules(*rules)) == []


def test_where_due_is_the_last_column_an_area_may_be_open_to_the_right() -> None:
    areas = (NAMES, Area(2, 4, 3, None))
    owner = with_rules(Rule(OVERDUE, areas), Rule(COMING_UP, areas))
    assert len(flags(owner)) == 2
    owner.table = replace(owner.table, width=5)
    assert flags(owner) == []


@pytest.mark.parametrize(
    ("formula", "areas"),
    [
        (OVERDUE, ROWS_BEFORE),
        (OVERDUE, (Area(2, 0, None, None),)),
        (OVERDUE, (NAMES,)),
        (OVERDUE, (DATES,)),
        (OVERDUE, (*AREAS, Area(2, 3, 3, 3))),
        (OVERDUE, (Area(2, 0, 2, 0), DATES)),
        (OVERDUE, (Area(2, 0, 2, 0), DATES, Area(4, 0, 9, 0))),
        (OVERDUE, (Area(3, 0, 3, 0), Area(3, 4, 3, 4))),
        (OVERDUE, (Area(1, 0, 3, 0), DATES)),
        (OVERDUE, (DATES, Area(1, 0, 3, 0))),
        (OVERDUE, ()),
        (OVERDUE.replace("$E2", "$F2"), AREAS),
        (OVERDUE.replace("$E2", "$E3"), AREAS),
        (OVERDUE.replace("$E2", "#REF!"), AREAS),
        (OVERDUE.replace("$E2", "E2"), AREAS),
    ],
)
def test_a_flag_that_looks_elsewhere_or_is_too_small_is_put_right(
    formula: str, areas: tuple[Area, ...]
) -> None:
    wrong = Rule(formula, areas, source="its handle")
    owner = with_rules(wrong, Rule(COMING_UP, AREAS))
    assert flags(owner) == [PutFlag("overdue", OVERDUE, AREAS, replaces=wrong)]


def test_another_setting_changes_coming_up_alone() -> None:
    owner = book()
    (change,) = flags(owner, Rules(coming_up=7))
    assert isinstance(change, PutFlag)
    assert (change.kind, change.formula) == ("coming_up", COMING_UP.replace("14", "7"))
    assert change.replaces


def test_rows_added_below_are_flagged_too_and_rows_deleted_change_nothing() -> None:
    owner = book()
    owner.insert(4, ("Cy", "cy@x.org"))
    assert {
        area.last_row for change in flags(owner) if isinstance(change, PutFlag) for area in change.areas
    } == {4}
    owner.run()
    owner.delete("Cy")
    assert flags(owner) == []


def test_a_row_deleted_in_the_middle_leaves_the_flags_alone() -> None:
    owner = book()
    owner.insert(4, ("Cy", "cy@x.org"))
    owner.run()
    owner.delete("Bob")
    assert flags(owner) == []


def test_rules_written_before_over_whole_rows_are_put_right_once() -> None:
    owner = with_rules(Rule(OVERDUE, ROWS_BEFORE, 1), Rule(COMING_UP, ROWS_BEFORE, 2))
    assert flags(owner) == [
        PutFlag("overdue", OVERDUE, AREAS, replaces=Rule(OVERDUE, ROWS_BEFORE, 1)),
        PutFlag("coming_up", COMING_UP, AREAS, replaces=Rule(COMING_UP, ROWS_BEFORE, 2)),
    ]
    owner.run()
    assert [rule.areas for rule in owner.table.rules] == [AREAS, AREAS]


def test_a_moved_column_is_followed() -> None:
    owner = book()
    owner.table = with_lines(owner.table, [[make_cell(""), *line] for line in lines_of(owner.table)])
    changes = flags(owner)
    assert [change.formula for change in changes if isinstance(change, PutFlag)] == [
        OVERDUE.replace("$E", "$F"),
        COMING_UP.replace("$E", "$F"),
    ]
    owner.run()
    assert len(owner.table.rules) == 2


def test_duplicates_are_dropped_and_the_right_one_is_kept() -> None:
    wrong, right = Rule(OVERDUE, (Area(9, 0, 9, 6),), 1), Rule(OVERDUE, AREAS, 2)
    again, coming = Rule(OVERDUE, AREAS, 3), Rule(COMING_UP, AREAS, 4)
    assert flags(with_rules(wrong, right, again, coming)) == [DropFlag(wrong), DropFlag(again)]


def test_of_duplicates_that_are_all_wrong_the_first_is_put_right() -> None:
    one, other = Rule(OVERDUE, (Area(9, 0, 9, 6),), 1), Rule(OVERDUE, (Area(8, 0, 8, 6),), 2)
    changes = flags(with_rules(one, other, Rule(COMING_UP, AREAS)))
    assert changes == [PutFlag("overdue", OVERDUE, AREAS, replaces=one), DropFlag(other)]


def test_the_same_table_always_gives_the_same_flags() -> None:
    owner = book()
    plan = make_plan(Look(owner.table, TODAY))
    assert list(plan_flags(plan.look, plan.columns, 3)) == []
