"""Linked data: `/id/…` names a thing, `/doc/…` is the document about it, `/def/…` the vocabulary."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.errors import UnknownThing
from sendgraph.release.cited import OWN_LICENCE
from sendgraph.web.forms import (
    ALL_FORMS,
    MEDIA_TYPES,
    PAGE_AND_RDF,
    RDF_FORMS,
    form_headers,
    location,
    negotiated,
    split_ending,
)
from sendgraph.web.problems import Refused, not_acceptable
from sendgraph.web.responses import answer, root_of
from sendgraph.web.service import service_of

_SLUG: Final = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*")
_MOST_PAGES: Final = 1_000_000


async def thing(request: Request) -> Response:
    """`/id/…`: see the document about it."""
    return await answer(
        request, "locate", {"path": _path(request)}, media_type=MEDIA_TYPES["html"], redirect_status=303
    )


async def document(request: Request) -> Response:
    """`/doc/…`: the document about a thing, in the form that its ending or the client asks for."""
    path, ending = split_ending(_path(request))
    return await _document(request, "id", path, f"/doc/{path}", ending)


async def term(request: Request) -> Response:
    """`/def/…`: the document about a term or concept."""
    path, ending = split_ending(_path(request))
    return await _document(request, "def", path, f"/def/{path}", ending)


async def vocabulary(request: Request) -> Response:
    """`/def/`: the ontology."""
    _, ending = split_ending(request.url.path.rstrip("/"))
    form = ending or negotiated(request, PAGE_AND_RDF)
    if form == "json":
        raise not_acceptable([MEDIA_TYPES[name] for name in PAGE_AND_RDF])
    arguments = {"format": form, "root": root_of(request)}
    iri = str(service_of(request).hosted.namespaces.send)
    headers = form_headers(request, iri, "/def", form, PAGE_AND_RDF)
    return await answer(request, "vocabulary", arguments, media_type=MEDIA_TYPES[form], headers=headers)


async def shapes(request: Request) -> Response:
    """`/def/shapes`: the SHACL shapes that a release is checked against, as RDF."""
    _, ending = split_ending(request.url.path)
    form = ending or negotiated(request, RDF_FORMS)
    iri = f"{service_of(request).hosted.namespaces.send}shapes"
    return await answer(
        request,
        "shapes",
        {"format": form},
        media_type=MEDIA_TYPES[form],
        headers=form_headers(request, iri, "/def/shapes", form, RDF_FORMS),
    )


async def json_ld_context(request: Request) -> Response:
    """`/def/context.jsonld`: the context that each JSON-LD document carries."""
    return await answer(request, "context", {}, media_type=MEDIA_TYPES["jsonld"])


async def _document(request: Request, space: str, path: str, place: str, ending: str | None) -> Response:
    form, page = ending or negotiated(request), _page(request)
    namespaces = service_of(request).hosted.namespaces
    iri = (str(namespaces.send) if space == "def" else namespaces.things) + path
    arguments = {"space": space, "path": path, "format": form, "page": page, "root": root_of(request)}

    def headers_of(about: Mapping[str, Any]) -> Mapping[str, str]:
        is_whole = about["place"] == "/def"
        described, forms = (str(namespaces.send), PAGE_AND_RDF) if is_whole else (iri, ALL_FORMS)
        pages = about.get("pages", 1)
        licences = about.get("licences", [OWN_LICENCE])
        where = about["place"]
        return form_headers(request, described, where, form, forms, licences=licences, page=page, pages=pages)

    return await answer(
        request,
        "document",
        arguments,
        media_type=MEDIA_TYPES[form],
        headers={"Content-Location": location(request, place, form, page)},
        headers_of=headers_of,
        redirect_suffix=f".{form}" if ending else "",
    )


def _page(request: Request) -> int:
    given = request.query_params.getlist("page")
    if not given:
        return 1
    if len(given) > 1 or not re.fullmatch(r"[1-9][0-9]{0,6}", given[0]) or int(given[0]) > _MOST_PAGES:
        raise Refused("bad-parameter", "a page is a number from 1", where="page", remedy="start at page=1")
    return int(given[0])


def _path(request: Request) -> str:
    """
    What follows `/id/`, `/doc/` or `/def/`.

    Raises:
        UnknownThing: where no slug looks like that.
    """
    path = str(request.path_params["path"])
    if not _SLUG.fullmatch(path) or ".." in path:
        raise UnknownThing("the graph knows no such thing", where=quote(request.url.path)[:200])
    return path
