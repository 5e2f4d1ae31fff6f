"""The document about a thing, a term or the vocabulary, in each form that it is given in."""

import json
from typing import Final, cast

from sendgraph.errors import UnknownThing
from sendgraph.graph.json_ld import context
from sendgraph.store import serialise_graph
from sendgraph.store.formats import GraphFormat
from sendgraph.web.answers.describing import Description, describe
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.answers.thing_view import as_json, view
from sendgraph.web.answers.vocabulary import vocabulary
from sendgraph.web.pages import render
from sendgraph.workers import Reply

_VERSION: Final = "http://www.w3.org/2002/07/owl#versionIRI"
_FORMS: Final = ("ttl", "jsonld", "nt", "rdf", "json")


def locate(served: ServedRelease, path: str) -> Reply:
    """
    Where the document about `/id/{path}` is: `about` has its path.

    The dataset itself is described by the catalogue, where the release says nothing of it.

    Raises:
        UnknownThing: where the release says nothing of it.
    """
    iri = served.namespaces.things + path
    if iri == served.dataset and next(served.store.match(subject=iri), None) is None:
        return Reply(b"", {"redirect": "/catalogue"})
    iri = _known(served, iri)
    return Reply(b"", {"redirect": f"/doc/{iri.removeprefix(served.namespaces.things)}"})


def document(served: ServedRelease, space: str, path: str, format: str, page: int, root: str) -> Reply:
    """
    The document about a thing (`space` is `id`) or a term (`def`); of a former name, where it is now.

    Raises:
        UnknownThing: where the release says nothing of it, or has no such page.
    """
    if space == "def":
        iri = str(served.namespaces.send) + path
        if next(
            served.store.match(subject=str(served.namespaces.send), predicate=_VERSION, object_=iri), None
        ):
            return vocabulary(served, format, root)
        if path in served.shapes_paths:
            return Reply(b"", {"redirect": "/def/shapes", "status": 303})
        place = f"/def/{path}"
    else:
        iri = served.namespaces.things + path
        if iri in served.aliases:
            present = served.aliases[iri].removeprefix(served.namespaces.things)
            return Reply(b"", {"redirect": f"/doc/{present}"})
        place = f"/doc/{path}"
    found = describe(served.store, _known(served, iri), page=page)
    licences = served.licences(s.graph for s in (*found.own, *found.evidence, *found.contents))
    about = {"place": place, "pages": found.pages, "licences": licences}
    return Reply(_represent(served, found, place, format, root), about)


def _represent(served: ServedRelease, found: Description, place: str, form: str, root: str) -> bytes:
    if form == "json":
        return json.dumps(as_json(served, found), ensure_ascii=False, indent=1).encode()
    if form == "html":
        forms = [(name, f"{place}.{name}") for name in _FORMS]
        return render("thing.html", {"thing": view(served, found), "forms": forms}, root)
    statements = found.document(f"{served.base_iri.rstrip('/#')}{place}")
    names = context(served.namespaces)
    return serialise_graph(statements, cast(GraphFormat, form), served.prefixes, names)


def _known(served: ServedRelease, iri: str) -> str:
    """The IRI, or the one that it has become; the named graphs are known as well."""
    iri = served.aliases.get(iri, iri)
    is_graph = iri.startswith(served.namespaces.graphs)
    known = next(served.store.match(subject=iri), None) or (
        next(served.store.match(graph=iri), None) if is_graph else None
    )
    if known is None:
        raise UnknownThing("the graph knows no such thing", where=iri[:200], remedy="start at the front page")
    return iri
