"""The methods that read and change whole spreadsheets."""

from typing import Any

from tests.google.api.batch import apply_batch, chosen_parts
from tests.google.api.jobs import Job, part_of
from tests.google.errors import UnknownToEmulatorError, invalid
from tests.google.sheet.masks import names
from tests.google.sheet.metadata import all_metadata, matches
from tests.google.sheet.model import SERVICE_ACCOUNT
from tests.google.sheet.read import render_book

Json = dict[str, Any]


def create(job: Job) -> Json:
    """Make a spreadsheet of the service account's own."""
    given = job.body.get("properties", {})
    if job.body.keys() - {"properties"} or given.keys() - {"title", "locale", "timeZone"}:
        raise UnknownToEmulatorError("spreadsheets.create with more than title, locale and timeZone")
    book = job.service.make_book(given.get("title", "Untitled spreadsheet"), SERVICE_ACCOUNT)
    book.locale = given.get("locale", book.locale)
    book.time_zone = given.get("timeZone", book.time_zone)
    return render_book(job.service.calculator(book), None, {}, grid=False)


def get(job: Job) -> Json:
    """Read a spreadsheet, or ranges of it."""
    ranges = job.options.get("ranges")
    parts = None if ranges is None else [part_of(job.book, text) for text in ranges]
    grid = job.options.get("includeGridData", False)
    return render_book(job.service.calculator(job.book), parts, job.mask, grid=grid)


def get_filtered(job: Job) -> Json:
    """Read what DataFilters choose."""
    filters = job.body.get("dataFilters", [])
    if not filters:
        raise invalid("Must specify at least one dataFilter.")
    parts = chosen_parts(job.book, filters)
    grid = job.body.get("includeGridData", False)
    shown = render_book(job.service.calculator(job.book), parts, job.mask, grid=grid)
    if not job.service.switches.filter_returns_metadata:
        shown.pop("developerMetadata", None)
    return shown


def batch(job: Job) -> Json:
    """Apply a batch, and show the spreadsheet afterwards if asked."""
    book, service = job.book, job.service
    actor = service.switches.actor()
    changed, replies = apply_batch(book, job.body.get("requests", []), actor, service.day(book))
    answer: Json = {"spreadsheetId": book.book_id, "replies": replies}
    if job.body.get("includeSpreadsheetInResponse"):
        ranges = job.body.get("responseRanges")
        parts = None if ranges is None else [part_of(changed, text) for text in ranges]
        grid = job.body.get("responseIncludeGridData", False)
        if not job.mask or names(job.mask, "updatedSpreadsheet"):
            mask = job.mask.get("updatedSpreadsheet", {})
            shown = render_book(service.calculator(changed), parts, mask, grid=grid)
            answer["updatedSpreadsheet"] = shown
    job.keep(changed)
    return answer


def search(job: Job) -> Json:
    """Find developer metadata."""
    lookups = [chosen.get("developerMetadataLookup", {}) for chosen in job.body.get("dataFilters", [])]
    found = [
        {"developerMetadata": item, "dataFilters": [chosen]}
        for item in all_metadata(job.book)
        for chosen, lookup in zip(job.body.get("dataFilters", []), lookups, strict=True)
        if matches(item, lookup)
    ]
    return {"matchedDeveloperMetadata": found} if found else {}
