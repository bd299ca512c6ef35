"""The list of Yes and nothing beside each candidate: a validation of the rows written, and of no other."""

from collections.abc import Collection

from sync.core.candidates.tab.columns import ADD, find_tab_columns
from sync.core.cell_names import letters
from sync.core.contacts.columns import HeadersError
from sync.core.table import Table
from sync.sheets.xlsx.looks.rules import BEFORE_VALIDATIONS
from sync.sheets.xlsx.package.edits import quoted, with_attribute
from sync.sheets.xlsx.package.xml import Node
from sync.sheets.xlsx.place import Worksheet

_CHOICE = '"Yes"'


def offer_choice(sheet: Worksheet, rows: Collection[int], offered: Table) -> None:
    """Let the owner choose in these rows, which are below each other."""
    try:
        column = find_tab_columns(offered).places[ADD]
    except HeadersError:
        return
    name = letters(column)
    area = f"{name}{min(rows)}:{name}{max(rows)}"
    listed = sheet.root.find("dataValidations")
    known = _find_known(listed) if listed else None
    own = sheet.prefix + b"dataValidation"
    if known:
        tag = sheet.edits.data[known.start : known.tag_end]
        areas = f"{known.attributes.get('sqref', '')} {area}"
        sheet.edits.put(known.start, known.tag_end, with_attribute(tag, "sqref", areas))
        return
    formula = sheet.prefix + b"formula1"
    new = b"<" + own + b' type="list" allowBlank="1" showErrorMessage="1" sqref=' + quoted(area) + b">"
    new += b"<" + formula + b">" + _CHOICE.encode() + b"</" + formula + b"></" + own + b">"
    if listed:
        count = len(listed.named("dataValidation")) + 1
        sheet.edits.append(listed, new, [("count", str(count))])
    else:
        at = sheet.root.named(*BEFORE_VALIDATIONS)[-1].end
        sheet.edits.put(at, at, b"<" + own + b's count="1">' + new + b"</" + own + b"s>")


def _find_known(listed: Node) -> Node | None:
    return next(
        (
            node
            for node in listed.named("dataValidation")
            if (formula := node.find("formula1")) and formula.text.strip() == _CHOICE
        ),
        None,
    )
