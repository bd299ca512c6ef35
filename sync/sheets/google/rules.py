"""The owner's conditional formats, which a write may hit: Google addresses rules by their place in the list.

If the owner adds, removes or moves one between the read and the write, another rule stands where the job's
own was. The answer tells what stood there, and it is put back.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from sync.core.plan.flags import find_kind
from sync.core.table import Rule, Table

REPLIES = "replies(updateConditionalFormatRule(oldRule),deleteConditionalFormatRule(rule))"
"""The field mask of what the answer tells about the rules that a write took the place of."""
_REPLACED = {"updateConditionalFormatRule": "oldRule", "deleteConditionalFormatRule": "rule"}


class Handle(NamedTuple):
    """A rule as Google knows it: its place in the list, and the whole of it."""

    place: int
    rule: Mapping[str, Any]


def find_handle(rule: Rule) -> Handle:
    """Return the handle of a rule that was read from a Google Sheet."""
    return cast("Handle", rule.source)


class OwnersRules:
    """What is owed to the owner: `owed` are rules of theirs that were hit and are not put back yet."""

    def __init__(self) -> None:
        self.owed: list[Handle] = []
        self._at_risk: list[Handle] = []

    def put_back(self, table: Table) -> Iterator[dict[str, Any]]:
        """Yield the requests that put back what is owed, each in its old place if there still is one."""
        for place, rule in self.owed:
            yield {"addConditionalFormatRule": {"rule": rule, "index": min(place, len(table.rules))}}

    def begin(self, requests: Sequence[Mapping[str, Any]], table: Table) -> None:
        """Remember what a write may hit, in case its answer is lost."""
        if any(kind in _REPLACED for request in requests for kind in request):
            self._at_risk = [find_handle(rule) for rule in table.rules if find_kind(rule) is None]

    def end(self, requests: Sequence[Mapping[str, Any]], replies: Sequence[Mapping[str, Any]]) -> None:
        """See from the answer what a write hit; what was owed before has been put back with it."""
        self.owed, self._at_risk = [], []
        for request, reply in zip(requests, replies, strict=False):
            for kind, told in reply.items():
                rule = told.get(_REPLACED.get(kind, ""))
                if rule and find_kind(Rule(_formula(rule), ())) is None:
                    self.owed.append(Handle(request[kind]["index"], rule))

    def look(self, table: Table) -> None:
        """See in the sheet what is still owed after a write whose answer was lost."""
        present = [_essence(find_handle(rule).rule) for rule in table.rules]
        missing = []
        for handle in [*self.owed, *self._at_risk]:
            if (essence := _essence(handle.rule)) in present:
                present.remove(essence)
            else:
                missing.append(handle)
        self.owed, self._at_risk = missing, []


def _essence(rule: Mapping[str, Any]) -> str:
    """Return what a rule says, wherever it does: its cells and references move with the rows and columns."""
    parts = {name: value for name, value in rule.items() if name != "ranges"}
    return re.sub(r"\$?[A-Z]{1,3}\$?\d+", "", json.dumps(parts, sort_keys=True))


def _formula(rule: Mapping[str, Any]) -> str:
    values = rule.get("booleanRule", {}).get("condition", {}).get("values", ())
    return str(values[0].get("userEnteredValue", "")) if values else ""
