"""The conditional formats of a worksheet: those with a formula are read, the job's own are changed.

All others, and everything else that is said of the job's own (its look, whether it stops others), stay as
they are.
"""

from collections import defaultdict
from collections.abc import Sequence

from sync.core.changes import DropFlag, PutFlag
from sync.core.table import Rule
from sync.sheets.xlsx.cells.areas import area_name, parse_area
from sync.sheets.xlsx.looks.styles import Styles
from sync.sheets.xlsx.package.edits import Edits, encode, prefix, quoted
from sync.sheets.xlsx.package.xml import Node, UnfitError

BEFORE_VALIDATIONS = (
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
)


def read_rules(root: Node) -> tuple[Rule, ...]:
    """Return the conditional formats with a formula; the handle of each is its place among all of the tab."""
    return tuple(
        Rule(f"={formula.text}", tuple(parse_area(text) for text in _areas(element)), place)
        for place, (element, rule) in enumerate(_all(root))
        if rule.attributes.get("type") == "expression" and (formula := rule.find("formula"))
    )


def _areas(element: Node) -> list[str]:
    return element.attributes.get("sqref", "").split()


def _all(root: Node) -> list[tuple[Node, Node]]:
    return [
        (element, rule) for element in root.named("conditionalFormatting") for rule in element.named("cfRule")
    ]


def change_rules(edits: Edits, root: Node, styles: Styles, changes: Sequence[PutFlag | DropFlag]) -> None:
    """Add, change and drop the job's conditional formats."""
    rules, own = _all(root), prefix(edits.data, root)
    gone: dict[int, bytes] = {}
    added: list[bytes] = []
    for change in changes:
        old = change.rule if isinstance(change, DropFlag) else change.replaces
        if old is None and isinstance(change, PutFlag):
            priority = _last_priority(root) + len(added) + 1
            added.append(_wrapped(own, change, _new_rule(own, styles, change, priority)))
        elif old is not None:
            place = _place(old, rules)
            gone[place] = _replacement(edits.data, own, rules[place][1], change)
    _rewrite(edits, rules, gone)
    at = root.named(*BEFORE_VALIDATIONS)[-1].end
    edits.put(at, at, b"".join(added))


def _place(rule: Rule, rules: list[tuple[Node, Node]]) -> int:
    if not isinstance(rule.source, int) or not 0 <= rule.source < len(rules):
        raise UnfitError("a conditional format of the job's is no longer there", "run again")
    return rule.source


def _replacement(data: bytes, own: bytes, rule: Node, change: PutFlag | DropFlag) -> bytes:
    """Return the rule as it shall stand, by itself; nothing if it is dropped."""
    if isinstance(change, DropFlag):
        return b""
    formulas = rule.named("formula")
    head, tail = data[rule.start : formulas[0].start], data[formulas[-1].end : rule.end]
    return _wrapped(own, change, head + _formula(own, change) + tail)


def _rewrite(edits: Edits, rules: list[tuple[Node, Node]], gone: dict[int, bytes]) -> None:
    """Take the changed rules out of their elements, which may hold others, and put them right behind."""
    held: dict[Node, list[int]] = defaultdict(list)
    for place, (element, _) in enumerate(rules):
        held[element].append(place)
    for element, places in held.items():
        changed = [place for place in places if place in gone]
        new = b"".join(gone[place] for place in changed)
        if len(changed) == len(places):
            edits.put(element.start, element.end, new)
            continue
        for place in changed:
            edits.put(rules[place][1].start, rules[place][1].end, b"")
        edits.put(element.end, element.end, new)


def _last_priority(root: Node) -> int:
    """Newer kinds of conditional format stand elsewhere in the part, and count along."""
    return max((n.number("priority") for n in root.walk() if n.name == "cfRule"), default=0)


def _new_rule(own: bytes, styles: Styles, change: PutFlag, priority: int) -> bytes:
    attributes = f' type="expression" dxfId="{styles.flag(change.kind)}" priority="{priority}">'
    tag = own + b"cfRule"
    return b"<" + tag + attributes.encode() + _formula(own, change) + b"</" + tag + b">"


def _formula(own: bytes, change: PutFlag) -> bytes:
    tag = own + b"formula"
    return b"<" + tag + b">" + encode(change.formula.removeprefix("=")) + b"</" + tag + b">"


def _wrapped(own: bytes, change: PutFlag, rule: bytes) -> bytes:
    tag = own + b"conditionalFormatting"
    return (
        b"<"
        + tag
        + b" sqref="
        + quoted(" ".join(map(area_name, change.areas)))
        + b">"
        + rule
        + b"</"
        + tag
        + b">"
    )
