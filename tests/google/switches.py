"""What is not established about Google [?]: one switch for each question, in its two positions.

The first position is what the emulator does unless told otherwise. A live probe asks the same questions of
Google by these names.
"""

from dataclasses import dataclass, field, fields
from typing import Any


def _switch(asks: str, usual: Any, other: Any) -> Any:
    return field(default=usual, metadata={"asks": asks, "positions": (usual, other)})


@dataclass
class Switches:
    """The positions; a test sets what it needs."""

    filter_returns_metadata: bool = _switch(
        "Does a read by grid range bring the developer metadata of the spreadsheet?", True, False
    )
    filter_prefix: bool = _switch(
        "Does the refusal of a data filter name its place (`Invalid dataFilter[0]: `)?", False, True
    )
    lookups_choose: bool = _switch(
        "Does a look-up by metadata limit what getByDataFilter answers?",
        False,
        True,
    )
    tabs_in_order_asked: bool = _switch(
        "Do tabs come in the order of the filters or ranges, and not in their own?", False, True
    )
    answer_has_asked_tabs_only: bool = _switch(
        "Do responseRanges leave the tabs they do not name out of the answer to a batch?", True, False
    )
    bad_response_range_applies: bool = _switch(
        "Is a batch applied whose responseRanges name what is not there (400)?", False, True
    )
    append_after_looks: bool = _switch(
        "Does appendCells go below cells that have only a format, a note or a validation?", False, True
    )
    appended_rows_inherit: bool = _switch(
        "Do rows that appendCells adds to a full grid look like the last one?", False, True
    )
    tick_box_is_false: bool = _switch("Does an empty cell become FALSE when it gets a tick box?", False, True)
    validation_stops_programs: bool = _switch(
        "Does a strict validation refuse what a program writes?", False, True
    )
    warning_stops_programs: bool = _switch(
        "Does a protected range that only warns refuse a program?", False, True
    )
    protected_status: int = _switch("Which status has the refusal of protected cells?", 400, 403)
    protected_prefix: bool = _switch(
        "Does the refusal of protected cells name the request (`Invalid requests[0].…: `)?", True, False
    )
    language: str = _switch("Which language has the refusal of protected cells?", "en", "es")
    deleting_no_metadata_is_refused: bool = _switch(
        "Is deleting developer metadata refused when the filter finds none?", False, True
    )


def questions() -> dict[str, tuple[str, tuple[Any, Any]]]:
    """Return every switch by name: what it asks, and its positions, the usual one first."""
    return {item.name: (item.metadata["asks"], item.metadata["positions"]) for item in fields(Switches)}
