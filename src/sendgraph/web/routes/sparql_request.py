"""
Requests of the SPARQL 1.1 Protocol, read strictly.

https://www.w3.org/TR/sparql11-protocol/
"""

import re
from dataclasses import dataclass
from typing import Final, get_args
from urllib.parse import parse_qsl

from starlette.requests import Request

from sendgraph.settings import Settings
from sendgraph.store import CheckedQuery, Dataset
from sendgraph.store.serialise import (
    GRAPH_MEDIA_TYPES,
    TABLE_MEDIA_TYPES,
    GraphFormat,
    TableFormat,
)
from sendgraph.web.forms import best_offer
from sendgraph.web.problems import Refused

Form = TableFormat | GraphFormat | str

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_SECONDS: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,30})?")
#: Within less a query that is waited for has no chance.
LEAST_SECONDS: Final = 0.1
_ABSOLUTE_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`]*")

#: Where a form and its address differ in these, the form is right.
_SAID_ONCE: Final = frozenset({"format", "timeout"})

#: What a client may ask for → format, in order of preference.
_TABLES: Final[dict[str, str]] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/html": "html",
    "application/xml": "xml",
    "text/xml": "xml",
}
_GRAPHS: Final[dict[str, str]] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
    "text/html": "html",
    "application/json": "jsonld",
    "text/plain": "nt",
}
#: Other names that people give to formats of graphs.
_ALIASES: Final[dict[str, str]] = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "rdfxml": "rdf",
    "xml": "rdf",
    "json-ld": "jsonld",
    "json": "jsonld",
}


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """
    What a request asks: the query, None where it has none, its dataset and the format wanted by name.

    `seconds` is the deadline that it asks for, None for the server's own.
    """

    query: str | None
    dataset: Dataset | None
    format: str | None
    seconds: float | None


async def read_request(request: Request, settings: Settings) -> SparqlRequest:
    """
    Read a GET, form POST or direct POST.

    Raises:
        Refused: where it keeps to none of the three, or is too long.
    """
    max_bytes = settings.max_query_bytes
    parameters = _pairs(request.scope.get("query_string", b""))
    query: str | None = None
    if request.method == "POST":
        media_type, charset = _content_type(request)
        if media_type == _UPDATE:
            raise Refused("update-refused", "this graph is only read", remedy=f"post {_QUERY}")
        if media_type not in (_FORM, _QUERY):
            raise Refused(
                "unsupported-media-type",
                "a POST carries a form or a query",
                where="Content-Type",
                remedy=f"send {_FORM} or {_QUERY}",
                headers={"Accept-Post": f"{_FORM}, {_QUERY}"},
            )
        if charset not in ("", "utf-8", "utf8"):
            raise Refused("unsupported-media-type", "text is read as UTF-8 alone", where="Content-Type")
        body = await _body(request, max_bytes)
        if media_type == _FORM:
            form = _pairs(body)
            said = {name for name, _ in form} & _SAID_ONCE
            parameters = [pair for pair in parameters if pair[0] not in said] + form
        else:
            query = _text(body)
            if any(name == "query" for name, _ in parameters):
                raise Refused("bad-request", "the query is given twice: in the body and in the address")
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise Refused("update-refused", "this graph is only read", where="update", remedy="send a query")
    given = _one(values, "query")
    query = query if query is not None else given
    if query is not None and len(query.encode()) > max_bytes:
        raise _too_long(max_bytes)
    seconds = _seconds(_one(values, "timeout"), settings.query_seconds)
    return SparqlRequest(query, _dataset(values), _one(values, "format") or None, seconds)


def choose_format(request: Request, wanted: str | None, query: CheckedQuery | None) -> tuple[str, str]:
    """
    The format of the answer and the media type to call it by; without a query, of the service description.

    Raises:
        Refused: where the format does not exist, or nothing acceptable is offered.
    """
    is_table = query is not None and query.form in ("SELECT", "ASK")
    offers = _TABLES if is_table else _GRAPHS
    names = (*get_args(TableFormat), "html") if is_table else (*get_args(GraphFormat), "html")
    if wanted is not None:
        wanted = wanted if is_table else _ALIASES.get(wanted, wanted)
        if wanted in names:
            return wanted, _media_type(wanted)
        if wanted in offers:
            return offers[wanted], _media_type(offers[wanted], wanted)
        raise Refused(
            "bad-parameter",
            f"{query.form if query else 'a service description'} has no such format",
            where="format",
            remedy=f"choose from {', '.join(names)}",
        )
    chosen = best_offer(request, tuple(offers))
    return offers[chosen], _media_type(offers[chosen], chosen)


def _media_type(name: str, asked: str | None = None) -> str:
    types: dict[str, str] = {**TABLE_MEDIA_TYPES, **GRAPH_MEDIA_TYPES, "html": "text/html; charset=utf-8"}
    if asked in ("application/json", "application/xml"):
        return asked
    if asked in ("text/xml", "text/plain"):
        return f"{asked}; charset=utf-8"
    return types[name]


def _content_type(request: Request) -> tuple[str, str]:
    media_type, *parameters = (part.strip() for part in request.headers.get("content-type", "").split(";"))
    charset = next(
        (p.partition("=")[2].strip('" ') for p in parameters if p.lower().startswith("charset=")), ""
    )
    return media_type.lower(), charset.lower()


async def _body(request: Request, max_bytes: int) -> bytes:
    """The body, read no further than may be; an escaped form may be three times as long as what it says."""
    limit = max_bytes * 3 + 10_000
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise _too_long(max_bytes)
    return bytes(body)


def _too_long(max_bytes: int) -> Refused:
    return Refused("query-too-long", f"a query has at most {max_bytes:,} bytes", remedy="shorten it")


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=200,
        )
    except UnicodeError:
        raise Refused("bad-request", "the parameters are not UTF-8, percent-encoded") from None
    except ValueError:
        raise Refused("bad-request", "there are more than 200 parameters") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("bad-request", "the query is not UTF-8") from None


def _one(values: dict[str, list[str]], name: str) -> str | None:
    found = values.get(name, [])
    if len(found) > 1:
        raise Refused("bad-request", "the parameter is given more than once", where=name)
    return found[0] if found else None


def _seconds(given: str | None, most: float) -> float | None:
    """The deadline that a request asks for in place of the server's, in seconds."""
    if given is None:
        return None
    least = min(LEAST_SECONDS, most)
    if not _SECONDS.fullmatch(given) or not least <= float(given) <= most:
        raise Refused(
            "bad-parameter",
            "the deadline is no number of seconds that a query may take here",
            where="timeout",
            remedy=f"give {least:g} to {most:g}, or leave it out",
        )
    return float(given)


def _dataset(values: dict[str, list[str]]) -> Dataset | None:
    default, named = values.get("default-graph-uri", []), values.get("named-graph-uri", [])
    for name, iris in (("default-graph-uri", default), ("named-graph-uri", named)):
        for iri in iris:
            if not _ABSOLUTE_IRI.fullmatch(iri):
                raise Refused("bad-parameter", "a graph is named by an absolute IRI", where=name)
    return Dataset(tuple(default), tuple(named)) if default or named else None
