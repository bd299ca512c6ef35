"""What Google answers when something is wrong: the real texts, by name.

Each body is verbatim from a recording [R], the documentation [D], or an issue in which somebody
quoted it [I]; the module's names say which case it is.
"""

from typing import Any

Json = dict[str, Any]

PROJECT = "123456789012"
MAX_CELL = 50_000
MAX_CELLS = 20_000_000


def body(code: int, status: str, message: str, details: list[Json] | None = None) -> Json:
    """Return an error body of the API."""
    error: Json = {"code": code, "message": message, "status": status}
    if details:
        error["details"] = details
    return {"error": error}


class ApiError(Exception):
    """An answer that is not 200."""

    def __init__(self, status: int, answer: Json) -> None:
        super().__init__(status, answer)
        self.status, self.answer = status, answer


class RequestError(Exception):
    """A request of a batch is refused; the batch adds which one."""


class ProtectedError(Exception):
    """The cells are protected against this user."""


class UnknownToEmulatorError(Exception):
    """The emulator does not know this; it says so with 501 rather than pretend."""


def invalid(message: str, violations: list[Json] | None = None) -> ApiError:
    """Return a 400 INVALID_ARGUMENT."""
    details = None
    if violations:
        details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations}]
    return ApiError(400, body(400, "INVALID_ARGUMENT", message, details))


def _info(reason: str, metadata: Json) -> Json:
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": metadata,
    }


def _help(description: str, url: str) -> Json:
    return {
        "@type": "type.googleapis.com/google.rpc.Help",
        "links": [{"description": description, "url": url}],
    }


NOT_FOUND = body(404, "NOT_FOUND", "Requested entity was not found.")  # [R]
NOT_SHARED = body(403, "PERMISSION_DENIED", "The caller does not have permission")  # [R]
UNAUTHENTICATED = body(  # [I]
    401,
    "UNAUTHENTICATED",
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
    "valid authentication credential. "
    "See https://developers.google.com/identity/sign-in/web/devconsole-project.",
)
UNREGISTERED = body(  # a GET without any credentials [M]
    403,
    "PERMISSION_DENIED",
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or "
    "other form of API consumer identity to call this API.",
)
API_URL = f"https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project={PROJECT}"
API_DISABLED = body(  # [I]
    403,
    "PERMISSION_DENIED",
    f"Google Sheets API has not been used in project {PROJECT} before or it is disabled. Enable it by "
    f"visiting {API_URL} then retry. If you enabled this API recently, wait a few minutes for the action "
    "to propagate to our systems and retry.",
    [
        _help("Google developers console API activation", API_URL),
        _info(
            "SERVICE_DISABLED",
            {"service": "sheets.googleapis.com", "consumer": f"projects/{PROJECT}"},
        ),
    ],
)
INTERNAL = body(500, "INTERNAL", "Internal error encountered.")  # [I]
UNAVAILABLE = body(503, "UNAVAILABLE", "The service is currently unavailable.")  # [I]
TIMED_OUT = body(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete.")  # [D]
REQUEST_TIMEOUT = body(408, "DEADLINE_EXCEEDED", "The request timed out.")  # [?]
NOT_A_SHEET = body(400, "FAILED_PRECONDITION", "This operation is not supported for this document")  # [I]
BAD_GATEWAY_HTML = (
    "<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n<title>Error 502 (Server Error)!!1</title>\n"
    "<p><b>502.</b> <ins>That’s an error.</ins>\n<p>The server encountered a temporary error and could not "
    "complete your request.<p>Please try again in 30 seconds.\n"
)  # the shape of [I]
SIGN_IN_HTML = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>"

# That it comes in Spanish was met [I]; its exact words are not established [?].
PROTECTED = {
    "en": "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
    "protection if you need to edit.",  # [I]
    "es": "Estás intentando editar una celda o un objeto protegidos. Ponte en contacto con el propietario de "
    "la hoja de cálculo para eliminar la protección si necesitas editarlos.",
}

INVALID_SIGNATURE = {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}  # [I]
ACCOUNT_NOT_FOUND = {
    "error": "invalid_grant",
    "error_description": "Invalid grant: account not found",
}  # [I]
SKEWED_CLOCK = {
    "error": "invalid_grant",
    "error_description": "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
    "timeframe. Check your iat and exp values in the JWT claim.",
}  # [I]
ROBOT_DISABLED = {"error": "invalid_grant", "error_description": "Robot is disabled."}  # [I]
# [I]; its status is 401
DELETED_CLIENT = {"error": "deleted_client", "error_description": "The OAuth client was deleted."}
BAD_AUDIENCE = {"error": "invalid_grant", "error_description": "Invalid JWT: Failed audience check."}  # [?]
BAD_SCOPE = {
    "error": "invalid_scope",
    "error_description": "Invalid OAuth scope or ID token audience provided.",
}  # [I]
BAD_GRANT_TYPE = {"error": "unsupported_grant_type", "error_description": "Invalid grant_type"}  # [I]


def quota_exceeded(kind: str) -> Json:
    """Return the 429 body for ``Read`` or ``Write`` requests a minute and user [I]."""
    metric = f"{kind} requests"
    return body(
        429,
        "RESOURCE_EXHAUSTED",
        f"Quota exceeded for quota metric '{metric}' and limit '{metric} per minute per user' of service "
        f"'sheets.googleapis.com' for consumer 'project_number:{PROJECT}'.",
        [
            _info(
                "RATE_LIMIT_EXCEEDED",
                {
                    "quota_limit": f"{kind}RequestsPerMinutePerUser",
                    "quota_limit_value": "60",
                    "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
                    "quota_location": "global",
                    "service": "sheets.googleapis.com",
                    "consumer": f"projects/{PROJECT}",
                },
            ),
            _help(
                "Request a higher quota limit.",
                "https://cloud.google.com/docs/quotas/help/request_increase",
            ),
        ],
    )


QUOTA_READ = quota_exceeded("Read")
QUOTA_WRITE = quota_exceeded("Write")


def scope_insufficient(method: str) -> Json:
    """Return the 403 body for a token whose scope does not reach *method* [I]."""
    return body(
        403,
        "PERMISSION_DENIED",
        "Request had insufficient authentication scopes.",
        [
            _info(
                "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                {
                    "service": "sheets.googleapis.com",
                    "method": f"google.apps.sheets.v4.SpreadsheetsService.{method}",
                },
            )
        ],
    )


WRONG_SCOPE = scope_insufficient("GetSpreadsheet")
TOO_LONG = f"Your input contains more than the maximum of {MAX_CELL} characters in a single cell."  # [I]
TOO_MANY_CELLS = (
    "This action would increase the number of cells in the workbook above the limit of "
    f"{MAX_CELLS // 2} cells."  # the old text names 10000000 [I]; the new one is in no source [?]
)
