"""Google's token endpoint: a signed grant is verified and a bearer token issued for it."""

import base64
import binascii
import functools
import json
import secrets
import urllib.parse
from collections.abc import Callable
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.google import errors
from tests.google.errors import ApiError
from tests.google.sheet.model import SERVICE_ACCOUNT

Json = dict[str, Any]

SPREADSHEETS = "https://www.googleapis.com/auth/spreadsheets"
READ_ONLY = SPREADSHEETS + ".readonly"
AUDIENCE = "https://oauth2.googleapis.com/token"
GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
REPLAY_TOKEN = "replay"
_HOUR = 3600
_SKEW = 300


@functools.cache
def private_key() -> rsa.RSAPrivateKey:
    """Return the service account's key, made once a process."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_json(token_uri: str) -> Json:
    """Return a service-account key as Google hands it out, with *token_uri* for a token endpoint."""
    pem = private_key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "type": "service_account",
        "project_id": "emulator",
        "private_key_id": "0123456789abcdef0123456789abcdef01234567",
        "private_key": pem.decode(),
        "client_email": SERVICE_ACCOUNT,
        "client_id": "100000000000000000000",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": token_uri,
        "universe_domain": "googleapis.com",
    }


class Token(NamedTuple):
    """An issued bearer token."""

    scopes: frozenset[str]
    expires: float


class TokenOffice:
    """Issues bearer tokens and knows them again.

    The fixed token ``replay``, which replay.py sends, is known only if *accept_replay* says so.
    """

    def __init__(self, clock: Callable[[], float], *, accept_replay: bool) -> None:
        self.clock = clock
        self.url = ""
        self.allowed_scopes = {SPREADSHEETS, READ_ONLY}
        self.issued: dict[str, Token] = {}
        if accept_replay:
            self.issued[REPLAY_TOKEN] = Token(frozenset({SPREADSHEETS}), float("inf"))

    def grant(self, form: bytes) -> Json:
        """Answer a token request; raises ApiError with the endpoint's own error bodies."""
        fields = dict(urllib.parse.parse_qsl(form.decode("ascii", errors="replace")))
        if fields.get("grant_type") != GRANT_TYPE:
            raise ApiError(400, errors.BAD_GRANT_TYPE)
        claims = _verified(fields.get("assertion", ""))
        self._check_claims(claims)
        token = "ya29.emulator-" + secrets.token_urlsafe(24)
        self.issued[token] = Token(frozenset(claims["scope"].split()), self.clock() + _HOUR)
        return {"access_token": token, "expires_in": _HOUR - 1, "token_type": "Bearer"}

    def _check_claims(self, claims: Json) -> None:
        if claims.get("iss") != SERVICE_ACCOUNT:
            raise ApiError(400, errors.ACCOUNT_NOT_FOUND)
        if claims.get("aud") not in {AUDIENCE, self.url}:
            raise ApiError(400, errors.BAD_AUDIENCE)
        if not self._is_current(claims.get("iat"), claims.get("exp")):
            raise ApiError(400, errors.SKEWED_CLOCK)
        scopes = set(str(claims.get("scope", "")).split())
        if not scopes or not scopes <= self.allowed_scopes:
            raise ApiError(400, errors.BAD_SCOPE)

    def _is_current(self, issued: object, expires: object) -> bool:
        """Say whether a grant's times make it short-lived and of now."""
        if not isinstance(issued, int | float) or not isinstance(expires, int | float):
            return False
        now = self.clock()
        return expires - issued <= _HOUR and issued <= now + _SKEW and now - _SKEW < expires

    def check(self, header: str | None, name: str, method: Json) -> None:
        """Raise the 401 or 403 unless the header's token is known, current and reaches the method."""
        if header is None and method["httpMethod"] == "GET":
            raise ApiError(403, errors.UNREGISTERED)
        kind, _, text = (header or "").partition(" ")
        token = self.issued.get(text)
        if kind != "Bearer" or token is None or token.expires < self.clock():
            raise ApiError(401, errors.UNAUTHENTICATED)
        if not token.scopes & set(method["scopes"]):
            raise ApiError(403, errors.scope_insufficient(name))


def _verified(assertion: str) -> Json:
    """Return the claims of a JWT that the service account's key has signed."""
    signed, _, signature = assertion.rpartition(".")
    header, _, payload = signed.partition(".")
    try:
        if json.loads(_decoded(header)).get("alg") != "RS256":
            raise ApiError(400, errors.INVALID_SIGNATURE)
        claims = json.loads(_decoded(payload))
        private_key().public_key().verify(
            _decoded(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256()
        )
    except (InvalidSignature, ValueError, AttributeError, binascii.Error):
        raise ApiError(400, errors.INVALID_SIGNATURE) from None
    return dict(claims)


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
