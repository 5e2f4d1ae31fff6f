"""`/sparql`: the SPARQL 1.1 Protocol."""

from typing import Final

from sendgraph.settings import Settings
from sendgraph.web.openapi.components import Told, from_data, headers, text
from sendgraph.web.openapi.operations import operation, parameter
from sendgraph.web.routes.sparql_request import LEAST_SECONDS

_EXAMPLES: Final = {
    "areas": "PREFIX send: <https://w3id.org/sendgraph/def/>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "SELECT ?area ?label WHERE { ?area a send:LocalArea ; rdfs:label ?label } ORDER BY ?label LIMIT 10",
    "anything": "ASK { ?s ?p ?o }",
    "described": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 10",
}
#: An absolute IRI as people name graphs; letters outside ASCII are taken beyond it.
_IRI: Final = (
    r"^[A-Za-z][A-Za-z0-9+.-]*:(?://[A-Za-z0-9.-]+/|/)?[A-Za-z0-9._~-]"
    r"(?:[A-Za-z0-9._~:@=&,;+/?-]|%[0-9A-Fa-f]{2})*(?:#[A-Za-z0-9._~-]*)?$"
)
_FORMATS: Final = ("json", "xml", "html", "csv", "tsv", "ttl", "nt", "rdf", "jsonld")
_RESULTS: Final = "application/sparql-results+json"
_TERM: Final[Told] = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode", "triple"]},
        "value": {"description": "The IRI, the text, or the name of a blank node."},
        "datatype": {"type": "string"},
        "xml:lang": {"type": "string"},
    },
}
#: https://www.w3.org/TR/sparql11-results-json/
_RESULTS_SCHEMA: Final[Told] = {
    "title": "SparqlResults",
    "description": "Rows of a SELECT, or the truth of an ASK (SPARQL 1.1 Query Results JSON Format).",
    "type": "object",
    "required": ["head"],
    "properties": {
        "head": {
            "type": "object",
            "properties": {"vars": {"type": "array", "items": {"type": "string"}}},
        },
        "boolean": {"type": "boolean"},
        "results": {
            "type": "object",
            "required": ["bindings"],
            "properties": {
                "bindings": {
                    "type": "array",
                    "items": {"type": "object", "additionalProperties": _TERM},
                }
            },
        },
    },
    "oneOf": [{"required": ["boolean"]}, {"required": ["results"]}],
}


def results_schema() -> Told:
    """The schema of rows as JSON."""
    return dict(_RESULTS_SCHEMA)


def sparql_paths(settings: Settings) -> Told:
    """The path item of the endpoint."""
    limits = (
        f"A query has at most {settings.max_query_bytes:,} bytes and {settings.query_seconds:g} seconds, and "
        f"its answer at most {settings.max_rows:,} rows and {settings.max_result_bytes:,} bytes: what is "
        "more is refused (413, 504), never cut off. `SERVICE` and updates are refused (403). Parameters "
        "that the protocol does not know are passed over."
    )
    shared = _parameters(settings)
    # Only who lets queries call servers hears of those that do not answer.
    calling = (502,) if settings.service_origins else ()
    answers: dict[int | str, Told] = {200: _answer()}
    return {
        "/sparql": {
            "get": operation(
                "sparql",
                "Ask a query",
                "Answers a query by the SPARQL 1.1 Protocol, in the form that `format` names or `Accept` "
                "would rather have. Without a query, the service description; for a browser, a page to ask "
                f"from.\n\n{limits}",
                answers,
                parameters=(_query(), *shared),
                refusals=(403, 406, *calling),
            ),
            "post": operation(
                "sparql",
                "Ask a long query",
                "The same with the query in the body, as a form or by itself. Where a form and the address "
                f"name different formats or times, the form is right.\n\n{limits}",
                answers,
                parameters=shared,
                refusals=(403, 406, 415, *calling),
                conditional=False,
                requestBody=_body(shared),
            ),
            "options": operation(
                "sparql",
                "The methods that are taken",
                "",
                {
                    204: {
                        "description": "They stand in `Allow`.",
                        "headers": headers(("Allow", "X-Request-ID")),
                    }
                },
                workers=False,
                conditional=False,
            ),
        }
    }


def _query() -> Told:
    return parameter(
        "query",
        "A SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE.",
        {"type": "string", "format": "sparql-query", "minLength": 1},
        examples={name: {"value": query} for name, query in _EXAMPLES.items()},
    )


def _parameters(settings: Settings) -> tuple[Told, ...]:
    graph = {"type": "array", "items": {"type": "string", "pattern": _IRI}}
    what = "it wins over `FROM` in the query. A graph that the release lacks is empty, and never fetched."
    return (
        parameter("default-graph-uri", f"A graph to ask, several times for several; {what}", graph),
        parameter("named-graph-uri", f"A graph to ask by its name; {what}", graph),
        parameter(
            "format",
            "The form of the answer, whatever `Accept` says. For rows and truths: `json`, `xml`, `csv`, "
            "`tsv`, `html`. For graphs: `ttl`, `nt`, `rdf`, `jsonld`, `html`; `json` and `xml` stand for "
            "`jsonld` and `rdf` there.",
            {"type": "string", "enum": list(_FORMATS)},
        ),
        parameter(
            "timeout",
            "Seconds that you will wait.",
            {
                "type": "number",
                "minimum": min(LEAST_SECONDS, settings.query_seconds),
                "maximum": settings.query_seconds,
                "default": settings.query_seconds,
            },
        ),
    )


def _body(shared: tuple[Told, ...]) -> Told:
    properties = {one["name"]: {"description": one["description"], **one["schema"]} for one in shared}
    query = {"type": "string", "format": "sparql-query", "minLength": 1}
    examples = {name: {"value": {"query": query}} for name, query in _EXAMPLES.items()}
    return {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "title": "SparqlForm",
                    "type": "object",
                    "required": ["query"],
                    "properties": {"query": query, **properties},
                },
                "examples": examples,
            },
            "application/sparql-query": {"schema": query},
        },
    }


def _answer() -> Told:
    content: Told = {
        _RESULTS: {"schema": {"$ref": "#/components/schemas/SparqlResults"}},
        "application/json": {"schema": {"type": "object"}},
        **dict.fromkeys(
            (
                "application/sparql-results+xml",
                "application/xml",
                "text/xml",
                "text/csv",
                "text/tab-separated-values",
                "text/html",
                "text/turtle",
                "application/n-triples",
                "text/plain",
                "application/rdf+xml",
            ),
            text(),
        ),
        "application/ld+json": {"schema": {"type": "object"}},
    }
    told = from_data(
        "Rows, a truth or a graph; or the service description.", content, always=(), sometimes=("ETag",)
    )
    return {
        **told,
        "description": f"{told['description']} `ETag` where the same query always has the same answer.",
    }
