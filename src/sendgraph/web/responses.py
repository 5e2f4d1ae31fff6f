"""Answers from data: entity tags, `Vary`, and 304 for a client that holds the representation already."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.web.service import is_fresh, service_of

Make = Callable[[], bytes]


async def answer(
    request: Request,
    make: Make,
    *,
    media_type: str,
    names: tuple[str, ...],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """
    The representation that `make` makes in a thread of its own; `names` say which it is.

    The same release, names and media type always give the same bytes.
    """
    service = service_of(request)
    etag = service.etag(media_type, request.scope.get("root_path", ""), *names)
    all_headers = {"ETag": etag, "Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}
    if is_fresh(request, etag):
        return Response(status_code=304, headers=all_headers)
    content = await service.run(make)
    return Response(content, media_type=media_type, headers=all_headers)
