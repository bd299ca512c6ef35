"""What the emulator's log says of a run: how many requests, and how many cells they wrote."""

from collections.abc import Iterable
from typing import Any

from tests.google.faults import Exchange

Json = dict[str, Any]


def count_cells(log: Iterable[Exchange]) -> int:
    """Return how many cells the requests wrote, values and formats alike, each as often as written."""
    return sum(_count(exchange) for exchange in log)


def list_requests(log: Iterable[Exchange]) -> list[Json]:
    """Return every request of every batch update, in order."""
    batches = [exchange.body for exchange in log if exchange.method == "spreadsheets.batchUpdate"]
    return [request for body in batches for request in body["requests"]]


def _count(exchange: Exchange) -> int:
    if exchange.method == "spreadsheets.batchUpdate":
        return sum(_count_request(request) for request in exchange.body["requests"])
    answer: Json = exchange.answer if isinstance(exchange.answer, dict) else {}
    return int(answer.get("updatedCells") or answer.get("totalUpdatedCells") or 0)


def _count_request(request: Json) -> int:
    if "updateCells" in request:
        return sum(len(row.get("values", ())) for row in request["updateCells"]["rows"])
    if "repeatCell" in request:
        area = request["repeatCell"]["range"]
        rows = int(area["endRowIndex"]) - int(area.get("startRowIndex", 0))
        return rows * (int(area["endColumnIndex"]) - int(area.get("startColumnIndex", 0)))
    return 0
