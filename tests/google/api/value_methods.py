"""The ``values`` methods, as they are called."""

from typing import Any

from tests.google.api.jobs import Job, part_of
from tests.google.api.values import append_values, as_rows, clear_values, read_values, update_values
from tests.google.errors import RequestError, invalid
from tests.google.sheet.model import Book
from tests.google.sheet.read import Part, find_range

Json = dict[str, Any]


def get(job: Job) -> Json:
    """Read one range."""
    part = part_of(job.book, job.call.range)
    return read_values(job.service.calculator(job.book), part, job.options)


def batch_get(job: Job) -> Json:
    """Read several ranges."""
    book, calculator = job.book, job.service.calculator(job.book)
    parts = [part_of(book, text) for text in job.options.get("ranges", [])]
    shown = [read_values(calculator, part, job.options) for part in parts]
    return {"spreadsheetId": book.book_id, "valueRanges": shown}


def _input_option(given: Json) -> str:
    option = given.get("valueInputOption")
    if option not in {"RAW", "USER_ENTERED"}:
        raise invalid("'valueInputOption' is required but not specified")
    return str(option)


def _updated(job: Job, book: Book, given: Json, option: str, where: str = "") -> Json:
    """Write one ValueRange into *book* and return its figures."""
    try:
        part, figures = update_values(book, given, option)
    except RequestError as error:
        raise invalid(where + str(error)) from None
    job.guard(book, part, where)
    if job.options.get("includeValuesInResponse") or job.body.get("includeValuesInResponse"):
        figures["updatedData"] = _response_values(job, book, part)
    return figures


def _response_values(job: Job, book: Book, part: Part) -> Json:
    given = job.options | job.body
    options = {
        "valueRenderOption": given.get("responseValueRenderOption", "FORMATTED_VALUE"),
        "dateTimeRenderOption": given.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
    }
    return read_values(job.service.calculator(book), part, options)


def update(job: Job) -> Json:
    """Write one range."""
    option, book = _input_option(job.options), job.book.copy()
    if job.body.get("range") not in (None, job.call.range):
        raise invalid("Requested writing within range, but the body names another one.")
    figures = _updated(job, book, job.body | {"range": job.call.range}, option)
    job.keep(book)
    return figures


def batch_update(job: Job) -> Json:
    """Write several ranges, or none."""
    option, book = _input_option(job.body), job.book.copy()
    responses = [
        _updated(job, book, given, option, f"Invalid data[{place}]: ")
        for place, given in enumerate(job.body.get("data", []))
    ]
    job.keep(book)
    parts = [find_range(book, response["updatedRange"]) for response in responses]
    totals = {
        "totalUpdatedRows": len({(id(tab), n) for tab, rect in parts for n in range(rect.top, rect.bottom)}),
        "totalUpdatedColumns": len(
            {(id(tab), n) for tab, rect in parts for n in range(rect.left, rect.right)}
        ),
        "totalUpdatedCells": sum(response.get("updatedCells", 0) for response in responses),
        "totalUpdatedSheets": len({id(tab) for tab, _ in parts}),
    }
    shown = {"spreadsheetId": book.book_id} | {name: count for name, count in totals.items() if count}
    return shown | {"responses": responses}


def append(job: Job) -> Json:
    """Write below a table."""
    _input_option(job.options)
    book = job.book.copy()
    given = job.body | {"range": job.call.range, "values": as_rows(job.body)}
    given.pop("majorDimension", None)
    try:
        part, answer = append_values(book, given, job.options)
    except RequestError as error:
        raise invalid(str(error)) from None
    job.guard(book, part)
    if job.options.get("includeValuesInResponse"):
        answer["updates"]["updatedData"] = _response_values(job, book, part)
    job.keep(book)
    return answer


def clear(job: Job) -> Json:
    """Clear the values of one range."""
    book, name = _cleared(job, [job.call.range])
    return {"spreadsheetId": book.book_id, "clearedRange": name[0]}


def batch_clear(job: Job) -> Json:
    """Clear the values of several ranges."""
    book, cleared = _cleared(job, job.body.get("ranges", []))
    return {"spreadsheetId": book.book_id, "clearedRanges": cleared}


def _cleared(job: Job, ranges: list[str]) -> tuple[Book, list[str]]:
    book, cleared = job.book.copy(), []
    for text in ranges:
        try:
            part, name = clear_values(book, text)
        except RequestError as error:
            raise invalid(str(error)) from None
        job.guard(book, part)
        cleared.append(name)
    job.keep(book)
    return book, cleared
