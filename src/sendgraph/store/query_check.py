"""
What a query may do here: read this graph, and nothing else.

A query that would call another server (SERVICE) or change data is refused before any
engine sees it, wherever the operation stands.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NoReturn

from sendgraph.errors import QueryRefused
from sendgraph.store.origins import check_origin, has_origin
from sendgraph.store.sparql_lexer import Token, malformed, position, tokens

QueryForm = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: dict[str, QueryForm] = {
    "SELECT": "SELECT",
    "ASK": "ASK",
    "CONSTRUCT": "CONSTRUCT",
    "DESCRIBE": "DESCRIBE",
}
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"}
)
#: What makes terms that RDF 1.1 does not know.
_NEWER = frozenset({"TRIPLE", "STRLANGDIR", "~"})
#: A thousand queries are remembered; longer ones are rarely asked twice, and would take memory.
_LONGEST_REMEMBERED = 8_000
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BEFORE_A_NAMED_GRAPH = frozenset({"GRAPH", "FROM", "NAMED"})


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may run: its text, its form, whether it names its own dataset (FROM) and calls servers."""

    text: str
    form: QueryForm
    has_dataset: bool
    calls_services: bool = False


def check_query(text: str, allowed_origins: tuple[str, ...] = ()) -> CheckedQuery:
    """
    Let a query pass, or refuse it.

    >>> check_query("SELECT * { ?service a <http://example.org/service> }").form
    'SELECT'
    >>> check_query("ASK { OPTIONAL { service silent <http://example.org/> { } } }")
    Traceback (most recent call last):
    sendgraph.errors.QueryRefused: line 1, column 18: SERVICE would call another server, which is
    not allowed; take the SERVICE block out, or fetch that data yourself

    A server whose origin is allowed may be called by its IRI written in full:

    >>> check_query("ASK { SERVICE <http://example.org/> { } }", ("http://example.org",)).calls_services
    True

    Raises:
        QueryRefused: with the code `service-refused`, `update-refused` or `query-malformed`.
        BadParameter: where an allowed origin is not written as one.
    """
    return (_remembered if len(text) <= _LONGEST_REMEMBERED else _both_readings)(text, allowed_origins)


def _both_readings(text: str, origins: tuple[str, ...]) -> CheckedQuery:
    for origin in origins:
        check_origin(origin)
    checked = _check(text, origins)
    decoded = _ESCAPED.sub(_character, text)
    if decoded != text:
        # SPARQL decodes \\u before it reads tokens, some engines after: both readings must pass.
        try:
            _check(decoded, origins)
        except QueryRefused as refused:
            if refused.code != "query-malformed":
                raise
    return checked


_remembered: Final = lru_cache(maxsize=1024)(_both_readings)


def _check(text: str, origins: tuple[str, ...]) -> CheckedQuery:
    form: QueryForm | None = None
    has_dataset = calls_services = graph_named = False
    before: Token | None = None
    service: Token | None = None  # the word whose block has not begun
    for token in tokens(text):
        keyword = token.keyword
        if service is not None:
            if before is not None and before.kind == "iri" and token.text == "{":
                service = None
            elif before is None or not _may_follow(before, token, origins):
                _refuse_service(text, service, origins)
        elif "SERVICE" in keyword:
            if keyword != "SERVICE" or not origins:
                _refuse_service(text, token, origins)
            service, calls_services = token, True
        if keyword in _UPDATES:
            _refuse_update(text, token)
        if keyword in _NEWER or token.text in _NEWER or (token.text == "|" and before and before.text == "{"):
            malformed(text, token.start, "triple terms and text directions are not part of SPARQL 1.1")
        if token.text == "{" and before is not None and _hides_service(before) and not graph_named:
            _refuse_service(text, before, origins)
        if token.depth == 0:
            form = form or _FORMS.get(keyword)
            has_dataset = has_dataset or keyword == "FROM"
        graph_named = before is not None and before.keyword in _BEFORE_A_NAMED_GRAPH
        before = token
    if service is not None:
        _refuse_service(text, service, origins)
    if form is None:
        malformed(
            text, len(text), "there is no SELECT, ASK, CONSTRUCT or DESCRIBE", "write a SPARQL 1.1 query"
        )
    return CheckedQuery(text, form, has_dataset, calls_services)


def _may_follow(before: Token, token: Token, origins: tuple[str, ...]) -> bool:
    """Whether a token may stand behind SERVICE, or behind SILENT: a server that is allowed, to the letter."""
    if token.kind == "iri":
        iri = token.text[1:-1]
        return before.keyword in ("SERVICE", "SILENT") and "\\" not in iri and has_origin(iri, origins)
    return before.keyword == "SERVICE" and token.keyword == "SILENT"


def _hides_service(token: Token) -> bool:
    """Whether a name before a brace may be read as the word SERVICE and a name: `SERVICE:x { }`."""
    return token.kind == "name" and token.depth > 0 and "SERVICE" in token.text.partition(":")[0].upper()


def _refuse_service(text: str, token: Token, origins: tuple[str, ...]) -> NoReturn:
    what, remedy = "SERVICE would call another server, which is not allowed", "take the SERVICE block out"
    if origins:
        what = "SERVICE may only call a server that is allowed here, by its address in full between < and >"
    raise QueryRefused(
        what,
        where=_place(text, token),
        remedy=f"{remedy}, or fetch that data yourself",
        code="service-refused",
    )


def _refuse_update(text: str, token: Token) -> NoReturn:
    raise QueryRefused(
        f"{token.keyword} would change data, and this graph is only read",
        where=_place(text, token),
        remedy="ask with SELECT, ASK, CONSTRUCT or DESCRIBE",
        code="update-refused",
    )


def _place(text: str, token: Token) -> str:
    line, column = position(text, token.start)
    return f"line {line}, column {column}"


def _character(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match.group()
