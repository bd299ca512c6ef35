"""JSON of which nothing is certain: every value is asked what it is."""

import json
from collections.abc import Iterator
from typing import Any

from sync.imports.export import Place

_AGAIN = "download it again"


def load_json(text: str, place: Place) -> Any:
    """Return what the text holds; raise UnreadableError where it is no JSON, naming the line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise place.unreadable(f"it is cut off or damaged at {where}", _AGAIN) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets in brackets in brackets
        raise place.unreadable("it is not what a service writes", _AGAIN) from None


def dict_of(value: Any) -> dict[str, Any]:
    """Return the value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def dicts_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list."""
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def text_in(value: Any) -> str:
    """Return the value if it is text, else ""."""
    return value if isinstance(value, str) else ""


def number_in(value: Any) -> float:
    """Return the value if it is a number, else 0."""
    try:
        return float(value) if isinstance(value, int | float) else 0
    except OverflowError:
        return 0
