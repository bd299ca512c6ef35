"""The token endpoint verifies what it is sent, and the API verifies the token."""

import http.client
import json
import time
import urllib.parse
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import crypt, jwt

from tests.google import errors, oauth
from tests.google.checks.conftest import Client
from tests.google.oauth import AUDIENCE, GRANT_TYPE, READ_ONLY, SPREADSHEETS, private_key
from tests.google.server import Emulator
from tests.google.sheet.model import SERVICE_ACCOUNT

Json = dict[str, Any]


def claims(**changed: Any) -> Json:
    now = int(time.time())
    made = {"iss": SERVICE_ACCOUNT, "aud": AUDIENCE, "iat": now, "exp": now + 3600, "scope": SPREADSHEETS}
    return made | changed


def ask_token(google: Emulator, content: Json, key: rsa.RSAPrivateKey | None = None) -> tuple[int, Json]:
    signer = crypt.RSASigner(key or private_key())  # type: ignore[no-untyped-call]
    grant = jwt.encode(signer, content).decode()  # type: ignore[no-untyped-call]
    return ask_with(google, {"grant_type": GRANT_TYPE, "assertion": grant})


def ask_with(google: Emulator, form: dict[str, str]) -> tuple[int, Json]:
    connection = http.client.HTTPConnection(google.host, timeout=10)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/token", urllib.parse.urlencode(form), headers)
    answer = connection.getresponse()
    shown = answer.status, json.loads(answer.read())
    connection.close()
    return shown


def test_a_good_grant_gives_a_token_that_works(google: Emulator, client: Client) -> None:
    status, answer = ask_token(google, claims())
    assert (status, answer["token_type"], answer["expires_in"]) == (200, "Bearer", 3599)
    path = f"/v4/spreadsheets/{client.book_id}"
    assert client.ask("GET", path, token=answer["access_token"])[0] == 200


def test_the_endpoints_own_address_is_an_audience_too(google: Emulator) -> None:
    assert ask_token(google, claims(aud=google.office.url))[0] == 200


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"aud": "https://elsewhere.example/token"}, errors.BAD_AUDIENCE),
        ({"iss": "other@example.com"}, errors.ACCOUNT_NOT_FOUND),
        ({"scope": f"{SPREADSHEETS} https://www.googleapis.com/auth/drive"}, errors.BAD_SCOPE),
        ({"scope": ""}, errors.BAD_SCOPE),
        ({"exp": int(time.time()) + 7200}, errors.SKEWED_CLOCK),
        ({"iat": 1_600_000_000, "exp": 1_600_003_600}, errors.SKEWED_CLOCK),
        ({"iat": None}, errors.SKEWED_CLOCK),
    ],
)
def test_a_grant_is_refused_for_what_it_claims(google: Emulator, changed: Json, refusal: Json) -> None:
    assert ask_token(google, claims(**changed)) == (400, refusal)


def test_another_key_has_no_valid_signature(google: Emulator) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert ask_token(google, claims(), other) == (400, errors.INVALID_SIGNATURE)


@pytest.mark.parametrize(
    ("form", "refusal"),
    [
        ({"grant_type": GRANT_TYPE, "assertion": "no.jwt.atall"}, errors.INVALID_SIGNATURE),
        ({"grant_type": GRANT_TYPE}, errors.INVALID_SIGNATURE),
        ({"grant_type": "password"}, errors.BAD_GRANT_TYPE),
        ({}, errors.BAD_GRANT_TYPE),
    ],
)
def test_what_is_no_grant_is_refused(google: Emulator, form: dict[str, str], refusal: Json) -> None:
    assert ask_with(google, form) == (400, refusal)


def test_a_call_without_a_known_token_is_unauthenticated(client: Client) -> None:
    path = f"/v4/spreadsheets/{client.book_id}"
    assert client.ask("GET", path, token="made-up") == (401, errors.UNAUTHENTICATED)


def test_the_replay_token_works_only_where_it_is_meant_to() -> None:
    with Emulator() as google:
        client = Client(google, google.create())
        assert client.sheet()[0] == 401


def test_a_token_expires() -> None:
    now = [time.time()]
    with Emulator(clock=lambda: now[0]) as google:
        client = Client(google, google.create())
        token = ask_token(google, claims())[1]["access_token"]
        path = f"/v4/spreadsheets/{client.book_id}"
        now[0] += 3599
        assert client.ask("GET", path, token=token)[0] == 200
        now[0] += 2
        assert client.ask("GET", path, token=token)[0] == 401


def test_a_read_only_token_reaches_no_write(google: Emulator, client: Client) -> None:
    token = ask_token(google, claims(scope=READ_ONLY))[1]["access_token"]
    path = f"/v4/spreadsheets/{client.book_id}"
    assert client.ask("GET", path, token=token)[0] == 200
    status, answer = client.ask("POST", f"{path}:batchUpdate", {"requests": []}, token)
    assert (status, answer["error"]["message"]) == (403, "Request had insufficient authentication scopes.")
    assert answer["error"]["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_the_key_file_is_for_its_owner_only(google: Emulator, tmp_path: Any) -> None:
    path = google.key_file(tmp_path / "key.json")
    assert path.stat().st_mode & 0o777 == 0o600
    key = json.loads(path.read_text(encoding="utf-8"))
    assert key["token_uri"] == f"http://{google.host}/token"
    assert key == oauth.key_json(key["token_uri"])
