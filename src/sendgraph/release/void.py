"""
A release as VoID describes datasets: its numbers, its parts, and where it is had.

Every number is what SPARQL counts over the release as it is served, where each statement
stands once in the union of all graphs. Entities are what has a class there.
"""

from typing import Final
from urllib.parse import quote

import pyoxigraph

from sendgraph.graph import Namespaces
from sendgraph.release.describing import TITLE, WHAT
from sendgraph.release.description import Description, text, typed
from sendgraph.release.dumps import download_address
from sendgraph.release.opening import Release
from sendgraph.release.statistics import Statistics

_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FEATURES: Final = ("Turtle", "JSON-LD", "N-Triples", "RDF_XML", "N-Quads", "TriG")
#: Classes of which a reader wants an example first.
_EXAMPLES: Final = ("LocalArea", "Inspection", "Finding", "Measure", "Service", "SourceDocument")


def void_description(
    release: Release, *, publisher: str = "sendgraph", statistics: Statistics | None = None
) -> tuple[pyoxigraph.Triple, ...]:
    """
    The VoID description of a release.

    Who has the release's statistics already gives them, and no file is read.
    """
    return _Void(release, publisher, statistics or release.statistics()).written()


class _Void:
    def __init__(self, release: Release, publisher: str, statistics: Statistics) -> None:
        self._release, self._base = release, release.base_iri
        self._namespaces = Namespaces(release.base_iri)
        self._statistics = statistics
        self._about = Description()
        self._iri = f"{self._base}.well-known/void"
        self._dataset = str(self._namespaces.thing("dataset", "sendgraph"))
        self._prefixes = sorted(self._namespaces.prefixes.items(), key=lambda item: -len(item[1]))
        self._publisher = publisher

    def written(self) -> tuple[pyoxigraph.Triple, ...]:
        about, iri = self._about, self._iri
        title = f"VoID description of sendgraph {self._release.manifest.version}"
        about.thing(iri, "void:DatasetDescription", title)
        about.add(iri, "dcterms:title", text(title))
        about.add(iri, "foaf:primaryTopic", self._dataset)
        self._whole()
        self._parts()
        self._classes()
        self._properties()
        self._links()
        return about.triples

    def _count(self, iri: str, **numbers: int) -> None:
        for name, number in numbers.items():
            self._about.add(iri, f"void:{name}", typed(number, "xsd:integer"))

    def _whole(self) -> None:
        about, iri, manifest, counted = self._about, self._dataset, self._release.manifest, self._statistics
        about.thing(iri, "void:Dataset", TITLE)
        about.add(iri, "dcterms:title", text(TITLE))
        about.add(iri, "dcterms:description", text(WHAT))
        about.add(iri, "dcterms:issued", typed(manifest.released, "xsd:date"))
        about.add(iri, "dcterms:publisher", f"{self._base}catalogue#publisher")
        about.thing(f"{self._base}catalogue#publisher", "foaf:Agent", self._publisher)
        about.add(f"{self._base}catalogue#publisher", "foaf:name", text(self._publisher, None))
        about.add(iri, "foaf:homepage", self._base)
        self._count(
            iri,
            triples=counted.triples,
            entities=counted.entities,
            distinctSubjects=counted.subjects,
            distinctObjects=counted.objects,
            classes=len(counted.classes),
            properties=len(counted.properties),
            documents=counted.things,
        )
        about.add(iri, "void:sparqlEndpoint", f"{self._base}sparql")
        for dump in self._release.dumps():
            if dump.form.is_rdf:
                about.add(iri, "void:dataDump", download_address(self._base, self._release.name, dump.name))
        about.add(iri, "void:feature", *(f"{_FORMATS}{name}" for name in _FEATURES))
        used = {_namespace(name) for name in (*counted.classes, *counted.properties)}
        about.add(iri, "void:vocabulary", *sorted(used))
        for name in _EXAMPLES:
            kind = counted.classes.get(str(self._namespaces.send[name]))
            if kind and kind.example:
                about.add(iri, "void:exampleResource", kind.example)

    def _parts(self) -> None:
        """The things and the terms, by where their addresses start; and the named graphs."""
        about, counted = self._about, self._statistics
        for name, label, start, number in (
            ("things", "Areas, inspections, findings and other things", f"{self._base}id/", counted.things),
            ("terms", "Classes, properties and concepts", f"{self._base}def/", counted.terms),
        ):
            part = about.thing(f"{self._iri}#{name}", "void:Dataset", label)
            about.add(self._dataset, "void:subset", part)
            about.add(part, "void:uriSpace", text(start, None))
            self._count(part, entities=number)
        for graph, number in sorted(self._release.manifest.graphs.items()):
            about.thing(graph, "void:Dataset", f"Graph {graph.removeprefix(self._namespaces.graphs)}")
            about.add(self._dataset, "void:subset", graph)
            self._count(graph, triples=number)

    def _classes(self) -> None:
        for name, kind in self._statistics.classes.items():
            part = self._partition("class", name)
            self._about.add(self._dataset, "void:classPartition", part)
            self._about.add(part, "void:class", name)
            self._count(part, entities=kind.entities)
            if kind.example:
                self._about.add(part, "void:exampleResource", kind.example)

    def _properties(self) -> None:
        for name, used in self._statistics.properties.items():
            part = self._partition("property", name)
            self._about.add(self._dataset, "void:propertyPartition", part)
            self._about.add(part, "void:property", name)
            self._count(
                part, triples=used.triples, distinctSubjects=used.subjects, distinctObjects=used.objects
            )

    def _links(self) -> None:
        """What ties terms and things here to those of others, by property and namespace."""
        about = self._about
        for tie in self._statistics.ties:
            there, how = tie.namespace, self._short(tie.property)
            links = f"{self._iri}#links-{how}-{quote(there, safe='')}"
            about.thing(links, "void:Linkset", f"{how} to {there}")
            about.add(self._dataset, "void:subset", links)
            about.add(links, "void:linkPredicate", tie.property)
            about.add(links, "void:subjectsTarget", self._dataset)
            target = f"{self._iri}#at-{quote(there, safe='')}"
            about.add(links, "void:objectsTarget", about.thing(target, "void:Dataset", there))
            about.add(target, "void:uriSpace", text(there, None))
            self._count(links, triples=tie.triples)

    def _partition(self, what: str, name: str) -> str:
        short = self._short(name)
        iri = f"{self._iri}#{what}-{quote(short, safe=':')}"
        return self._about.thing(iri, "void:Dataset", f"{what.capitalize()} {short}")

    def _short(self, iri: str) -> str:
        """An IRI by its prefix, or whole where it has none here."""
        for prefix, namespace in self._prefixes:
            local = iri.removeprefix(namespace)
            if local != iri and local and "/" not in local:
                return f"{prefix}:{local}"
        return iri


def _namespace(iri: str) -> str:
    """
    The namespace of a term.

    >>> _namespace("http://www.w3.org/ns/prov#Entity")
    'http://www.w3.org/ns/prov#'
    """
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
