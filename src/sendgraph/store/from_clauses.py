"""The dataset that a query names for itself, in its FROM clauses."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

import pyoxigraph

from sendgraph.store.engine import Dataset
from sendgraph.store.sparql_lexer import Token, tokens

_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_ESCAPED: Final = re.compile(r"\\(.)")


def named_dataset(text: str, base: str = "") -> Dataset | None:
    """
    The graphs that FROM and FROM NAMED give; None where a query has neither.

    IRIs are relative to `base` until the query gives its own.

    >>> named_dataset("PREFIX g: <http://g/> SELECT * FROM g:a FROM NAMED <http://g/b> { ?s ?p ?o }")
    Dataset(default=('http://g/a',), named=('http://g/b',))
    >>> named_dataset("ASK { }") is None
    True

    A name whose prefix is not declared is left out, and so is what is no IRI: the engine refuses such a
    query.
    """
    default: dict[str, None] = {}
    named: dict[str, None] = {}
    clauses = 0
    prefixes: dict[str, str] = {}
    before: tuple[str, str] = ("", "")
    last: Token | None = None
    for token in _prologue(text):
        if token.kind == "iri":
            iri = _resolved(base, token.text[1:-1])
            if before[1] == "BASE":
                base = iri
            elif before[0] == "PREFIX" and last is not None:
                prefixes[last.text[:-1]] = iri
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            iri = prefixes[prefix] + _ESCAPED.sub(r"\1", local) if prefix in prefixes else ""
        else:
            iri = ""
        if iri and before[1] == "FROM":
            default[iri] = None
        elif iri and before == ("FROM", "NAMED"):
            named[iri] = None
        clauses += token.keyword == "FROM"
        before, last = (before[1], token.keyword), token
    return Dataset(tuple(default), tuple(named)) if clauses else None


def _prologue(text: str) -> Iterator[Token]:
    """The tokens that stand in no brackets, up to the WHERE clause."""
    for token in tokens(text):
        if token.text == "{":
            return
        if not token.depth:
            yield token


def _resolved(base: str, written: str) -> str:
    """An IRI as it is written in full, empty where it is none."""
    try:
        iri = _CODEPOINT.sub(_character, written)
        return pyoxigraph.NamedNode(iri if _ABSOLUTE.match(iri) else urljoin(base, iri)).value
    except (ValueError, OverflowError):
        return ""


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape.group(1) or escape.group(2), 16))
