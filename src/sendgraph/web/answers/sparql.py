"""Queries answered: in the formats of the standards, or on the page to ask from."""

from contextlib import nullcontext
from typing import Any, cast
from urllib.parse import urlencode

from sendgraph.graph.json_ld import context
from sendgraph.store import (
    Answer,
    CheckedQuery,
    Dataset,
    Solutions,
    Statements,
    Truth,
    serialise_graph,
)
from sendgraph.store.formats import (
    GRAPH_MEDIA_TYPES,
    TABLE_MEDIA_TYPES,
    GraphFormat,
    is_graph_format,
    is_table_format,
)
from sendgraph.store.origins import CALLING_FILES
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.answers.service_description import SD, service_description
from sendgraph.web.answers.tables import table
from sendgraph.web.pages import render
from sendgraph.workers import Reply, files_for_a_while


def answer_query(
    served: ServedRelease,
    query: dict[str, Any],
    dataset: dict[str, list[str]] | None,
    format: str,
    root: str,
) -> Reply:
    """
    The answer to a checked query, over the dataset of the request where it has one.

    Raises:
        QueryRefused: where the query is not SPARQL.
        ResultTooLarge: where the answer is over the cap of rows or bytes.
    """
    checked = CheckedQuery(**query)
    given = Dataset(tuple(dataset["default"]), tuple(dataset["named"])) if dataset else None
    with files_for_a_while(CALLING_FILES) if checked.calls_services else nullcontext():
        if format == "html":
            found = served.store.query(checked, dataset=given, max_rows=served.settings.max_rows)
            return Reply(_page(served, checked.text, given, found, root))
        assert is_table_format(format) or is_graph_format(format)
        return Reply(
            served.store.answer_bytes(
                checked,
                format,
                dataset=given,
                max_rows=served.settings.max_rows,
                max_bytes=served.settings.max_result_bytes,
                prefixes=served.namespaces.prefixes,
                context=context(served.namespaces),
            )
        )


def form_page(served: ServedRelease, root: str) -> Reply:
    """The page to ask from, with an example."""
    return Reply(_page(served, None, None, None, root))


def describe_service(served: ServedRelease, format: str) -> Reply:
    """The service description."""
    statements = service_description(served)
    prefixes = served.namespaces.prefixes | {"sd": SD}
    return Reply(serialise_graph(statements, cast(GraphFormat, format), prefixes))


def is_ready(served: ServedRelease) -> Reply:
    """Whether the release answers."""
    return Reply(b"", {"ready": served.store.query("ASK { ?s ?p ?o }") == Truth(True)})


def _page(
    served: ServedRelease, query: str | None, dataset: Dataset | None, found: Answer | None, root: str
) -> bytes:
    links: list[tuple[str, str]] = []
    values: dict[str, object] = {
        "query": query or _example(served),
        "table": None,
        "truth": None,
        "turtle": None,
        "links": links,
    }
    if isinstance(found, Solutions):
        values["table"] = table(served, found, "Answer")
    elif isinstance(found, Truth):
        values["truth"] = found.value
    elif isinstance(found, Statements):
        values["turtle"] = serialise_graph(found.statements, "ttl", served.namespaces.prefixes).decode()
    if found is not None:
        forms = GRAPH_MEDIA_TYPES if isinstance(found, Statements) else TABLE_MEDIA_TYPES
        for form in forms:
            pairs = [("query", query or ""), ("format", str(form))]
            if dataset:
                pairs += [("default-graph-uri", iri) for iri in dataset.default]
                pairs += [("named-graph-uri", iri) for iri in dataset.named]
            links.append((str(form), f"/sparql?{urlencode(pairs)}"))
    return render("sparql.html", values, root)


def _example(served: ServedRelease) -> str:
    return (
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        f"PREFIX send: <{served.namespaces.send}>\n\n"
        "SELECT ?area ?inspection ?year WHERE {\n"
        "  ?inspection a send:Inspection ; send:localArea/rdfs:label ?area ; send:year ?year ;\n"
        "    send:finding ?finding .\n"
        "}\nGROUP BY ?area ?inspection ?year\nORDER BY ?area ?year\n"
    )
