"""Field masks: ``a.b(c,d/e),f`` read into a tree, used to cut an answer and to write a part of a record."""

import re
from typing import Any

Json = dict[str, Any]
Mask = dict[str, "Mask"]  # an empty mask is everything below

_TOKEN = re.compile(r"[A-Za-z0-9_*]+|[.,/()]")


def parse_mask(text: str) -> Mask:
    """Read a mask; raises ValueError naming what is wrong with it.

    ``a.b`` and ``a/b`` are the same [R]; ``*`` is everything.
    """
    tokens = _TOKEN.findall(re.sub(r"\s+", "", text))
    if "".join(tokens) != re.sub(r"\s+", "", text):
        raise ValueError(text)
    mask, rest = _parse_list(tokens)
    if rest:
        raise ValueError(text)
    return mask


def _parse_list(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while True:
        tokens = _parse_path(mask, tokens)
        if not tokens or tokens[0] != ",":
            return mask, tokens
        tokens = tokens[1:]


def _parse_path(mask: Mask, tokens: list[str]) -> list[str]:
    """Add one path, and what its brackets hold, to *mask*; return the tokens left."""
    whole = mask
    while True:
        if not tokens or tokens[0] in ".,/()":
            raise ValueError(tokens)
        name, tokens = tokens[0], tokens[1:]
        last, whole = whole, whole.setdefault(name, {})
        if tokens[:1] in (["."], ["/"]):
            tokens = tokens[1:]
            continue
        if tokens[:1] == ["("]:
            below, tokens = _parse_list(tokens[1:])
            if tokens[:1] != [")"]:
                raise ValueError(tokens)
            last[name] = _joined(last[name], below)
            return tokens[1:]
        last[name] = {}
        return tokens


def _joined(first: Mask, second: Mask) -> Mask:
    names = {**first, **second}
    return {
        name: _joined(first[name], second[name]) if name in first and name in second else names[name]
        for name in names
    }


def cut(value: Any, mask: Mask) -> Any:
    """Return the part of *value* that the mask names; what is not there is left out, never made up."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [cut(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: cut(value[name], below) for name, below in mask.items() if name in value}


def write(target: Json, source: Json, mask: Mask) -> Json:
    """Return *target* with the masked fields as in *source*; a masked field that *source* lacks goes."""
    if "*" in mask:
        return dict(source)
    result = dict(target)
    for name, below in mask.items():
        value = source.get(name)
        if below:
            value = write(target.get(name) or {}, value or {}, below)
        if value in (None, {}, []):
            result.pop(name, None)
        else:
            result[name] = value
    return result


def without_false(value: Any) -> Any:
    """Return a record without its false fields, as an answer leaves them out [R]."""
    if isinstance(value, list):
        return [without_false(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: without_false(item) for name, item in value.items() if item is not False}


def names(mask: Mask, *path: str) -> bool:
    """Say whether the mask reaches the path, by naming it, something below it or something above it."""
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True
