"""The two conditional formats: overdue, and due soon (design.md, section 4).

They are told from the owner's own by the shape of their formula, whatever the column, the bounds or the
colours, so that they are never added twice.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast, get_args

from sync.core.cell_names import name_of
from sync.core.changes import Change, DropFlag, FlagKind, PutFlag
from sync.core.contacts.headers import DUE, FIRST_NAME, LAST_NAME, NAME
from sync.core.table import Area, Rule

if TYPE_CHECKING:
    from sync.core.contacts.columns import Columns
    from sync.core.contacts.contacts import Look

_REFERENCE = r"(?:\$?[A-Z]{1,3}\$?\d+|#[A-Z]+!)"
_SHAPES: dict[FlagKind, re.Pattern[str]] = {
    "overdue": re.compile(rf"=ISNUMBER\({_REFERENCE}\)\*\({_REFERENCE}<TODAY\(\)\)>0"),
    "coming_up": re.compile(
        rf"=ISNUMBER\({_REFERENCE}\)\*\({_REFERENCE}>=TODAY\(\)\)\*\({_REFERENCE}<=TODAY\(\)\+\d+\)>0"
    ),
}


def write_rule(kind: FlagKind, column: int, row: int, coming_up: int) -> str:
    """Return the formula of a flag whose area begins in `row`: no commas, for every locale; a boolean."""
    cell = f"${name_of(row, column)}"
    if kind == "overdue":
        return f"=ISNUMBER({cell})*({cell}<TODAY())>0"
    return f"=ISNUMBER({cell})*({cell}>=TODAY())*({cell}<=TODAY()+{coming_up})>0"


def find_kind(rule: Rule) -> FlagKind | None:
    """Return which of the job's flags the rule is, None for a rule of the owner's."""
    formula = re.sub(r"\s", "", rule.formula).upper()
    return next((kind for kind, shape in _SHAPES.items() if shape.fullmatch(formula)), None)


def find_flagged(columns: "Columns", last_row: int) -> tuple[Area, ...]:
    """Return the cells that are flagged: the names and *Next due*, in the rows of the contacts.

    Columns side by side are one area; all areas begin in the same row.
    """
    fields = (NAME, FIRST_NAME, LAST_NAME, DUE)
    areas: list[Area] = []
    for place in sorted({columns.places[field] for field in fields if field in columns.places}):
        if areas and areas[-1].last_column == place - 1:
            areas[-1] = areas[-1]._replace(last_column=place)
        else:
            areas.append(Area(columns.header + 1, place, last_row, place))
    return tuple(areas)


def plan_flags(look: "Look", columns: "Columns", last_row: int) -> Iterator[Change]:
    """Yield what puts the flags right."""
    areas = find_flagged(columns, last_row)
    for kind in cast("tuple[FlagKind, ...]", get_args(FlagKind)):
        present = [rule for rule in look.table.rules if find_kind(rule) == kind]
        right = [rule for rule in present if _is_right(rule, kind, columns.due, areas, look)]
        kept = next(iter(right or present), None)
        if not right:
            formula = write_rule(kind, columns.due, columns.header + 1, look.rules.coming_up)
            yield PutFlag(kind, formula, areas, replaces=kept)
        yield from (DropFlag(rule) for rule in present if rule is not kept)


def _is_right(rule: Rule, kind: FlagKind, column: int, areas: Sequence[Area], look: "Look") -> bool:
    """Return whether the rule looks at its own row's *Next due* cell, from just the cells to be flagged.

    Spreadsheets split and join areas, and reach further down; a formula counts from the first row of the
    first area, and where others begin above that, programs do not agree.
    """
    tops = [covered.first_row for covered in rule.areas]
    if not tops or tops[0] > min(tops):
        return False
    formula = re.sub(r"\s", "", rule.formula).upper()
    return formula == write_rule(kind, column, tops[0], look.rules.coming_up) and _cover_just(
        rule.areas, areas, look.table.width
    )


def _cover_just(covering: Iterable[Area], areas: Iterable[Area], width: int) -> bool:
    """Return whether the areas are covered whole, and no cell of another column is."""
    parts: dict[int, list[Area]] = {column: [] for area in areas for column in _columns(area, width)}
    for part in covering:
        for column in _columns(part, width):
            if column not in parts:
                return False
            parts[column].append(part)
    return all(_reach_down(parts[column], area) for area in areas for column in _columns(area, width))


def _columns(area: Area, width: int) -> range:
    return range(area.first_column, (width if area.last_column is None else area.last_column + 1))


def _reach_down(parts: Iterable[Area], area: Area) -> bool:
    """Return whether the parts of a column reach without a gap from the first to the last row of the area."""
    row = area.first_row
    for part in sorted(parts, key=lambda part: part.first_row):
        if part.first_row > row:
            return False
        if part.last_row is None:
            return True
        row = max(row, part.last_row + 1)
    return area.last_row is not None and row > area.last_row
