"""`/sparql`: queries by the SPARQL 1.1 Protocol, the service description, and a page to ask from."""

import re
from typing import Final, cast
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.store import (
    Answer,
    Solutions,
    Statement,
    Statements,
    Term,
    Truth,
    check_query,
    serialise_graph,
    serialise_table,
)
from sendgraph.store.serialise import GRAPH_MEDIA_TYPES, TABLE_MEDIA_TYPES, GraphFormat, TableFormat
from sendgraph.web.negotiation import choose, prefers_html
from sendgraph.web.pages import render
from sendgraph.web.problems import Refused, not_acceptable
from sendgraph.web.responses import answer
from sendgraph.web.service import Service, service_of
from sendgraph.web.sparql_request import SparqlRequest, choose_format, read_request
from sendgraph.web.tables import table

_CHANGES_BY_ITSELF: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


async def sparql(request: Request) -> Response:
    """Answer a request to `/sparql`."""
    service = service_of(request)
    asked = await read_request(request, service.settings.max_query_bytes)
    if asked.query is None:
        if request.method == "POST":
            raise Refused("bad-request", "there is no query", where="query", remedy="send query=…")
        return await _description(request, asked)
    query = check_query(asked.query)
    form, media_type = choose_format(request, asked.format, query)

    def make() -> bytes:
        found = service.store.query(query, dataset=asked.dataset, max_rows=service.settings.max_rows)
        if form == "html":
            return bytes(_page(request, asked, found).body)
        return serialise(service, found, form)

    if request.method == "POST" or _CHANGES_BY_ITSELF.search(query.text):
        content = await service.run(make)
        return Response(
            content, media_type=media_type, headers={"Vary": "Accept", "Cache-Control": "no-store"}
        )
    return await answer(
        request, make, media_type=media_type, names=("sparql", query.text, repr(asked.dataset))
    )


def serialise(service: Service, found: Answer, form: str) -> bytes:
    """An answer in one of the formats that fit it."""
    if isinstance(found, Statements):
        return serialise_graph(found.statements, cast(GraphFormat, form), service.namespaces.prefixes)
    return serialise_table(found, cast(TableFormat, form))


def _page(request: Request, asked: SparqlRequest, found: Answer | None) -> Response:
    service = service_of(request)
    links: list[tuple[str, str]] = []
    values: dict[str, object] = {
        "query": asked.query or _example(service),
        "table": None,
        "truth": None,
        "turtle": None,
        "links": links,
    }
    if isinstance(found, Solutions):
        values["table"] = table(service, found, "Answer")
    elif isinstance(found, Truth):
        values["truth"] = found.value
    elif isinstance(found, Statements):
        values["turtle"] = serialise_graph(found.statements, "ttl", service.namespaces.prefixes).decode()
    if found is not None:
        forms = GRAPH_MEDIA_TYPES if isinstance(found, Statements) else TABLE_MEDIA_TYPES
        for form in forms:
            pairs = [("query", asked.query or ""), ("format", str(form))]
            if asked.dataset:
                pairs += [("default-graph-uri", iri) for iri in asked.dataset.default]
                pairs += [("named-graph-uri", iri) for iri in asked.dataset.named]
            links.append((str(form), f"/sparql?{urlencode(pairs)}"))
    return render(request, "sparql.html", values)


def _example(service: Service) -> str:
    return (
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        f"PREFIX send: <{service.namespaces.send}>\n\n"
        "SELECT ?area ?inspection ?year WHERE {\n"
        "  ?inspection a send:Inspection ; send:localArea/rdfs:label ?area ; send:year ?year ;\n"
        "    send:finding ?finding .\n"
        "}\nGROUP BY ?area ?inspection ?year\nORDER BY ?area ?year\n"
    )


async def _description(request: Request, asked: SparqlRequest) -> Response:
    """The service description, or the page to ask from for a browser."""
    service = service_of(request)
    if asked.format is None and prefers_html(request.headers.get("accept")):
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        page = _page(request, asked, None)
        page.headers.update(headers)
        return page
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
    graph_form = cast(GraphFormat, form)
    return await answer(
        request,
        lambda: serialise_graph(_service_description(service), graph_form, {"sd": _SD}),
        media_type=GRAPH_MEDIA_TYPES[graph_form],
        names=("service-description",),
    )


def _service_description(service: Service) -> list[Statement]:
    """What this endpoint is and does; no federation is among it."""
    base = service.base_iri
    endpoint, dataset = f"{base}sparql", f"{base}id/dataset"
    formats = "http://www.w3.org/ns/formats/"
    results = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
    graphs = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
    pairs = [
        (endpoint, _TYPE, f"{_SD}Service"),
        (endpoint, f"{_SD}endpoint", endpoint),
        (endpoint, f"{_SD}supportedLanguage", f"{_SD}SPARQL11Query"),
        (endpoint, f"{_SD}feature", f"{_SD}UnionDefaultGraph"),
        (endpoint, f"{_SD}defaultDataset", dataset),
        (dataset, _TYPE, f"{_SD}Dataset"),
        *((endpoint, f"{_SD}resultFormat", formats + name) for name in (*results, *graphs)),
    ]
    return [Statement(Term("iri", s), p, Term("iri", o)) for s, p, o in pairs]
