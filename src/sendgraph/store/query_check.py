"""
What a query may do here: read this graph, and nothing else.

A query that would call another server (SERVICE) or change data is refused before any
engine sees it, wherever the operation stands.
"""

import re
from dataclasses import dataclass
from typing import Literal

from sendgraph.errors import QueryRefused
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
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BEFORE_A_NAMED_GRAPH = frozenset({"GRAPH", "FROM", "NAMED"})


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may run: its text, its form, and whether it names its own dataset (FROM)."""

    text: str
    form: QueryForm
    has_dataset: bool


def check_query(text: str) -> CheckedQuery:
    """
    Let a query pass, or refuse it.

    >>> check_query("SELECT * { ?service a <http://example.org/service> }").form
    'SELECT'
    >>> check_query("ASK { OPTIONAL { service silent <http://example.org/> { } } }")
    Traceback (most recent call last):
    sendgraph.errors.QueryRefused: line 1, column 18: SERVICE would call another server, which is
    not allowed; take the SERVICE block out, or fetch that data yourself

    Raises:
        QueryRefused: with the code `service-refused`, `update-refused` or `query-malformed`.
    """
    checked = _check(text)
    decoded = _ESCAPED.sub(_character, text)
    if decoded != text:
        # SPARQL decodes \\u before it reads tokens, some engines after: both readings must pass.
        try:
            _check(decoded)
        except QueryRefused as refused:
            if refused.code != "query-malformed":
                raise
    return checked


def _check(text: str) -> CheckedQuery:
    form: QueryForm | None = None
    has_dataset = False
    before: Token | None = None
    graph_named = False
    for token in tokens(text):
        keyword = token.keyword
        if "SERVICE" in keyword:
            _refuse_service(text, token)
        if keyword in _UPDATES:
            _refuse_update(text, token)
        if token.text == "{" and before is not None and _hides_service(before) and not graph_named:
            _refuse_service(text, before)
        if token.depth == 0:
            form = form or _FORMS.get(keyword)
            has_dataset = has_dataset or keyword == "FROM"
        graph_named = before is not None and before.keyword in _BEFORE_A_NAMED_GRAPH
        before = token
    if form is None:
        malformed(
            text, len(text), "there is no SELECT, ASK, CONSTRUCT or DESCRIBE", "write a SPARQL 1.1 query"
        )
    return CheckedQuery(text, form, has_dataset)


def _hides_service(token: Token) -> bool:
    """Whether a name before a brace may be read as the word SERVICE and a name: `SERVICE:x { }`."""
    return token.kind == "name" and token.depth > 0 and "SERVICE" in token.text.partition(":")[0].upper()


def _refuse_service(text: str, token: Token) -> None:
    raise QueryRefused(
        "SERVICE would call another server, which is not allowed",
        where=_place(text, token),
        remedy="take the SERVICE block out, or fetch that data yourself",
        code="service-refused",
    )


def _refuse_update(text: str, token: Token) -> None:
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
