"""Linked data: `/id/…` names a thing, `/doc/…` is the document about it, `/def/…` the vocabulary."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.errors import UnknownThing
from sendgraph.store.serialise import GRAPH_MEDIA_TYPES
from sendgraph.web.negotiation import choose
from sendgraph.web.problems import Refused, not_acceptable
from sendgraph.web.responses import answer, root_of
from sendgraph.web.service import service_of

#: Ending of an address → media type.
MEDIA_TYPES: Final[dict[str, str]] = {
    "html": "text/html; charset=utf-8",
    **GRAPH_MEDIA_TYPES,
    "json": "application/json",
}
LICENCE: Final = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_ENDING: Final = re.compile(rf"\.({'|'.join(MEDIA_TYPES)})\Z")
#: The forms in the server's order of preference.
_ORDER: Final = ("ttl", "html", "jsonld", "nt", "rdf", "json")
_RDF: Final = tuple(GRAPH_MEDIA_TYPES)
_SLUG: Final = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*")
_MOST_PAGES: Final = 1_000_000


async def thing(request: Request) -> Response:
    """`/id/…`: see the document about it."""
    return await answer(
        request, "locate", {"path": _path(request)}, media_type=MEDIA_TYPES["html"], redirect_status=303
    )


async def document(request: Request) -> Response:
    """`/doc/…`: the document about a thing, in the form that its ending or the client asks for."""
    path, ending = _split(_path(request))
    return await _document(request, "id", path, f"/doc/{path}", ending)


async def term(request: Request) -> Response:
    """`/def/…`: the document about a term or concept."""
    path, ending = _split(_path(request))
    return await _document(request, "def", path, f"/def/{path}", ending)


async def vocabulary(request: Request) -> Response:
    """`/def/`: the ontology."""
    _, ending = _split(request.url.path.rstrip("/"))
    form = ending or _negotiated(request)
    if form == "json":
        raise not_acceptable([MEDIA_TYPES[name] for name in _ORDER if name != "json"])
    arguments = {"format": form, "root": root_of(request)}
    iri = str(service_of(request).hosted.namespaces.send)
    headers = _headers(request, iri, "/def", form, 1, 1)
    return await answer(request, "vocabulary", arguments, media_type=MEDIA_TYPES[form], headers=headers)


async def shapes(request: Request) -> Response:
    """`/def/shapes`: the SHACL shapes that a release is checked against, as RDF."""
    _, ending = _split(request.url.path)
    form = ending or _negotiated(request, _RDF)
    iri = f"{service_of(request).hosted.namespaces.send}shapes"
    return await answer(
        request,
        "shapes",
        {"format": form},
        media_type=MEDIA_TYPES[form],
        headers=_headers(request, iri, "/def/shapes", form, 1, 1, _RDF),
    )


async def json_ld_context(request: Request) -> Response:
    """`/def/context.jsonld`: the context that each JSON-LD document carries."""
    return await answer(request, "context", {}, media_type=MEDIA_TYPES["jsonld"])


async def _document(request: Request, space: str, path: str, place: str, ending: str | None) -> Response:
    form, page = ending or _negotiated(request), _page(request)
    namespaces = service_of(request).hosted.namespaces
    iri = (str(namespaces.send) if space == "def" else namespaces.things) + path
    arguments = {"space": space, "path": path, "format": form, "page": page, "root": root_of(request)}

    def headers_of(about: Mapping[str, Any]) -> Mapping[str, str]:
        described = str(namespaces.send) if about["place"] == "/def" else iri
        return _headers(request, described, about["place"], form, page, about.get("pages", 1))

    return await answer(
        request,
        "document",
        arguments,
        media_type=MEDIA_TYPES[form],
        headers={"Content-Location": _location(request, place, form, page)},
        headers_of=headers_of,
        redirect_suffix=f".{form}" if ending else "",
    )


def _headers(
    request: Request,
    iri: str,
    place: str,
    form: str,
    page: int,
    pages: int,
    forms: Sequence[str] = _ORDER,
) -> dict[str, str]:
    """Where this form is, what it describes, its licence, its other forms, and the pages around it."""
    links = [f'<{iri}>; rel="describes"', f'<{LICENCE}>; rel="license"']
    links += [
        f'<{_location(request, place, name, page)}>; rel="alternate"; '
        f'type="{MEDIA_TYPES[name].partition(";")[0]}"'
        for name in forms
        if name != form and not (place == "/def" and name == "json")
    ]
    turns = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    links += [
        f'<{_location(request, place, form, number)}>; rel="{turn}"'
        for turn, number in turns.items()
        if pages > 1 and 1 <= number <= pages and (turn in ("first", "last") or number != page)
    ]
    return {"Content-Location": _location(request, place, form, page), "Link": ", ".join(links)}


def _location(request: Request, place: str, form: str, page: int) -> str:
    return f"{root_of(request)}{place}.{form}" + (f"?page={page}" if page > 1 else "")


def _negotiated(request: Request, forms: Sequence[str] = _ORDER) -> str:
    offers = {MEDIA_TYPES[name].partition(";")[0]: name for name in forms}
    chosen = choose(request.headers.get("accept"), tuple(offers))
    if chosen is None:
        raise not_acceptable(list(offers))
    return offers[chosen]


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


def _split(path: str) -> tuple[str, str | None]:
    """
    A path without its ending, and the format that the ending names.

    >>> _split("area/halton.ttl"), _split("0.1.0")
    (('area/halton', 'ttl'), ('0.1.0', None))
    """
    ending = _ENDING.search(path)
    return (path[: ending.start()], ending.group(1)) if ending else (path, None)
