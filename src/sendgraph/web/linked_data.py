"""Linked data: `/id/…` names a thing, `/doc/…` is the document about it, `/def/…` the vocabulary."""

import json
import re
from typing import Final, cast
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendgraph.errors import UnknownThing
from sendgraph.store import serialise_graph
from sendgraph.store.serialise import GRAPH_MEDIA_TYPES, GraphFormat
from sendgraph.web.describing import Description, describe, describe_vocabulary
from sendgraph.web.negotiation import choose
from sendgraph.web.pages import render
from sendgraph.web.problems import not_acceptable
from sendgraph.web.responses import answer
from sendgraph.web.service import Service, service_of
from sendgraph.web.thing_view import as_json, view
from sendgraph.web.vocabulary_view import vocabulary_view

#: Ending of an address → media type, in the server's order of preference.
MEDIA_TYPES: Final[dict[str, str]] = {
    "html": "text/html; charset=utf-8",
    **GRAPH_MEDIA_TYPES,
    "json": "application/json",
}
_ENDING: Final = re.compile(rf"\.({'|'.join(MEDIA_TYPES)})\Z")
_ORDER: Final = ("ttl", "html", "jsonld", "nt", "rdf", "json")
_SLUG: Final = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*")


async def thing(request: Request) -> Response:
    """`/id/…`: see the document about it."""
    service, path = service_of(request), _path(request)
    iri = _known(service, service.namespaces.things + path)
    return RedirectResponse(
        f"{_root(request)}/doc/{iri.removeprefix(service.namespaces.things)}",
        status_code=303,
        headers={"Vary": "Accept", "Cache-Control": "no-cache"},
    )


async def document(request: Request) -> Response:
    """`/doc/…`: the document about a thing, in the form that its ending or the client asks for."""
    service = service_of(request)
    path, ending = _split(_path(request))
    iri = service.namespaces.things + path
    if iri in service.aliases:
        suffix = f".{ending}" if ending else ""
        return RedirectResponse(
            f"{_root(request)}/doc/{service.aliases[iri].removeprefix(service.namespaces.things)}{suffix}",
            status_code=301,
        )
    return await _document(request, _known(service, iri), f"/doc/{path}", ending)


async def term(request: Request) -> Response:
    """`/def/…`: the document about a term or concept."""
    service = service_of(request)
    path, ending = _split(_path(request))
    iri = str(service.namespaces.send) + path
    if _is_version(service, iri):
        return await _document(request, str(service.namespaces.send), "/def", ending)
    return await _document(request, _known(service, iri), f"/def/{path}", ending)


async def vocabulary(request: Request) -> Response:
    """`/def/`: the ontology."""
    service = service_of(request)
    _, ending = _split(request.url.path.rstrip("/"))
    return await _document(request, str(service.namespaces.send), "/def", ending)


async def _document(request: Request, iri: str, place: str, ending: str | None) -> Response:
    service = service_of(request)
    form = ending
    if form is None:
        offers = {MEDIA_TYPES[name].partition(";")[0]: name for name in _ORDER}
        chosen = choose(request.headers.get("accept"), tuple(offers))
        if chosen is None:
            raise not_acceptable(list(offers))
        form = offers[chosen]
    root = _root(request)
    is_vocabulary = iri == str(service.namespaces.send)
    alternates = [
        f'<{root}{place}.{name}>; rel="alternate"; type="{MEDIA_TYPES[name].partition(";")[0]}"'
        for name in _ORDER
        if name != form and not (is_vocabulary and name == "json")
    ]
    headers = {
        "Content-Location": f"{root}{place}.{form}",
        "Link": ", ".join([f'<{iri}>; rel="describes"', *alternates]),
    }
    if is_vocabulary and form == "json":
        raise not_acceptable([MEDIA_TYPES[name] for name in _ORDER if name != "json"])

    def make() -> bytes:
        found = describe_vocabulary(service.store) if is_vocabulary else describe(service.store, iri)
        return _represent(request, service, found, place, form)

    return await answer(request, make, media_type=MEDIA_TYPES[form], names=("document", iri), headers=headers)


def _represent(request: Request, service: Service, found: Description, place: str, form: str) -> bytes:
    if form == "json":
        return json.dumps(as_json(service, found), ensure_ascii=False, indent=1).encode()
    if form != "html":
        statements = found.document(f"{service.base_iri.rstrip('/#')}{place}")
        return serialise_graph(statements, cast(GraphFormat, form), _prefixes(service))
    forms = [(name, f"{place}.{name}") for name in ("ttl", "jsonld", "nt", "rdf", "json")]
    if found.iri == str(service.namespaces.send):
        shown = vocabulary_view(service)
        return bytes(render(request, "vocabulary.html", {"vocabulary": shown, "forms": forms[:-1]}).body)
    return bytes(render(request, "thing.html", {"thing": view(service, found), "forms": forms}).body)


def _prefixes(service: Service) -> dict[str, str]:
    return service.namespaces.prefixes | {"foaf": "http://xmlns.com/foaf/0.1/"}


def _known(service: Service, iri: str) -> str:
    """
    The IRI, or the one that it has become; the named graphs are known as well.

    Raises:
        UnknownThing: where the release says nothing of it.
    """
    iri = service.aliases.get(iri, iri)
    is_graph = iri.startswith(service.namespaces.graphs)
    known = next(service.store.match(subject=iri), None) or (
        next(service.store.match(graph=iri), None) if is_graph else None
    )
    if known is None:
        raise UnknownThing("the graph knows no such thing", where=iri[:200], remedy="start at the front page")
    return iri


def _is_version(service: Service, iri: str) -> bool:
    version = "http://www.w3.org/2002/07/owl#versionIRI"
    ontology = str(service.namespaces.send)
    return next(service.store.match(subject=ontology, predicate=version, object_=iri), None) is not None


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


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")
