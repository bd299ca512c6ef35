"""Two conditional formats: added once, put right when they have to be, and otherwise left alone."""

from dataclasses import replace
from datetime import date

import pytest

from sync.core.contacts import Look, Rules
from sync.core.flags import find_kind, plan_flags, write_rule
from sync.core.plan import make_plan
from sync.core.table import Area, Change, DropFlag, PutFlag, Rule
from tests.core.tables import HEADERS, TODAY, Book, lines_of, make_cell, with_lines

ROWS = [("Ada", "ada@x.org", "", "", date(2026, 12, 1)), ("Bob", "bob@x.org", "", "", date(2026, 12, 2))]
OVERDUE = "=ISNUMBER($E2)*($E2<TODAY())>0"
COMING_UP = "=ISNUMBER($E2)*($E2>=TODAY())*($E2<=TODAY()+14)>0"
AREA = Area(1 + 1, 0, 3, 6)


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


def test_both_are_added_once_over_the_contact_rows_and_the_known_columns() -> None:
    owner = Book(ROWS)
    assert flags(owner) == [PutFlag("overdue", OVERDUE, AREA), PutFlag("coming_up", COMING_UP, AREA)]
    owner.run()
    assert flags(owner) == []


def test_the_formulas_have_no_commas_and_give_a_boolean() -> None:
    for kind in ("overdue", "coming_up"):
        formula = write_rule(kind, 30, 2, 14)
        assert not set(formula) & set(",;.")
        assert formula.endswith(")>0")
        assert "$AE2" in formula


def test_they_reach_from_the_first_to_the_last_known_column() -> None:
    headers = ("City", "Name", "Note", "", "Email", "Next due", "Hobby")
    owner = Book([("Paris", "Ada", "", "", "ada@x.org")], headers)
    areas = {change.area for change in flags(owner) if isinstance(change, PutFlag)}
    assert areas == {Area(2, 1, 2, 5)}


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
    assert find_kind(Rule(formula, (AREA,))) == "overdue"


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
    rule = Rule(formula, (AREA,))
    assert find_kind(rule) is None
    assert not any(rule in change for change in flags(with_rules(rule)))


def test_coming_up_is_known_whatever_the_number_of_days() -> None:
    assert find_kind(Rule(COMING_UP.replace("14", "30"), (AREA,))) == "coming_up"


@pytest.mark.parametrize(
    "area",
    [AREA, Area(2, 0, None, None), Area(2, 0, 1000, 25), Area(2, 0, 3, None)],
)
def test_bounds_that_cover_the_rows_are_right(area: Area) -> None:
    assert flags(with_rules(Rule(OVERDUE, (area,)), Rule(COMING_UP, (area,)))) == []


def test_an_area_that_begins_elsewhere_is_right_if_its_formula_does_too() -> None:
    area = Area(1, 0, None, None)
    rules = [Rule(formula.replace("$E2", "$E1"), (area,)) for formula in (OVERDUE, COMING_UP)]
    assert flags(with_rules(*rules)) == []


@pytest.mark.parametrize(
    ("formula", "areas"),
    [
        (OVERDUE, (Area(2, 0, 2, 6),)),
        (OVERDUE, (Area(2, 0, 3, 4),)),
        (OVERDUE, (Area(3, 0, 3, 6),)),
        (OVERDUE, (Area(2, 0, 2, 6), Area(3, 0, 3, 6))),
        (OVERDUE, (Area(1, 0, 3, 6),)),
        (OVERDUE, ()),
        (OVERDUE.replace("$E2", "$F2"), (AREA,)),
        (OVERDUE.replace("$E2", "$E3"), (AREA,)),
        (OVERDUE.replace("$E2", "#REF!"), (AREA,)),
        (OVERDUE.replace("$E2", "E2"), (AREA,)),
    ],
)
def test_a_flag_that_looks_elsewhere_or_is_too_small_is_put_right(
    formula: str, areas: tuple[Area, ...]
) -> None:
    wrong = Rule(formula, areas, source="its handle")
    owner = with_rules(wrong, Rule(COMING_UP, (AREA,)))
    assert flags(owner) == [PutFlag("overdue", OVERDUE, AREA, replaces=wrong)]


def test_another_setting_changes_coming_up_alone() -> None:
    owner = book()
    (change,) = flags(owner, Rules(coming_up=7))
    assert isinstance(change, PutFlag)
    assert (change.kind, change.formula) == ("coming_up", COMING_UP.replace("14", "7"))
    assert change.replaces


def test_rows_added_below_are_flagged_too_and_rows_deleted_change_nothing() -> None:
    owner = book()
    owner.insert(4, ("Cy", "cy@x.org"))
    assert {change.area.last_row for change in flags(owner) if isinstance(change, PutFlag)} == {4}
    owner.run()
    owner.delete("Cy")
    assert flags(owner) == []


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
    wrong, right = Rule(OVERDUE, (Area(9, 0, 9, 6),), 1), Rule(OVERDUE, (AREA,), 2)
    again, coming = Rule(OVERDUE, (AREA,), 3), Rule(COMING_UP, (AREA,), 4)
    assert flags(with_rules(wrong, right, again, coming)) == [DropFlag(wrong), DropFlag(again)]


def test_of_duplicates_that_are_all_wrong_the_first_is_put_right() -> None:
    one, other = Rule(OVERDUE, (Area(9, 0, 9, 6),), 1), Rule(OVERDUE, (Area(8, 0, 8, 6),), 2)
    changes = flags(with_rules(one, other, Rule(COMING_UP, (AREA,))))
    assert changes == [PutFlag("overdue", OVERDUE, AREA, replaces=one), DropFlag(other)]


def test_the_same_table_always_gives_the_same_flags() -> None:
    owner = book()
    plan = make_plan(Look(owner.table, TODAY))
    assert list(plan_flags(plan.look, plan.columns, 3)) == []
