"""
What Schemathesis needs to know to make valid requests, which no schema can say.

It is loaded by `schemathesis.toml`, in the tests as by hand: a query is valid where it is
SPARQL, and a format where it is one of the query's kind.
"""

import re
from typing import Any, Final

import schemathesis
from hypothesis import strategies as st

_SEND = "https://w3id.org/sendgraph/def/"
_TERMS = st.sampled_from(
    [f"<{_SEND}Concern>", f"<{_SEND}localArea>", "?s", "?o", '"words"', '"wörter"@de', "1", "1.5", "true"]
)
_PROPERTIES = st.sampled_from(["a", "?p", f"<{_SEND}polarity>", f"<{_SEND}finding>/<{_SEND}theme>"])
_SUBJECTS = st.sampled_from(["?s", "?t", f"<{_SEND}Concern>"])
_NUMBERS = st.integers(0, 20)


def _triple(subject: str, predicate: str, object_: str) -> str:
    return f"{subject} {predicate} {object_} ."


def _extended(patterns: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{} OPTIONAL {{ {} }}".format, patterns, patterns),
        st.builds("{{ {} }} UNION {{ {} }}".format, patterns, patterns),
        st.builds("GRAPH ?g {{ {} }}".format, patterns),
        st.builds("{} FILTER (STRLEN(STR(?s)) > {})".format, patterns, _NUMBERS),
        st.builds("{} MINUS {{ {} }}".format, patterns, patterns),
    )


_PATTERNS = st.recursive(st.builds(_triple, _SUBJECTS, _PROPERTIES, _TERMS), _extended, max_leaves=3)
#: A limit, so that what is asked is answered soon and whole.
QUERIES = st.one_of(
    st.builds("SELECT * WHERE {{ {} }} LIMIT {}".format, _PATTERNS, _NUMBERS),
    st.builds("SELECT (COUNT(*) AS ?n) {{ SELECT * {{ {} }} LIMIT {} }}".format, _PATTERNS, _NUMBERS),
    st.builds("ask {{ {} }}".format, _PATTERNS),
    st.builds("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {} }} LIMIT {}".format, _PATTERNS, _NUMBERS),
    st.builds("DESCRIBE <{}{}>".format, st.just(_SEND), st.sampled_from(["Concern", "nothing"])),
    st.just("# nothing\nASK {}"),
)
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OF_ROWS = ("json", "xml", "csv", "tsv", "html")
_OF_GRAPHS = ("ttl", "nt", "rdf", "jsonld", "json", "xml", "html")

schemathesis.openapi.format("sparql-query", QUERIES)
schemathesis.openapi.media_type("application/sparql-query", QUERIES.map(str.encode))


@schemathesis.serializer("application/sparql-query")
def serialise_query(context: schemathesis.SerializationContext, value: object) -> bytes:
    """A query is its own text."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@schemathesis.hook
def map_case(context: schemathesis.HookContext, case: schemathesis.Case) -> schemathesis.Case:
    """Mend what two parameters that are valid by themselves may not be together."""
    if case.operation.path == "/sparql":
        _fit_format(case)
    elif isinstance(case.query, dict):
        _put_in_order(case.query)
    return case


def _fit_format(case: schemathesis.Case) -> None:
    """A format that the query has, where one of those that there are is asked for."""
    asked: list[dict[str, Any]] = [one for one in (case.query, case.body) if isinstance(one, dict)]
    query = next((one["query"] for one in asked if isinstance(one.get("query"), str)), None)
    if isinstance(case.body, bytes):
        query = case.body.decode()
    words = (query or "").split("\n")[-1].split()
    formats = _OF_ROWS if words and words[0].upper() in ("SELECT", "ASK") else _OF_GRAPHS
    for one in asked:
        given = one.get("format")
        if isinstance(given, str) and given in {*_OF_ROWS, *_OF_GRAPHS} - {*formats}:
            one["format"] = formats[0]


def _put_in_order(query: dict[str, Any]) -> None:
    """The earlier of two days first."""
    first, last = query.get("from"), query.get("to")
    if isinstance(first, str) and isinstance(last, str) and _DAY.fullmatch(first) and _DAY.fullmatch(last):
        query["from"], query["to"] = sorted((first, last))
