"""The key file: found, private, of the right kind; else one line says what to do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.errors import SetUpError
from sync.sheets.google.key import SCOPE, load_key
from tests.google.oauth import key_json

CURE = "download a key of the service account in Google Cloud, as JSON, and name it under credentials"
KEY = key_json("https://oauth2.googleapis.com/token")
Make = Callable[[Path], Any]


def write(content: str | bytes, mode: int = 0o600) -> Make:
    def make(path: Path) -> None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)

    return make


def write_json(content: object) -> Make:
    return write(json.dumps(content))


CASES: dict[str, tuple[Make, str]] = {
    "missing": (lambda _: None, "there is no such key file (No such file or directory)"),
    "a folder": (lambda path: path.mkdir(), "the key file is no file"),
    "empty": (write(""), "the key file is garbled: it is no JSON"),
    "garbled": (write('{"type": "service_account", '), "the key file is garbled: it is no JSON"),
    "binary": (write(b"\xff\xfe\x00"), "the key file is garbled: it is no JSON"),
    "a web client": (write_json({"web": {}}), "this is an OAuth client, not the key of a service account"),
    "an OAuth client": (
        write_json({"installed": {}}),
        "this is an OAuth client, not the key of a service account",
    ),
    "a person's login": (
        write_json({"type": "authorized_user"}),
        "this is a person’s own login, not the key of a service account",
    ),
    "an external account": (write_json({"type": "external_account"}), "this is no key of a service account"),
    "a list": (write_json([KEY]), "this is no key of a service account"),
    "other JSON": (write_json({"name": "keep-in-touch"}), "this is no key of a service account"),
    "without a key": (
        write_json({name: value for name, value in KEY.items() if name != "private_key"}),
        "the key file is damaged or incomplete",
    ),
    "without an address": (
        write_json({name: value for name, value in KEY.items() if name != "client_email"}),
        "the key file is damaged or incomplete",
    ),
    "with half a key": (
        write_json(KEY | {"private_key": KEY["private_key"][:400]}),
        "the key file is damaged or incomplete",
    ),
    "with no key at all": (write_json(KEY | {"private_key": 5}), "the key file is damaged or incomplete"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_no_key_is_said_in_one_line(tmp_path: Path, case: str) -> None:
    make, why = CASES[case]
    path = tmp_path / "key.json"
    make(path)
    with pytest.raises(SetUpError) as caught:
        load_key(path)
    assert (caught.value.status, str(caught.value)) == (78, f"{path}: {why}; {CURE}")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o620])
def test_a_key_that_others_can_read_is_refused_with_the_command_to_type(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "my key.json"
    write(json.dumps(KEY), mode)(path)
    with pytest.raises(SetUpError) as caught:
        load_key(path)
    assert str(caught.value) == f"{path}: the key file can be read by others; chmod 600 '{path}'"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_key_is_loaded_with_the_one_scope(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "key.json"
    write(mark + json.dumps(KEY), 0o400)(path)
    credentials = load_key(path)
    assert credentials.scopes == [SCOPE] == ["https://www.googleapis.com/auth/spreadsheets"]
    assert credentials.service_account_email == KEY["client_email"]


def test_no_line_shows_anything_of_the_key(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    write_json(KEY | {"private_key": "-----BEGIN PRIVATE KEY-----\nsecret\n"})(path)
    with pytest.raises(SetUpError) as caught:
        load_key(path)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_key_in_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEP_IN_TOUCH_CREDENTIALS", json.dumps(KEY))
    assert load_key(tmp_path / "gone.json").service_account_email == KEY["client_email"]
    monkeypatch.setenv("KEEP_IN_TOUCH_CREDENTIALS", '{"type": ')
    with pytest.raises(SetUpError) as caught:
        load_key(tmp_path / "gone.json")
    assert str(caught.value).startswith("$KEEP_IN_TOUCH_CREDENTIALS: the key file is garbled: it is no JSON")
    assert '"type"' not in str(caught.value)
