"""The methods that read and change whole spreadsheets."""

from typing import Any

from tests.google.api.jobs import Job, part_of
from tests.google.errors import RequestError, UnknownToEmulatorError, invalid
from tests.google.requests.batch import apply_batch
from tests.google.sheet.filters import find_filtered, is_found
from tests.google.sheet.masks import names
from tests.google.sheet.metadata import all_metadata, check_lookup
from tests.google.sheet.model import SERVICE_ACCOUNT, Book
from tests.google.sheet.read import Part, render_book

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
    parts = _chosen_parts(job.book, job.body.get("dataFilters", []))
    grid = job.body.get("includeGridData", False)
    shown = render_book(job.service.calculator(job.book), parts, job.mask, grid=grid)
    if not job.service.switches.filter_returns_metadata:
        shown.pop("developerMetadata", None)
    return shown


def _chosen_parts(book: Book, filters: list[Json]) -> list[Part] | None:
    """Return what DataFilters choose, None for everything.

    Without a filter, or with look-ups only, every tab is answered [M]; a switch lets look-ups choose.
    """
    parts, chooses = [], False
    for place, chosen in enumerate(filters):
        try:
            parts += find_filtered(book, chosen)
        except RequestError as error:
            where = f"Invalid dataFilter[{place}]: " if book.switches.filter_prefix else ""
            raise invalid(where + str(error)) from None
        chooses |= book.switches.lookups_choose or "developerMetadataLookup" not in chosen
    return parts if chooses else None


def batch(job: Job) -> Json:
    """Apply a batch, and show the spreadsheet afterwards if asked."""
    book, service = job.book, job.service
    changed, replies = apply_batch(book, job.body.get("requests", []), service.day(book))
    if service.switches.bad_response_range_applies:
        job.keep(changed)
    ranges = job.body.get("responseRanges")
    parts = None if ranges is None else [part_of(changed, text) for text in ranges]
    job.keep(changed)
    answer: Json = {"spreadsheetId": book.book_id, "replies": replies}
    if job.body.get("includeSpreadsheetInResponse") and names(job.mask, "updatedSpreadsheet"):
        answer["updatedSpreadsheet"] = render_book(
            service.calculator(changed),
            parts,
            job.mask.get("updatedSpreadsheet", {}),
            grid=job.body.get("responseIncludeGridData", False),
            all_tabs=not service.switches.answer_has_asked_tabs_only,
        )
    return answer


def search(job: Job) -> Json:
    """Find developer metadata: each once, with every filter that finds it [D]."""
    book, filters = job.book, job.body.get("dataFilters", [])
    found = []
    try:
        for chosen in filters:
            check_lookup(chosen.get("developerMetadataLookup", {}))
        for item in all_metadata(book):
            finding = [chosen for chosen in filters if is_found(book, chosen, item)]
            found += [{"developerMetadata": item, "dataFilters": finding}] if finding else []
    except RequestError as error:
        raise invalid(str(error)) from None
    return {"matchedDeveloperMetadata": found} if found else {}
