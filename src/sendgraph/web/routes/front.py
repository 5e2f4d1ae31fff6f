"""`/`: what the graph holds, and five questions to click; and the stylesheet of all pages."""

from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.web.pages import STYLESHEET, looks
from sendgraph.web.responses import answer, is_fresh, root_of

_HTML: Final = "text/html; charset=utf-8"


async def front_page(request: Request) -> Response:
    """The front page."""
    return await answer(request, "front", {"root": root_of(request)}, media_type=_HTML)


async def stylesheet(request: Request) -> Response:
    """The one stylesheet."""
    headers = {"ETag": f'"{sha256(looks().encode()).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
    if is_fresh(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(STYLESHEET.read_bytes(), media_type="text/css; charset=utf-8", headers=headers)
