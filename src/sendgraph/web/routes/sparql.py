"""`/sparql`: queries by the SPARQL 1.1 Protocol, the service description, and a page to ask from."""

import re
from dataclasses import asdict
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.store import check_query
from sendgraph.store.serialise import GRAPH_MEDIA_TYPES
from sendgraph.web.negotiation import choose, prefers_html
from sendgraph.web.problems import Refused, not_acceptable
from sendgraph.web.responses import answer, root_of
from sendgraph.web.routes.sparql_request import SparqlRequest, choose_format, read_request
from sendgraph.web.service import service_of

_CHANGES_BY_ITSELF: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
_ALLOWED: Final = "GET, HEAD, POST, OPTIONS"


async def sparql(request: Request) -> Response:
    """Answer a request to `/sparql`."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": _ALLOWED})
    settings = service_of(request).settings
    asked = await read_request(request, settings)
    if asked.query is None:
        if request.method == "POST":
            raise Refused("bad-request", "there is no query", where="query", remedy="send query=…")
        return await _description(request, asked)
    query = check_query(asked.query)
    form, media_type = choose_format(request, asked.format, query)
    dataset = asked.dataset
    arguments = {
        "query": asdict(query),
        "dataset": dataset and {"default": list(dataset.default), "named": list(dataset.named)},
        "format": form,
        "root": root_of(request) if form == "html" else "",
    }
    return await answer(
        request,
        "sparql",
        arguments,
        media_type=media_type,
        constant=not _CHANGES_BY_ITSELF.search(query.text),
        deadline=asked.seconds,
        lane="long",
    )


async def _description(request: Request, asked: SparqlRequest) -> Response:
    """The service description, or the page to ask from for a browser."""
    if asked.format is None and prefers_html(request.headers.get("accept")):
        return await answer(
            request, "sparql-form", {"root": root_of(request)}, media_type="text/html; charset=utf-8"
        )
    form = asked.format
    if form is None:
        media_types = {media_type.partition(";")[0]: name for name, media_type in GRAPH_MEDIA_TYPES.items()}
        chosen = choose(request.headers.get("accept"), tuple(media_types))
        if chosen is None:
            raise not_acceptable(list(media_types))
        form = media_types[chosen]
    elif form not in GRAPH_MEDIA_TYPES:
        raise Refused(
            "bad-parameter",
            "a service description has no such format",
            where="format",
            remedy=f"choose from {', '.join(GRAPH_MEDIA_TYPES)}, or send a query",
        )
    return await answer(request, "service-description", {"format": form}, media_type=GRAPH_MEDIA_TYPES[form])
