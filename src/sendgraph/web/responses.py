"""Answers from data: entity tags, `Vary`, and 304 for a client that holds the representation already."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendgraph.web.service import service_of
from sendgraph.workers import Lane

#: What a job says about its answer → the headers that tell it.
HeadersOf = Callable[[Mapping[str, Any]], Mapping[str, str]]


async def answer(
    request: Request,
    job: str,
    arguments: Mapping[str, Any],
    *,
    media_type: str,
    headers: Mapping[str, str] | None = None,
    headers_of: HeadersOf | None = None,
    constant: bool = True,
    deadline: float | None = None,
    lane: Lane = "short",
    redirect_status: int = 301,
    redirect_suffix: str = "",
) -> Response:
    """
    The answer that a job of the workers gives.

    The same release, job, arguments and media type always give the same bytes, unless the
    job is not `constant`. Where the job says that the thing is elsewhere, a redirect.
    """
    service = service_of(request)
    hosted = service.hosted
    conditional = constant and request.method in ("GET", "HEAD")
    all_headers = {"Vary": "Accept", "Cache-Control": "no-cache" if conditional else "no-store"}
    key: str | None = None
    if constant:
        key = hosted.etag(media_type, json.dumps([job, arguments], sort_keys=True))
    if conditional and key is not None:
        all_headers["ETag"] = key
        if is_fresh(request, key, exists=False):
            return Response(status_code=304, headers=all_headers | dict(headers or {}))
    reply = await service.do(request, hosted, job, arguments, key=key, deadline=deadline, lane=lane)
    if "redirect" in reply.about:
        return RedirectResponse(
            f"{root_of(request)}{reply.about['redirect']}{redirect_suffix}",
            status_code=reply.about.get("status", redirect_status),
            headers={"Vary": "Accept", "Cache-Control": "no-cache"},
        )
    all_headers |= dict(headers or {}) | dict(headers_of(reply.about) if headers_of else {})
    if conditional and key is not None and is_fresh(request, key):
        return Response(status_code=304, headers=all_headers)
    return Response(reply.body, media_type=media_type, headers=all_headers)


def root_of(request: Request) -> str:
    """The path under which the server is shown, empty for none."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def is_fresh(request: Request, etag: str, *, exists: bool = True) -> bool:
    """
    Whether the client holds this representation already (`If-None-Match`).

    `*` stands for whatever there is: it says nothing while nobody knows that there is something.
    """
    lines = request.headers.getlist("if-none-match")
    tags = [tag.strip().removeprefix("W/") for line in lines for tag in line.split(",")]
    return etag in tags or (exists and "*" in tags)
