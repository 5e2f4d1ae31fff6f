"""Pages about the server itself: the front page, the interface, and the stylesheet of all pages."""

from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from sendgraph import __version__
from sendgraph.web.docs_page import docs_view
from sendgraph.web.pages import STYLESHEET, looks, render
from sendgraph.web.responses import answer, is_fresh, root_of

_HTML: Final = "text/html; charset=utf-8"


async def front_page(request: Request) -> Response:
    """The front page."""
    return await answer(request, "front", {"root": root_of(request)}, media_type=_HTML)


async def stylesheet(request: Request) -> Response:
    """The one stylesheet."""
    headers = {"ETag": _tag("style"), "Cache-Control": "no-cache"}
    if is_fresh(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(STYLESHEET.read_bytes(), media_type="text/css; charset=utf-8", headers=headers)


async def docs(request: Request) -> Response:
    """`/docs`: the interface, told from the application's own OpenAPI."""
    root = root_of(request)
    headers = {"ETag": _tag(root), "Cache-Control": "no-cache"}
    if is_fresh(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    page = render("docs.html", {"docs": docs_view(request.app.openapi(), root)}, root)
    return Response(page, media_type=_HTML, headers=headers)


def _tag(*parts: str) -> str:
    """The tag of what depends on the software alone."""
    parts_of = "\0".join((__version__, looks(), *parts))
    return f'"{sha256(parts_of.encode()).hexdigest()[:32]}"'
