"""What operators and functions give: the few that the job, its owner and the tests use."""

import calendar
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.google.formulas.formats import EPOCH, TRUE_TEXTS, format_general, serial


@dataclass(frozen=True)
class CellError:
    """An error value, with Google's explanation."""

    type: str
    message: str

    @property
    def text(self) -> str:
        """Return the error as the cell shows it."""
        return _TEXTS[self.type]


_TEXTS = {
    "ERROR": "#ERROR!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "VALUE": "#VALUE!",
    "N_A": "#N/A",
    "NUM": "#NUM!",
    "NULL_VALUE": "#NULL!",
}
TYPES = {text: kind for kind, text in _TEXTS.items()}

Value = float | str | bool | CellError | None
Argument = Value | list[Value]

MISSING = CellError("REF", "Reference does not exist.")


class StopError(Exception):
    """A function came to an error value, which is then its result."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error)
        self.error = error


def apply(name: str, arguments: Sequence[Argument], today: dt.date) -> Value:
    """Return the value of one function; an unknown one is ``#NAME?``."""
    if name in _LENIENT:
        return _LENIENT[name](arguments)
    failed = next((value for value in _flat(arguments) if isinstance(value, CellError)), None)
    if failed:
        return failed
    if name == "TODAY":
        return float(serial(today))
    if name not in _STRICT:
        return CellError("NAME", f"Unknown function: '{name}'.")
    return _strict(name, arguments)


def _strict(name: str, arguments: Sequence[Argument]) -> Value:
    try:
        return _STRICT[name](arguments)
    except StopError as stop:
        return stop.error
    except (IndexError, ValueError, OverflowError):
        return CellError("N_A", f"Wrong number of arguments to {name}.")


def _flat(arguments: Sequence[Argument]) -> list[Value]:
    found: list[Value] = []
    for argument in arguments:
        found.extend(argument if isinstance(argument, list) else [argument])
    return found


def _scalar(argument: Argument) -> Value:
    if isinstance(argument, list):
        return argument[0] if argument else None
    return argument


def number(argument: Argument, name: str = "ADD", place: int = 1) -> float:
    """Return the number that a value counts as in arithmetic."""
    value = _scalar(argument)
    if isinstance(value, CellError):
        raise StopError(value)
    if value is None:
        return 0.0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            text = (
                f"Function {name} parameter {place} expects number values. But '{value}' is a text and "
                "cannot be coerced to a number."
            )
            raise StopError(CellError("VALUE", text)) from None
    return float(value)


def as_text(argument: Argument) -> str:
    """Return the text that a value counts as."""
    value = _scalar(argument)
    if isinstance(value, bool):
        return TRUE_TEXTS[value]
    if isinstance(value, float | int):
        return format_general(value)
    return "" if value is None or isinstance(value, CellError) else value


def truth(argument: Argument) -> bool:
    """Return whether a value counts as true."""
    value = _scalar(argument)
    if isinstance(value, str):
        if value.upper() in {"TRUE", "FALSE"}:
            return value.upper() == "TRUE"
        raise StopError(CellError("VALUE", f"'{value}' is a text and cannot be coerced to a boolean."))
    return bool(value)


def _arithmetic(name: str, work: Callable[[float, float], float]) -> Callable[[Sequence[Argument]], Value]:
    return lambda a: work(number(a[0], name, 1), number(a[1], name, 2))


def _divide(arguments: Sequence[Argument]) -> Value:
    below = number(arguments[1], "DIVIDE", 2)
    if not below:
        return CellError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return number(arguments[0], "DIVIDE", 1) / below


def _rank(value: Value, other: Value) -> tuple[int, float | str]:
    """Return what values are compared by: numbers, then text, then booleans; empty is as the other."""
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
    if isinstance(value, bool):
        return 2, float(value)
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, 0.0 if isinstance(value, CellError) else float(value)


def _comparison(work: Callable[[int], bool]) -> Callable[[Sequence[Argument]], Value]:
    def compare(arguments: Sequence[Argument]) -> Value:
        first, second = _scalar(arguments[0]), _scalar(arguments[1])
        one, two = _rank(first, second), _rank(second, first)
        if one[0] != two[0]:
            return work(-1 if one[0] < two[0] else 1)
        return (
            work((str(one[1]) > str(two[1])) - (str(one[1]) < str(two[1])))
            if one[0] == 1
            else work((float(one[1]) > float(two[1])) - (float(one[1]) < float(two[1])))
        )

    return compare


