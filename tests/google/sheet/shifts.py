"""How rows and columns wander when some are inserted, deleted or moved, and references with them."""

from dataclasses import dataclass, replace
from typing import Any

from tests.google.formulas.syntax import Corner, Reference, parse_reference, rewrite, tokenize
from tests.google.sheet.a1 import Rect
from tests.google.sheet.model import ROWS

Json = dict[str, Any]
Span = tuple[int, int]

_FOREVER = 1 << 30


@dataclass(frozen=True)
class Shift:
    """A change of one axis; *count* lines from *start* are inserted, deleted, or moved to before *to*."""

    axis: str
    kind: str
    start: int
    count: int
    to: int = 0

    @property
    def end(self) -> int:
        """Return the first line after those concerned."""
        return self.start + self.count

    def point(self, index: int) -> int | None:
        """Return where a line is afterwards; None when it is gone."""
        if self.kind == "insert":
            return index + self.count if index >= self.start else index
        if self.kind == "delete":
            if self.start <= index < self.end:
                return None
            return index - self.count if index >= self.end else index
        if self.start <= index < self.end:
            return index - self.start + self._landing()
        without = index - self.count if index >= self.end else index
        return without + self.count if without >= self._landing() else without

    def _landing(self) -> int:
        """Return where a moved block begins afterwards: *to* counts before removal [M]."""
        return self.to - self.count if self.to > self.start else self.to

    def span(self, start: int, end: int) -> Span | None:
        """Return where a run of lines is afterwards; None when all of it is gone.

        A line inserted at either edge does not join it.
        """
        if self.kind == "move":
            if self.start <= start and end <= self.end:
                offset = self._landing() - self.start
                return start + offset, end + offset
            kept = Shift(self.axis, "delete", self.start, self.count).span(start, end)
            return kept and Shift(self.axis, "insert", self._landing(), self.count).span(*kept)
        if self.kind == "insert":
            moved = start + self.count if start >= self.start else start
            return moved, end + self.count if end > self.start else end
        first = start if start < self.start else max(self.start, start - self.count)
        last = end if end <= self.start else max(self.start, end - self.count)
        return (first, last) if first < last else None


def shift_range(shift: Shift, grid_range: Json) -> Json | None:
    """Return a GridRange afterwards; None when nothing is left of it. Open sides stay open."""
    low, high = ("startRowIndex", "endRowIndex")
    if shift.axis != ROWS:
        low, high = ("startColumnIndex", "endColumnIndex")
    span = shift.span(grid_range.get(low, 0), grid_range.get(high, _FOREVER))
    if span is None:
        return None
    moved = {**grid_range}
    if low in grid_range:
        moved[low] = span[0]
    if high in grid_range:
        moved[high] = span[1]
    return moved


def shift_formula(shift: Shift, formula: str, *, tab: str, own_tab: bool) -> str:
    """Return a formula with its references to that tab as they are afterwards; ``#REF!`` when gone [M]."""

    def change(reference: Reference) -> str:
        concerned = own_tab if reference.title is None else reference.title.lower() == tab.lower()
        return _shifted(shift, reference) if concerned else str(reference)

    return rewrite(formula, change)


def _shifted(shift: Shift, reference: Reference) -> str:
    first = _position(shift, reference.first)
    if reference.last is None:
        place = None if first is None else shift.point(first)
        if first is not None and place is None:
            return "#REF!"
        return str(replace(reference, first=_placed(shift, reference.first, place)))
    last = _position(shift, reference.last)
    low, high = min(_or(first, 0), _or(last, 0)), max(_or(first, _FOREVER), _or(last, _FOREVER))
    span = shift.span(low, high + 1)
    if span is None:
        return "#REF!"
    ends = (span[0], span[1] - 1)
    if first is not None and last is not None and first > last:
        ends = (ends[1], ends[0])
    return str(
        replace(
            reference,
            first=_placed(shift, reference.first, None if first is None else ends[0]),
            last=_placed(shift, reference.last, None if last is None else ends[1]),
        )
    )


def _or(value: int | None, other: int) -> int:
    return other if value is None else value


def _position(shift: Shift, corner: Corner) -> int | None:
    return corner.row if shift.axis == ROWS else corner.column


def _placed(shift: Shift, corner: Corner, place: int | None) -> Corner:
    return replace(corner, row=place) if shift.axis == ROWS else replace(corner, column=place)


def shift_rule_formula(shift: Shift, formula: str, anchors: tuple[Rect, Rect], tab: str) -> str:
    """Return a conditional rule's formula afterwards.

    It is written for the first cell of its range, whose place before and after *anchors* give. When the
    row or column of a relative reference is deleted the reference keeps its distance to that cell [?]; a
    fixed one becomes ``#REF!``.
    """

    def change(reference: Reference) -> str:
        if reference.title is not None and reference.title.lower() != tab.lower():
            return str(reference)
        shifted = _shifted(shift, reference)
        if shifted != "#REF!" or _is_fixed(shift, reference):
            return shifted
        before, after = anchors
        return str(offset_reference(reference, (after.top - before.top, after.left - before.left)))

    return rewrite(formula, change)


def _is_fixed(shift: Shift, reference: Reference) -> bool:
    corners = [corner for corner in (reference.first, reference.last) if corner]
    return any(corner.row_fixed if shift.axis == ROWS else corner.column_fixed for corner in corners)


def offset_reference(reference: Reference, offset: tuple[int, int]) -> Reference:
    """Return the reference with its relative parts moved, as copying a formula does."""
    last = _offset(reference.last, offset) if reference.last else None
    return replace(reference, first=_offset(reference.first, offset), last=last)


def _offset(corner: Corner, offset: tuple[int, int]) -> Corner:
    row = corner.row if corner.row is None or corner.row_fixed else corner.row + offset[0]
    column = corner.column if corner.column is None or corner.column_fixed else corner.column + offset[1]
    return replace(corner, row=row, column=column)


def offset_formula(formula: str, offset: tuple[int, int]) -> str:
    """Return a formula as it reads when copied that many rows and columns on."""

    def change(reference: Reference) -> str:
        moved = offset_reference(reference, offset)
        corners = [corner for corner in (moved.first, moved.last) if corner]
        off_grid = any((c.row or 0) < 0 or (c.column or 0) < 0 for c in corners)
        return "#REF!" if off_grid else str(moved)

    return rewrite(formula, change)


def rename_tab(formula: str, old: str, new: str | None) -> str:
    """Return a formula with a tab's title replaced (*new* as quoted), or ``#REF!`` when the tab is gone."""
    if not any(kind == "ref" and "!" in text for kind, text in tokenize(formula)):
        return formula

    def change(reference: Reference) -> str:
        if reference.title is None or reference.title.lower() != old.lower():
            return str(reference)
        return str(replace(parse_reference(str(reference)), sheet=f"{new}!")) if new else "#REF!"

    return rewrite(formula, change)
