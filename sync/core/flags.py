"""The two conditional formats: overdue, and due soon (design.md, section 4).

They are told from the owner's own by the shape of their formula, whatever the column, the bounds or the
colours, so that they are never added twice.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast, get_args

from sync.core.columns import letters
from sync.core.table import Area, Change, DropFlag, FlagKind, PutFlag, Rule

if TYPE_CHECKING:
    from sync.core.columns import Columns
    from sync.core.contacts import Look

_REFERENCE = r"(?:\$?[A-Z]{1,3}\$?\d+|#[A-Z]+!)"
_SHAPES: dict[FlagKind, re.Pattern[str]] = {
    "overdue": re.compile(rf"=ISNUMBER\({_REFERENCE}\)\*\({_REFERENCE}<TODAY\(\)\)>0"),
    "coming_up": re.compile(
        rf"=ISNUMBER\({_REFERENCE}\)\*\({_REFERENCE}>=TODAY\(\)\)\*\({_REFERENCE}<=TODAY\(\)\+\d+\)>0"
    ),
}


def write_rule(kind: FlagKind, column: int, row: int, coming_up: int) -> str:
    """Return the formula of a flag whose area begins in `row`: no commas, for every locale; a boolean."""
    cell = f"${letters(column)}{row}"
    if kind == "overdue":
        return f"=ISNUMBER({cell})*({cell}<TODAY())>0"
    return f"=ISNUMBER({cell})*({cell}>=TODAY())*({cell}<=TODAY()+{coming_up})>0"


def find_kind(rule: Rule) -> FlagKind | None:
    """Return which of the job's flags the rule is, None for a rule of the owner's."""
    formula = re.sub(r"\s", "", rule.formula).upper()
    return next((kind for kind, shape in _SHAPES.items() if shape.fullmatch(formula)), None)


def plan_flags(look: "Look", columns: "Columns", last_row: int) -> Iterator[Change]:
    """Yield what puts the flags right over the rows of the contacts, all known columns wide."""
    places = columns.places.values()
    area = Area(columns.header + 1, min(places), last_row, max(places))
    for kind in cast("tuple[FlagKind, ...]", get_args(FlagKind)):
        present = [rule for rule in look.table.rules if find_kind(rule) == kind]
        right = [rule for rule in present if _is_right(rule, kind, columns.due, area, look.rules.coming_up)]
        kept = next(iter(right or present), None)
        if not right:
            formula = write_rule(kind, columns.due, area.first_row, look.rules.coming_up)
            yield PutFlag(kind, formula, area, replaces=kept)
        yield from (DropFlag(rule) for rule in present if rule is not kept)


def _is_right(rule: Rule, kind: FlagKind, column: int, area: Area, coming_up: int) -> bool:
    """Return whether the rule covers the area and looks at its own row's *Next due* cell."""
    formula = re.sub(r"\s", "", rule.formula).upper()
    return any(
        covered.covers(area) and formula == write_rule(kind, column, covered.first_row, coming_up)
        for covered in rule.areas[:1]
    )
