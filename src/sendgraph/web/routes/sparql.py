"""`/sparql`: queries by the SPARQL 1.1 Protocol, the service description, and a page to ask from."""

import re
from dataclasses import asdict
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.store import CheckedQuery, check_query
from sendgraph.web.negotiation import accepted, prefers_html
from sendgraph.web.problems import Refused
from sendgraph.web.responses import answer, root_of
from sendgraph.web.routes.sparql_request import SparqlRequest, choose_format, read_request
from sendgraph.web.service import service_of

_CHANGES_BY_ITSELF: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
_BLANK: Final = re.compile(r"\[|_:")
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
    query = check_query(asked.query, settings.service_origins)
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
        constant=_is_constant(query),
        deadline=asked.seconds,
        lane="long",
    )


def _is_constant(query: CheckedQuery) -> bool:
    """Whether the answer stays the same as long as the release does; where in doubt, no."""
    if query.calls_services or _CHANGES_BY_ITSELF.search(query.text):
        return False
    # Each run gives the blank nodes of a template labels of its own.
    return query.form != "CONSTRUCT" or not _BLANK.search(query.text)


async def _description(request: Request, asked: SparqlRequest) -> Response:
    """The service description, or the page to ask from for a browser."""
    form, media_type = choose_format(request, asked.format, None)
    if form == "html" or (asked.format is None and prefers_html(accepted(request))):
        return await answer(
            request, "sparql-form", {"root": root_of(request)}, media_type="text/html; charset=utf-8"
        )
    return await answer(request, "service-description", {"format": form}, media_type=media_type)
