"""Answers in our own types in the formats of the SPARQL 1.1 standards, and statements in those of RDF 1.1."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph

from sendgraph.graph.json_ld import Context
from sendgraph.store.engine import Solutions, Statement, Term, Truth
from sendgraph.store.formats import GRAPH_MEDIA_TYPES, TABLE_MEDIA_TYPES, GraphFormat, TableFormat
from sendgraph.store.writing import graph_bytes

__all__ = [
    "GRAPH_MEDIA_TYPES",
    "TABLE_MEDIA_TYPES",
    "GraphFormat",
    "TableFormat",
    "n3",
    "serialise_graph",
    "serialise_table",
]

_RESULTS_NAMESPACE = "http://www.w3.org/2005/sparql-results#"


def serialise_table(answer: Solutions | Truth, form: TableFormat) -> bytes:
    """
    The answer to a SELECT or ASK.

    >>> serialise_table(Solutions(("x",), [(Term("literal", "a"),)]), "csv")
    b'x\\r\\na\\r\\n'
    """
    writers: dict[TableFormat, Callable[[Solutions | Truth], str]] = {
        "json": _json,
        "xml": _xml,
        "csv": _csv,
        "tsv": _tsv,
    }
    return writers[form](answer).encode("utf-8", "replace")


def serialise_graph(
    statements: Iterable[Statement],
    form: GraphFormat,
    prefixes: Mapping[str, str] | None = None,
    context: Context | None = None,
) -> bytes:
    """
    Statements without their graphs, sorted, each once. JSON-LD takes the names of `context`.

    >>> one = Statement(Term("iri", "http://a"), "http://b", Term("literal", "c"), graph="http://g")
    >>> serialise_graph([one, one], "nt")
    b'<http://a> <http://b> "c" .\\n'

    Raises:
        BadParameter: where RDF/XML has no way to write a predicate.
    """
    triples = (
        pyoxigraph.Triple(_subject(s.subject), pyoxigraph.NamedNode(s.predicate), _object(s.object))
        for s in statements
    )
    return graph_bytes(triples, form, prefixes=prefixes, context=context)


def n3(term: Term) -> str:
    """
    A term as Turtle and N-Triples write it.

    >>> n3(Term("literal", 'say "hi"', language="en"))
    '"say \\\\"hi\\\\""@en'
    """
    return str(_object(term))


def _subject(term: Term) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode:
    return pyoxigraph.NamedNode(term.value) if term.is_iri else pyoxigraph.BlankNode(term.value)


def _object(term: Term) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    if term.kind != "literal":
        return _subject(term)
    if term.language:
        return pyoxigraph.Literal(term.value, language=term.language)
    datatype = pyoxigraph.NamedNode(term.datatype) if term.datatype else None
    return pyoxigraph.Literal(term.value, datatype=datatype)


def _json(answer: Solutions | Truth) -> str:
    if isinstance(answer, Truth):
        return json.dumps({"head": {}, "boolean": answer.value})
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return json.dumps(
        {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}, ensure_ascii=False
    )


def _json_term(term: Term) -> dict[str, str]:
    if term.kind != "literal":
        return {"type": "uri" if term.is_iri else "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype:
        found["datatype"] = term.datatype
    return found


def _xml(answer: Solutions | Truth) -> str:
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n', f'<sparql xmlns="{_RESULTS_NAMESPACE}">\n<head>']
    if isinstance(answer, Truth):
        parts.append(f"</head>\n<boolean>{str(answer.value).lower()}</boolean>\n</sparql>\n")
        return "".join(parts)
    parts += [f"<variable name={quoteattr(name)}/>" for name in answer.variables]
    parts.append("</head>\n<results>\n")
    for row in answer.rows:
        parts.append("<result>")
        for name, term in zip(answer.variables, row, strict=True):
            if term is not None:
                parts.append(f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>")
        parts.append("</result>\n")
    parts.append("</results>\n</sparql>\n")
    return "".join(parts)


def _xml_term(term: Term) -> str:
    value = "".join(_xml_character(c) for c in term.value) if not term.value.isprintable() else term.value
    value = escape(value, {"\r": "&#13;"})
    if term.kind != "literal":
        tag = "uri" if term.is_iri else "bnode"
        return f"<{tag}>{value}</{tag}>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{value}</literal>"
    if term.datatype:
        return f"<literal datatype={quoteattr(term.datatype)}>{value}</literal>"
    return f"<literal>{value}</literal>"


def _xml_character(char: str) -> str:
    """The character, or U+FFFD where XML 1.0 has no way to write it."""
    code = ord(char)
    allowed = char in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    return char if allowed else "\ufffd"


def _csv(answer: Solutions | Truth) -> str:
    if isinstance(answer, Truth):
        return str(answer.value).lower()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.variables)
    for row in answer.rows:
        cells = ["" if t is None else f"_:{t.value}" if t.kind == "blank" else t.value for t in row]
        if len(cells) == 1 and not cells[0]:
            out.write("\r\n")
        else:
            writer.writerow(cells)
    return out.getvalue()


def _tsv(answer: Solutions | Truth) -> str:
    if isinstance(answer, Truth):
        return str(answer.value).lower()
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ["\t".join("" if t is None else n3(t).replace("\t", "\\t") for t in row) for row in answer.rows]
    return "".join(f"{line}\n" for line in lines)