def _numbers(arguments: Sequence[Argument]) -> list[float]:
    """Return the numbers among the arguments: text within a range does not count."""
    found = []
    for argument in arguments:
        if isinstance(argument, list):
            found += [float(v) for v in argument if isinstance(v, float | int) and not isinstance(v, bool)]
        else:
            found.append(number(argument, "SUM"))
    return found


def _n(arguments: Sequence[Argument]) -> Value:
    value = _scalar(arguments[0])
    return float(value) if isinstance(value, float | int) else 0.0


def _t(arguments: Sequence[Argument]) -> Value:
    value = _scalar(arguments[0])
    return value if isinstance(value, str) else ""


def _date(arguments: Sequence[Argument]) -> Value:
    year, month, day = (int(number(argument, "DATE")) for argument in arguments[:3])
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return float(serial(dt.date(year, month, 1)) + day - 1)


def _edate(arguments: Sequence[Argument]) -> Value:
    start = EPOCH + dt.timedelta(days=int(number(arguments[0], "EDATE")))
    month = start.month - 1 + int(number(arguments[1], "EDATE", 2))
    year, month = start.year + month // 12, month % 12 + 1
    return float(serial(dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))))


def _day_part(part: str) -> Callable[[Sequence[Argument]], Value]:
    def work(arguments: Sequence[Argument]) -> Value:
        day = EPOCH + dt.timedelta(days=int(number(arguments[0], part.upper())))
        return float(getattr(day, part))

    return work


def _is_number(arguments: Sequence[Argument]) -> Value:
    value = _scalar(arguments[0])
    return isinstance(value, float | int) and not isinstance(value, bool)


_STRICT: dict[str, Callable[[Sequence[Argument]], Value]] = {
    "ADD": _arithmetic("ADD", lambda a, b: a + b),
    "MINUS": _arithmetic("MINUS", lambda a, b: a - b),
    "MULTIPLY": _arithmetic("MULTIPLY", lambda a, b: a * b),
    "POW": _arithmetic("POW", lambda a, b: float(a**b)),
    "DIVIDE": _divide,
    "UMINUS": lambda a: -number(a[0], "UMINUS"),
    "UPLUS": lambda a: _scalar(a[0]),
    "UNARY_PERCENT": lambda a: number(a[0], "UNARY_PERCENT") / 100,
    "CONCAT": lambda a: as_text(a[0]) + as_text(a[1]),
    "EQ": _comparison(lambda order: order == 0),
    "NE": _comparison(lambda order: order != 0),
    "LT": _comparison(lambda order: order < 0),
    "LTE": _comparison(lambda order: order <= 0),
    "GT": _comparison(lambda order: order > 0),
    "GTE": _comparison(lambda order: order >= 0),
    "N": _n,
    "T": _t,
    "AND": lambda a: all(truth(v) for v in _flat(a) if v is not None),
    "OR": lambda a: any(truth(v) for v in _flat(a) if v is not None),
    "NOT": lambda a: not truth(a[0]),
    "SUM": lambda a: sum(_numbers(a)),
    "MIN": lambda a: min(_numbers(a), default=0.0),
    "MAX": lambda a: max(_numbers(a), default=0.0),
    "COUNTA": lambda a: float(sum(v is not None for v in _flat(a))),
    "ABS": lambda a: abs(number(a[0], "ABS")),
    "INT": lambda a: number(a[0], "INT") // 1,
    "PROPER": lambda a: as_text(a[0]).title(),
    "UPPER": lambda a: as_text(a[0]).upper(),
    "LOWER": lambda a: as_text(a[0]).lower(),
    "TRIM": lambda a: " ".join(as_text(a[0]).split()),
    "LEN": lambda a: float(len(as_text(a[0]))),
    "CONCATENATE": lambda a: "".join(as_text(v) for v in _flat(a)),
    "HYPERLINK": lambda a: _scalar(a[1]) if len(a) > 1 else as_text(a[0]),
    "DATE": _date,
    "EDATE": _edate,
    "YEAR": _day_part("year"),
    "MONTH": _day_part("month"),
    "DAY": _day_part("day"),
    "ISBLANK": lambda a: _scalar(a[0]) is None,
    "ISTEXT": lambda a: isinstance(_scalar(a[0]), str),
    "NA": lambda _: CellError("N_A", "Error: Did not find value."),
}
_LENIENT: dict[str, Callable[[Sequence[Argument]], Value]] = {
    "ISNUMBER": _is_number,
    "ISERROR": lambda a: isinstance(_scalar(a[0]), CellError),
}
