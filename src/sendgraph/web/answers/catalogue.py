"""What there is to have: the catalogue of releases, and the description of the one that serves in numbers."""

from collections.abc import Iterable, Sequence
from typing import cast

import pyoxigraph

from sendgraph.release import PREFIXES, data_catalogue, void_description
from sendgraph.store.formats import GraphFormat
from sendgraph.store.writing import graph_bytes
from sendgraph.web.answers.catalogue_view import catalogue_view, void_view
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.pages import render
from sendgraph.workers import Reply


def catalogue(served: ServedRelease, format: str, root: str, earlier: Sequence[str], publisher: str) -> Reply:
    """
    The catalogue, as DCAT or as a page.

    `earlier` names the other releases that are there now; of them it has those that were there
    when this one was loaded.
    """
    others = [release for release in served.earlier if release.name in earlier]
    if format == "html":
        values = {"catalogue": catalogue_view(served, others, publisher)}
        return Reply(render("catalogue.html", values, root))
    triples = data_catalogue(served.release, others, publisher=publisher, statistics=served.statistics)
    return Reply(_written(triples, format))


def void(served: ServedRelease, format: str, root: str, publisher: str) -> Reply:
    """The VoID description, as RDF or as a page."""
    if format == "html":
        return Reply(render("void.html", {"void": void_view(served)}, root))
    return Reply(
        _written(void_description(served.release, publisher=publisher, statistics=served.statistics), format)
    )


def _written(triples: Iterable[pyoxigraph.Triple], form: str) -> bytes:
    return graph_bytes(triples, cast(GraphFormat, form), prefixes=PREFIXES)
