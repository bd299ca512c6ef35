"""Requests and answers held against Google's own discovery document."""

import functools
import importlib.resources
import json
import re
from typing import Any

from tests.google.errors import invalid
from tests.google.formulas.formats import plain

Json = dict[str, Any]

_TYPES = {"integer": "TYPE_INT32", "number": "TYPE_FLOAT", "boolean": "TYPE_BOOL", "string": "TYPE_STRING"}
_WRONG = object()


class SchemaError(Exception):
    """The emulator would have answered what Google never does: a bug of the emulator."""


@functools.cache
def discovery() -> Json:
    """Return the discovery document that google-api-python-client brings."""
    folder = importlib.resources.files("googleapiclient.discovery_cache.documents")
    document: Json = json.loads((folder / "sheets.v4.json").read_text(encoding="utf-8"))
    return document


@functools.cache
def api_methods() -> dict[str, Json]:
    """Return every method by its id without the API's name: ``spreadsheets.values.get``."""
    found: dict[str, Json] = {}

    def collect(resources: Json) -> None:
        for resource in resources.values():
            for method in resource.get("methods", {}).values():
                found[method["id"].removeprefix("sheets.")] = method
            collect(resource.get("resources", {}))

    collect(discovery()["resources"])
    return found


def check_body(schema: str, value: Any, root: str = "") -> Any:
    """Return the body without nulls and with numbers as such; raises Google's 400 naming every fault."""
    check = _Check()
    cleaned = check.object_of(schema, value, root)
    if check.faults:
        violations = [{"field": field, "description": text} for field, text in check.faults]
        raise invalid("\n".join(text for _, text in check.faults), violations)
    return cleaned


def check_answer(schema: str, value: Json) -> None:
    """Raise SchemaError when an answer is not of its schema."""
    check = _Check()
    check.object_of(schema, value, "")
    if check.faults:
        raise SchemaError("; ".join(text for _, text in check.faults))


class _Check:
    """One walk through a JSON value; what is wrong is gathered in ``faults``."""

    def __init__(self) -> None:
        self.faults: list[tuple[str, str]] = []

    def object_of(self, schema: str, value: Any, where: str) -> Any:
        """Check an object of a named schema."""
        if not isinstance(value, dict):
            kind = f"type.googleapis.com/google.apps.sheets.v4.{schema}"
            return self._wrong(where, kind, value)
        known = discovery()["schemas"][schema].get("properties", {})
        cleaned = {}
        for name, item in value.items():
            if name not in known:
                self._unknown(where, name)
            elif item is not None:
                path = f"{where}.{_snake(name)}" if where else _snake(name)
                cleaned[name] = self._value(known[name], item, path)
        return cleaned

    def _unknown(self, where: str, name: str) -> None:
        at = f" at '{where}'" if where else ""
        text = f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.'
        self.faults.append((where, text))

    def _wrong(self, where: str, kind: str, value: Any) -> Any:
        shown = json.dumps(value, ensure_ascii=False) if not isinstance(value, dict | list) else ""
        self.faults.append((where, f"Invalid value at '{where}' ({kind}), {shown}"))
        return _WRONG

    def _value(self, kind: Json, value: Any, where: str) -> Any:
        if "$ref" in kind:
            return self.object_of(kind["$ref"], value, where)
        if kind["type"] == "array":
            return self._array(kind["items"], value, where)
        if kind["type"] == "object":
            return self._map(kind.get("additionalProperties", {"type": "any"}), value, where)
        return value if kind["type"] == "any" else self._scalar(kind, value, where)

    def _array(self, items: Json, value: Any, where: str) -> Any:
        if not isinstance(value, list):
            name = items.get("$ref")
            kind = f"google.apps.sheets.v4.{name}" if name else "google.protobuf.ListValue"
            scalar = _TYPES.get(items.get("type", ""), f"type.googleapis.com/{kind}")
            return self._wrong(where, scalar, value)
        return [self._value(items, item, f"{where}[{place}]") for place, item in enumerate(value)]

    def _map(self, items: Json, value: Any, where: str) -> Any:
        if not isinstance(value, dict):
            return self._wrong(where, "Map", value)
        return {name: self._value(items, item, f"{where}.{name}") for name, item in value.items()}

    def _scalar(self, kind: Json, value: Any, where: str) -> Any:
        read = _read_scalar(kind, value)
        if read is not _WRONG:
            return read
        name = _TYPES[kind["type"]]
        if "enum" in kind:
            last = where.rpartition(".")[2].partition("[")[0]
            name = "type.googleapis.com/google.apps.sheets.v4." + "".join(
                map(str.capitalize, last.split("_"))
            )
        elif kind.get("format") == "google-fieldmask":
            name = "type.googleapis.com/google.protobuf.FieldMask"
        return self._wrong(where, name, value)


@functools.cache
def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda match: "_" + match[0].lower(), name)


def _read_scalar(kind: Json, value: Any) -> Any:
    """Return a scalar as its type; numbers may be written as strings, as in every proto3 API."""
    if kind["type"] == "boolean":
        return value if isinstance(value, bool) else _WRONG
    if kind["type"] == "string":
        good = isinstance(value, str) and value in kind.get("enum", [value])
        return value if good else _WRONG
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return _WRONG
    try:
        number = float(value)
    except ValueError:
        return _WRONG
    if kind["type"] == "integer":
        return int(number) if number.is_integer() else _WRONG
    return plain(number if isinstance(value, str) else value)


def check_query(method: Json, query: dict[str, list[str]]) -> Json:
    """Return the query's options by name, lists where repeated; raises Google's 400."""
    known = method["parameters"] | discovery()["parameters"]
    options: Json = {}
    for name, values in query.items():
        if name not in known:
            raise invalid(
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. Field '
                f"'{name}' could not be found in request message.",
                [{"description": f"Unknown name {name}"}],
            )
        read = [_read_option(known[name], name, value) for value in values]
        options[name] = read if known[name].get("repeated") else read[-1]
    return options


def _read_option(kind: Json, name: str, value: str) -> Any:
    if kind["type"] == "boolean":
        if value.lower() not in {"true", "false"}:
            raise _bad_option(name, "TYPE_BOOL", value)
        return value.lower() == "true"
    if "enum" in kind and value not in kind["enum"]:
        pascal = name[:1].upper() + name[1:]
        raise _bad_option(name, f"type.googleapis.com/google.apps.sheets.v4.{pascal}", value)
    return value


def _bad_option(name: str, kind: str, value: str) -> Exception:
    text = f"Invalid value at '{_snake(name)}' ({kind}), \"{value}\""
    return invalid(text, [{"field": _snake(name), "description": text}])


def known_path(schema: str, mask: dict[str, Any]) -> str | None:
    """Return the first path of a read mask that the schema does not have; None when all is well."""
    known = discovery()["schemas"][schema].get("properties", {})
    for name, below in mask.items():
        if name == "*":
            continue
        if name not in known:
            return name
        kind = known[name]
        while kind.get("type") == "array":
            kind = kind["items"]
        bad = known_path(kind["$ref"], below) if "$ref" in kind else next(iter(below), None)
        if bad:
            return f"{name}.{bad}"
    return None
