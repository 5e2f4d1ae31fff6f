"""Pages about the server itself: the front page, the interface, and the stylesheet of all pages."""

import asyncio
from functools import cache
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.web.openapi import Interface
from sendgraph.web.pages import STYLESHEET
from sendgraph.web.responses import answer, is_fresh, root_of

_HTML: Final = "text/html; charset=utf-8"


async def front_page(request: Request) -> Response:
    """The front page."""
    return await answer(request, "front", {"root": root_of(request)}, media_type=_HTML)


async def stylesheet(request: Request) -> Response:
    """The one stylesheet."""
    return _constant(request, _style(), "text/css; charset=utf-8")


async def docs(request: Request) -> Response:
    """`/docs`: the interface, told from the application's own OpenAPI."""
    return _constant(request, await asyncio.to_thread(lambda: _interface(request).page), _HTML)


async def openapi(request: Request) -> Response:
    """`/openapi.json`: the interface for programs."""
    return _constant(request, await asyncio.to_thread(lambda: _interface(request).json), "application/json")


def _interface(request: Request) -> Interface:
    """What is asked of it is made in a second, beside the event loop, and then held."""
    interface = request.app.state.interface
    assert isinstance(interface, Interface)
    return interface


@cache
def _style() -> bytes:
    return STYLESHEET.read_bytes()


def _constant(request: Request, body: bytes, media_type: str) -> Response:
    """What depends on the software and its settings alone."""
    headers = {"ETag": f'"{sha256(body).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
    if is_fresh(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)
