"""The ontology, the shapes and the context of JSON-LD: what statements are written in."""

import json
from typing import Final

from sendgraph.graph.json_ld import context
from sendgraph.store import serialise_graph
from sendgraph.store.formats import is_graph_format
from sendgraph.store.writing import graph_bytes
from sendgraph.web.answers.describing import describe_vocabulary
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.answers.vocabulary_view import vocabulary_view
from sendgraph.web.pages import render
from sendgraph.workers import Reply

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SH: Final = "http://www.w3.org/ns/shacl#"


def vocabulary(served: ServedRelease, format: str, root: str) -> Reply:
    """The document about the ontology."""
    found = describe_vocabulary(served.store)
    if format == "html":
        forms = [(name, f"/def.{name}") for name in ("ttl", "jsonld", "nt", "rdf")]
        values = {"vocabulary": vocabulary_view(served), "forms": forms}
        return Reply(render("vocabulary.html", values, root), {"place": "/def"})
    statements = found.document(f"{served.base_iri.rstrip('/#')}/def")
    assert is_graph_format(format)
    names = context(served.namespaces)
    return Reply(serialise_graph(statements, format, served.prefixes, names), {"place": "/def"})


def shapes(served: ServedRelease, format: str) -> Reply:
    """The SHACL shapes that the release was checked against, as one graph."""
    assert is_graph_format(format)
    prefixes = served.prefixes | {"sh": _SH, "owl": _OWL, "shape": f"{served.namespaces.send}shapes/"}
    names = context(served.namespaces)
    return Reply(graph_bytes(served.shapes, format, prefixes=prefixes, context=names))


def json_ld_context(served: ServedRelease) -> Reply:
    """The context that each JSON-LD document carries, by itself."""
    content = {"@context": context(served.namespaces)}
    return Reply(json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")
