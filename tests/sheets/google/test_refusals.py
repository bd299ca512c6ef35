"""Every refusal of Google's is one line: what, why, and what to do; its status says who can help.

The bodies are Google's own (``tests/google/errors.py`` says where each was met). Messages may come in the
language of the account, so nothing may depend on them: every case is held against a second one in Spanish.
"""

import copy
import re
from typing import Any

import pytest

from sync.errors import RefusedWriteError
from sync.sheets.google.refusals import is_busy, translate
from tests.google import errors

Json = dict[str, Any]

ACCOUNT = "sa@example.iam.gserviceaccount.com"
OLD_API_DISABLED: Json = {
    "error": {"code": 403, "message": "Access Not Configured.", "errors": [{"reason": "accessNotConfigured"}]}
}
ADDING = "Invalid requests[0].appendDimension: "


def invalid(message: str) -> Json:
    return errors.body(400, "INVALID_ARGUMENT", message)


CASES: dict[str, tuple[int, Json, bool, int, tuple[str, str, str]]] = {
    "no such sheet": (
        404,
        errors.NOT_FOUND,
        False,
        78,
        ("sheet", "there is no such Google Sheet", "correct location in the settings"),
    ),
    "not shared": (
        403,
        errors.NOT_SHARED,
        False,
        77,
        ("sheet", "it is not shared with the job", f"share it with {ACCOUNT} as Editor"),
    ),
    "read only": (
        403,
        errors.NOT_SHARED,
        True,
        77,
        ("sheet", "it may be read but not written", f"share it with {ACCOUNT} as Editor"),
    ),
    "API disabled": (
        403,
        errors.API_DISABLED,
        False,
        78,
        (
            "Google Sheets API",
            "it is not enabled for the key’s project",
            f"enable it, wait a few minutes and run again: {errors.API_URL}",
        ),
    ),
    "API disabled, old form": (
        403,
        OLD_API_DISABLED,
        False,
        78,
        (
            "Google Sheets API",
            "it is not enabled for the key’s project",
            (
                "enable it, wait a few minutes and run again: "
                "https://console.cloud.google.com/apis/library/sheets.googleapis.com"
            ),
        ),
    ),
    "wrong scope": (
        403,
        errors.WRONG_SCOPE,
        False,
        77,
        ("key", "its token may not use sheets", f"make a new key for {ACCOUNT}"),
    ),
    "token refused": (
        401,
        errors.UNAUTHENTICATED,
        False,
        77,
        (
            "key",
            "Google did not accept its token",
            f"check in Google Cloud that {ACCOUNT} is enabled, or make a new key",
        ),
    ),
    "an uploaded workbook": (
        400,
        errors.NOT_A_SHEET,
        False,
        78,
        (
            "sheet",
            "it is an uploaded Excel file, not a Google Sheet",
            "open it at Google, choose File › Save as Google Sheets, and use the new address",
        ),
    ),
    "tab gone": (
        400,
        invalid("Unable to parse range: 'X'"),
        False,
        78,
        (
            "sheet",
            "the tab is not there (Unable to parse range: 'X')",
            "correct tab, or the #gid of location, in the settings",
        ),
    ),
    "cell limit": (
        400,
        invalid(ADDING + errors.TOO_MANY_CELLS),
        True,
        78,
        (
            "sheet",
            f"Google adds no column ({ADDING}{errors.TOO_MANY_CELLS})",
            "delete empty rows, columns or tabs: a spreadsheet can only have so many cells",
        ),
    ),
    "cell too long": (
        400,
        invalid(errors.TOO_LONG),
        True,
        78,
        (
            "sheet",
            f"Google refused the change ({errors.TOO_LONG})",
            "run again; if it stays so, look for what is special about the tab",
        ),
    ),
    "something new": (
        418,
        errors.body(418, "TEAPOT", "I am a teapot"),
        False,
        78,
        ("sheet", "Google refused with HTTP 418", "Google says: I am a teapot"),
    ),
    "key deleted": (
        400,
        errors.INVALID_SIGNATURE,
        False,
        77,
        (
            "key",
            "it was deleted or replaced at Google",
            f"make a new key for {ACCOUNT} in Google Cloud and name it under credentials",
        ),
    ),
    "account deleted": (
        400,
        errors.ACCOUNT_NOT_FOUND,
        False,
        77,
        (
            "key",
            f"its account {ACCOUNT} is deleted or disabled",
            "enable it in Google Cloud, or make a new service account and key",
        ),
    ),
    "account disabled": (
        400,
        errors.ROBOT_DISABLED,
        False,
        77,
        (
            "key",
            f"its account {ACCOUNT} is deleted or disabled",
            "enable it in Google Cloud, or make a new service account and key",
        ),
    ),
    "client deleted": (
        401,
        errors.DELETED_CLIENT,
        False,
        77,
        (
            "key",
            f"its account {ACCOUNT} is deleted or disabled",
            "enable it in Google Cloud, or make a new service account and key",
        ),
    ),
    "skewed clock": (
        400,
        errors.SKEWED_CLOCK,
        False,
        78,
        ("clock", "this machine’s clock is wrong, so Google refuses the key", "set the clock"),
    ),
    "scope not allowed": (
        400,
        errors.BAD_SCOPE,
        False,
        77,
        (
            "key",
            "it may not ask for access to sheets",
            f"allow {ACCOUNT} the scope spreadsheets, or make a new service account",
        ),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_refusal_is_one_line_with_its_cure(case: str) -> None:
    status, body, is_write, expected, parts = CASES[case]
    assert not is_busy(status, body)
    error = translate(status, body, ACCOUNT, is_write=is_write)
    assert (error.status, (error.what, error.why, error.cure)) == (expected, parts)
    assert "\n" not in str(error)


@pytest.mark.parametrize("case", [case for case in CASES if "message" in str(CASES[case][1])])
def test_the_language_of_the_message_changes_nothing(case: str) -> None:
    status, body, is_write, expected, _ = CASES[case]
    spanish = copy.deepcopy(body)
    prefix = ADDING if case == "cell limit" else ""
    numbers = " ".join(re.findall(r"\d+", spanish["error"]["message"]))
    spanish["error"]["message"] = f"{prefix}¡No! {numbers}"
    here, there = (translate(status, told, ACCOUNT, is_write=is_write) for told in (body, spanish))
    assert (type(here), here.status, here.what) == (type(there), there.status, there.what)
    assert there.status == expected


@pytest.mark.parametrize("text", [*errors.PROTECTED.values(), "保護されたセルです。"])
@pytest.mark.parametrize("prefix", ["", "Invalid requests[0].updateCells: ", "Invalid data[12]: "])
def test_a_protected_cell_is_somebodys_to_allow_in_any_language(text: str, prefix: str) -> None:
    error = translate(400, errors.body(400, "INVALID_ARGUMENT", prefix + text), ACCOUNT, is_write=True)
    assert isinstance(error, RefusedWriteError)
    assert (error.status, error.cure) == (77, f"let {ACCOUNT} edit it, under Data › Protect")
    assert text in str(error)


@pytest.mark.parametrize(
    "message",
    [
        errors.TOO_LONG,
        "Unable to parse range: 'Friends'",
        "Invalid requests[0].updateCells: No grid with id: 0",
        "Invalid requests[3].addConditionalFormatRule: Invalid ConditionValue.userEnteredValue: =A1>2 for …",
        "Invalid requests[0].updateCells: Attempting to write row: 9, beyond the last requested row of: 8",
    ],
)
def test_a_write_that_is_wrong_is_not_taken_for_a_forbidden_one(message: str) -> None:
    error = translate(400, invalid(message), ACCOUNT, is_write=True)
    assert (type(error), error.status) == (RefusedWriteError, 78)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 520, 599])
def test_some_statuses_mean_later(status: int) -> None:
    assert is_busy(status, {})


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 501])
def test_other_statuses_do_not(status: int) -> None:
    assert not is_busy(status, {"error": {"code": status, "details": ["odd", {"reason": "OTHER"}]}})


@pytest.mark.parametrize(
    "body", [{}, {"error": None}, {"error": []}, {"error": {}}, {"error": {"details": [None]}}]
)
def test_a_body_of_no_known_form_is_a_line_all_the_same(body: Json) -> None:
    for status in (400, 401, 403, 404, 418):
        for is_write in (False, True):
            assert not is_busy(status, body)
            line = str(translate(status, body, ACCOUNT, is_write=is_write))
            assert line.count("; ") >= 1
            assert "\n" not in line
