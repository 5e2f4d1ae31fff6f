"""
One shape for every error: RFC 9457 problem details with a stable code, or a page for a browser.

What a person is told comes from this project's own words alone: no engine's message, no
path of the machine and no stack trace leaves the server.
"""

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from sendgraph.errors import CallError, SendgraphError
from sendgraph.web.middleware.access_log import request_id
from sendgraph.web.negotiation import accepted, prefers_html
from sendgraph.web.pages import render

#: Code → status. A code that stands nowhere here is the server's own fault.
STATUS: Final[Mapping[str, int]] = {
    "bad-request": 400,
    "bad-parameter": 400,
    "query-malformed": 400,
    "query-refused": 400,
    "service-refused": 403,
    "update-refused": 403,
    "not-found": 404,
    "method-not-allowed": 405,
    "not-acceptable": 406,
    "request-timeout": 408,
    "body-too-large": 413,
    "query-too-long": 413,
    "result-too-large": 413,
    "uri-too-long": 414,
    "unsupported-media-type": 415,
    "range-not-satisfiable": 416,
    "rate-limited": 429,
    "headers-too-large": 431,
    "internal-error": 500,
    "service-failed": 502,
    "busy": 503,
    "not-ready": 503,
    "query-too-large": 503,
    "query-timeout": 504,
}
#: Codes after which the same request may do better, in so many seconds.
_COME_BACK: Final[Mapping[str, str]] = {"busy": "5", "not-ready": "5"}
_CODES_OF_ROUTING: Final = {404: "not-found", 405: "method-not-allowed"}
_OWN_WORDS: Final = {
    "not-found": ("there is nothing at this address", "start at the front page, or look at /openapi.json"),
    "method-not-allowed": ("this address does not take that method", "use one of those that Allow names"),
    "internal-error": ("something went wrong here, which is not your fault", "try again later"),
}
_log = logging.getLogger("sendgraph.web")


class Refused(CallError):
    """A request that HTTP itself has a word for: not acceptable, too long, of another media type."""

    def __init__(
        self,
        code: str,
        what: str,
        *,
        where: str | None = None,
        remedy: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Say what is wrong, by one of the codes of this module."""
        super().__init__(what, where=where, remedy=remedy, code=code)
        self.headers = dict(headers or {})


def not_acceptable(offers: Iterable[str]) -> Refused:
    """The refusal of an Accept header that nothing offered satisfies."""
    return Refused(
        "not-acceptable",
        "none of the media types that you accept is offered here",
        where="Accept",
        remedy=f"ask for one of {', '.join(offers)}",
    )


def add_handlers(app: FastAPI) -> None:
    """Let every error of an application leave in the one shape."""
    app.add_exception_handler(SendgraphError, _sendgraph_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _routing_error)


def problem(
    request: Request,
    code: str,
    what: str,
    *,
    where: str | None = None,
    remedy: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response that tells a problem."""
    status = STATUS[code]
    all_headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    if code in _COME_BACK:
        all_headers["Retry-After"] = _COME_BACK[code]
    all_headers |= headers or {}
    if prefers_html(accepted(request)):
        values = {
            "status": status,
            "title": HTTPStatus(status).phrase,
            "code": code,
            "what": what,
            "where": where,
            "remedy": remedy,
        }
        page = render("problem.html", values, str(request.scope.get("root_path", "")).rstrip("/"))
        return HTMLResponse(page, status, headers=all_headers)
    body = problem_body(code, what, where=where, remedy=remedy)
    return JSONResponse(body, status, media_type="application/problem+json", headers=all_headers)


def problem_body(
    code: str, what: str, *, where: str | None = None, remedy: str | None = None
) -> dict[str, object]:
    """
    A problem as RFC 9457 has it, with our own members `code`, `where` and `remedy`.

    >>> problem_body("busy", "too much is being asked at once")["status"]
    503
    """
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(STATUS[code]).phrase,
        "status": STATUS[code],
        "detail": what,
        "code": code,
    }
    return body | {name: value for name, value in (("where", where), ("remedy", remedy)) if value}


async def _sendgraph_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, SendgraphError)
    if error.code not in STATUS:
        return await answer_to_fault(request, error)
    told = error.problem
    headers = error.headers if isinstance(error, Refused) else None
    return problem(request, told.code, told.what, where=told.where, remedy=told.remedy, headers=headers)


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = [str(part) for part in first["loc"] if part not in ("query", "path", "body")]
    if first["type"] == "extra_forbidden":
        return problem(
            request,
            "bad-parameter",
            "there is no such parameter",
            where=".".join(place)[:100],
            remedy="see /openapi.json",
        )
    message = str(first["msg"]).removeprefix("Value error, ")
    return problem(request, "bad-parameter", message, where=".".join(place)[:100] or None)


async def _routing_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _CODES_OF_ROUTING.get(
        error.status_code, "bad-request" if error.status_code < 500 else "internal-error"
    )
    what, remedy = _OWN_WORDS.get(code, ("the request cannot be understood", None))
    return problem(request, code, what, remedy=remedy, headers=error.headers)


async def answer_to_fault(request: Request, error: Exception) -> Response:
    """What is told where nobody foresaw what went wrong; the log has the rest."""
    identity = request_id(request.scope)
    _log.error("%s %s failed (request %s)", request.method, request.url.path, identity, exc_info=error)
    what, remedy = _OWN_WORDS["internal-error"]
    return problem(request, "internal-error", what, remedy=f"{remedy}, or tell us of request {identity}")
