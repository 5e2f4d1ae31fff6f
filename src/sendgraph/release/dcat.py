"""
A release as a data catalogue: DCAT that conforms to DCAT-AP 3.

What the profile refers to (a licence, a language, a format) it wants typed in the same
description, so that each of these is said what it is. Nothing here asks the clock.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import pyoxigraph

from sendgraph.graph import Namespaces
from sendgraph.release.cited import OPEN_GOVERNMENT, OWN_LICENCE, Cited
from sendgraph.release.describing import TITLE, WHAT
from sendgraph.release.description import text, typed
from sendgraph.release.dumps import Dump, download_address
from sendgraph.release.opening import Release
from sendgraph.release.statistics import SourceLine, Statistics

_CATALOGUE: Final = "Catalogue of sendgraph"
_ONTOLOGY: Final = "The sendgraph ontology"
_KEYWORDS: Final = (
    "SEND",
    "special educational needs",
    "disabilities",
    "children and young people",
    "local area inspections",
    "Ofsted",
    "Care Quality Commission",
)
#: The length of a day, month or year → its datatype.
_DATE_TYPES: Final = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}
_SPARQL: Final = ("https://www.w3.org/TR/sparql11-protocol/", "SPARQL 1.1 Protocol")
_OPENAPI: Final = ("https://spec.openapis.org/oas/v3.1.0", "OpenAPI 3.1")


def data_catalogue(
    release: Release,
    earlier: Sequence[Release] = (),
    *,
    publisher: str = "sendgraph",
    statistics: Statistics | None = None,
) -> tuple[pyoxigraph.Triple, ...]:
    """
    The catalogue of a release, and of those before it that can still be downloaded.

    It lists the dataset with its versions, the vocabulary, and the services that answer from
    the release. Releases under another base have addresses of their own and are left out.
    Who has the release's statistics already gives them, and no file is read.
    """
    others = [one for one in earlier if one.base_iri == release.base_iri and one.name != release.name]
    return _Catalogue(release, others, publisher, statistics or release.statistics()).written()


class _Catalogue:
    def __init__(
        self, release: Release, earlier: Sequence[Release], publisher: str, statistics: Statistics
    ) -> None:
        self._release, self._earlier, self._base = release, earlier, release.base_iri
        namespaces = Namespaces(release.base_iri)
        self._about = Cited()
        self._iri = f"{self._base}catalogue"
        self._dataset = str(namespaces.thing("dataset", "sendgraph"))
        self._documents = str(namespaces.thing("document", ""))
        self._document_graph = str(namespaces.document_graph(""))
        self._ontology = str(namespaces.send)
        self._publisher = self._about.agent(f"{self._iri}#publisher", publisher)
        self._statistics = statistics

    def written(self) -> tuple[pyoxigraph.Triple, ...]:
        about, iri = self._about, self._iri
        about.thing(iri, "dcat:Catalog", _CATALOGUE)
        what = "The dataset, the vocabulary and the services of sendgraph, with each release to download."
        self._titled(iri, _CATALOGUE, what)
        about.add(iri, "dcterms:license", about.licence(OWN_LICENCE))
        about.add(iri, "foaf:homepage", about.page(self._base, "sendgraph"))
        about.add(iri, "dcterms:spatial", *about.england())
        about.add(iri, "dcat:themeTaxonomy", about.taxonomy())
        about.add(iri, "dcat:dataset", self._findings(), self._vocabulary())
        about.add(iri, "dcat:service", *self._services())
        return about.triples

    def _titled(self, iri: str, title: str, what: str, released: str | None = None) -> None:
        """What a catalogue and a dataset alike say first; dates are those that releases declare."""
        about, current = self._about, self._release.manifest.released
        first = min(one.manifest.released for one in (self._release, *self._earlier))
        about.add(iri, "dcterms:title", text(title))
        about.add(iri, "dcterms:description", text(what))
        about.add(iri, "dcterms:publisher", self._publisher)
        about.add(iri, "dcterms:language", about.english())
        about.add(iri, "dcterms:issued", typed(released or first, "xsd:date"))
        about.add(iri, "dcterms:modified", typed(released or current, "xsd:date"))

    def _dataset_of(self, iri: str, title: str, what: str, released: str | None = None) -> None:
        about = self._about
        about.thing(iri, "dcat:Dataset", title)
        self._titled(iri, title, what, released)
        about.add(iri, "dcterms:accessRights", about.public())
        about.add(iri, "dcat:theme", *about.themes())

    def _findings(self) -> str:
        """The dataset: what it is, whence it comes, its versions, and the files of the current one."""
        about, iri = self._about, self._dataset
        self._dataset_of(iri, TITLE, WHAT)
        about.add(iri, "dcterms:identifier", text(iri, None))
        about.add(iri, "dcat:keyword", *(text(word) for word in _KEYWORDS))
        about.add(iri, "dcterms:accrualPeriodicity", about.irregularly())
        about.add(iri, "dcterms:spatial", *about.england())
        about.add(iri, "dcterms:conformsTo", about.standard(self._ontology, _ONTOLOGY))
        about.add(iri, "dcat:landingPage", about.page(self._base, "sendgraph"))
        about.add(iri, "dcat:version", text(self._release.manifest.version, None))
        self._covered(iri)
        self._origin(iri)
        for release in (self._release, *self._earlier):
            version, files = self._version(release)
            about.add(iri, "dcat:hasVersion", version)
            about.add(version, "dcat:isVersionOf", iri)
            if release is self._release:
                about.add(iri, "dcat:distribution", *files)
        return iri

    def _covered(self, iri: str) -> None:
        """The time from the first inspection to the last, as far as the release knows their days."""
        first, last = self._statistics.first_inspection, self._statistics.last_inspection
        if first and last:
            period = self._about.thing(f"{self._iri}#period", "dcterms:PeriodOfTime", f"{first} to {last}")
            for predicate, day in (("dcat:startDate", first), ("dcat:endDate", last)):
                self._about.add(period, predicate, typed(day, _DATE_TYPES[len(day)]))
            self._about.add(iri, "dcterms:temporal", period)

    def _origin(self, iri: str) -> None:
        """The documents that were read and the facts that stand beside them, each with its licence."""
        about, manifest = self._about, self._release.manifest
        number = len(manifest.documents)
        words = (
            f"Read from {number:,} document{'' if number == 1 else 's'} by sendgraph {manifest.version}, "
            "which marks the words that each statement comes from; facts on areas, health bodies and "
            "published outcomes are taken from open data."
        )
        about.add(
            iri,
            "dcterms:provenance",
            about.thing(f"{self._iri}#origin", "dcterms:ProvenanceStatement", words),
        )
        for line in manifest.documents:
            document = self._documents + line.graph.removeprefix(self._document_graph)
            about.page(document, line.title or line.document)
            about.add(document, "dcterms:rights", text(line.licence_note))
            if line.licence:
                about.add(document, "dcterms:license", about.licence(line.licence))
            about.add(iri, "prov:wasDerivedFrom", document)
        for source in self._statistics.sources:
            about.add(iri, "dcterms:source", self._source(source))

    def _source(self, source: SourceLine) -> str:
        """A source of facts: a dataset of others, to whom it is attributed."""
        about, iri = self._about, source.source
        about.thing(iri, "dcat:Dataset", source.title)
        about.add(iri, "dcterms:title", text(source.title))
        about.add(iri, "dcterms:description", text(source.taken or source.title))
        if source.licence:
            about.add(iri, "dcterms:license", about.licence(source.licence))
        agents = [about.agent(body, name) for body, name in sorted(source.publishers.items())]
        about.add(iri, "prov:wasAttributedTo", *agents)
        if len(agents) == 1:  # the profile knows one publisher
            about.add(iri, "dcterms:publisher", *agents)
        return iri

    def _version(self, release: Release) -> tuple[str, list[str]]:
        """A release as a version of the dataset, and the addresses of its files."""
        about, manifest = self._about, release.manifest
        iri, number = f"{self._base}dump/{release.name}", len(manifest.documents)
        title = f"sendgraph {manifest.version}, release {release.name[:12]}"
        what = f"{manifest.quads:,} statements drawn from {number:,} document{'' if number == 1 else 's'}."
        self._dataset_of(iri, title, what, manifest.released)
        about.add(iri, "dcterms:identifier", text(release.name, None))
        about.add(iri, "dcat:version", text(f"{manifest.version}+{release.name[:12]}", None))
        about.add(iri, "dcterms:conformsTo", about.standard(self._ontology, _ONTOLOGY))
        terms = self._terms(release, iri)
        files = [self._file(release, dump, terms) for dump in release.dumps()]
        about.add(iri, "dcat:distribution", *files)
        return iri, files

    def _terms(self, release: Release, iri: str) -> tuple[str, str]:
        """Under which licence a release is, and what rights others have in it."""
        about, lines = self._about, release.manifest.documents
        notes = Counter(line.licence_note for line in lines)
        words = [
            f"{note.rstrip('.')} ({number} of {len(lines)} documents)."
            for note, number in sorted(notes.items())
        ]
        facts = "Facts on areas, health bodies and outcomes: Open Government Licence v3.0, © Crown copyright."
        rights = about.rights(f"{iri}#rights", " ".join([*words, facts]))
        licences = {line.licence for line in lines} | {OPEN_GOVERNMENT}
        if licences == {OPEN_GOVERNMENT}:
            return about.licence(OPEN_GOVERNMENT), rights
        name = "The terms of each document that the statements are drawn from; no licence covers them all"
        licence = about.thing(f"{iri}#terms", "dcterms:LicenseDocument", name)
        about.add(licence, "dcterms:description", text(" ".join([*words, facts])))
        for address in sorted(one for one in licences if one):
            about.add(licence, "rdfs:seeAlso", about.licence(address))
        return licence, rights

    def _file(self, release: Release, dump: Dump, terms: tuple[str, str]) -> str:
        """A dump as a distribution: what it is, where it is, and how to know that it arrived whole."""
        about, form = self._about, dump.form
        iri = about.resource(download_address(self._base, release.name, dump.name))
        about.thing(iri, "dcat:Distribution", dump.name)
        about.add(iri, "dcterms:title", text(form.title))
        about.add(iri, "dcat:accessURL", iri)
        about.add(iri, "dcat:downloadURL", iri)
        about.add(iri, "dcat:mediaType", about.media_type(form.media_type))
        packing = "dcat:compressFormat" if form.is_rdf else "dcat:packageFormat"
        about.add(iri, packing, about.media_type(form.packed_as))
        about.add(iri, "dcterms:format", about.file_type(form.file_type))
        about.add(iri, "dcat:byteSize", typed(dump.size, "xsd:nonNegativeInteger"))
        about.add(iri, "dcterms:issued", typed(release.manifest.released, "xsd:date"))
        about.add(iri, "dcterms:language", about.english())
        about.add(iri, "dcterms:license", terms[0])
        about.add(iri, "dcterms:rights", terms[1])
        if form.is_rdf:
            about.add(iri, "dcterms:conformsTo", about.standard(self._ontology, _ONTOLOGY))
        checksum = about.thing(f"{iri}#sha256", "spdx:Checksum", f"SHA-256 of {dump.name}")
        algorithm = about.thing("spdx:checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm", "SHA-256")
        about.add(iri, "spdx:checksum", checksum)
        about.add(checksum, "spdx:algorithm", algorithm)
        about.add(checksum, "spdx:checksumValue", typed(dump.sha256, "xsd:hexBinary"))
        return iri

    def _vocabulary(self) -> str:
        about, iri, manifest = self._about, f"{self._iri}#vocabulary", self._release.manifest
        what = (
            "Classes, properties and lists of concepts (themes, services, groups, judgements and others) "
            "in which findings of area SEND inspections are stated."
        )
        self._dataset_of(iri, "The sendgraph ontology and its concept schemes", what, manifest.released)
        about.add(iri, "dcat:version", text(manifest.version, None))
        about.add(iri, "dcat:landingPage", about.page(self._ontology, _ONTOLOGY))
        file = about.resource(f"{self._base}def.ttl")
        about.thing(file, "dcat:Distribution", "The sendgraph ontology as Turtle")
        about.add(file, "dcterms:title", text("The sendgraph ontology as Turtle"))
        about.add(file, "dcat:accessURL", about.resource(self._ontology))
        about.add(file, "dcat:downloadURL", file)
        about.add(file, "dcat:mediaType", about.media_type("text/turtle"))
        about.add(file, "dcterms:format", about.file_type("RDF_TURTLE"))
        about.add(file, "dcterms:license", about.licence(OWN_LICENCE))
        about.add(file, "dcterms:language", about.english())
        about.add(iri, "dcat:distribution", file)
        return iri

    def _services(self) -> tuple[str, str]:
        """The endpoint for queries, and the interface for programs."""
        endpoint, interface = f"{self._base}sparql", f"{self._base}openapi.json"
        return (
            self._service(
                "sparql", "SPARQL endpoint", "Queries over the current release.", endpoint, endpoint, _SPARQL
            ),
            self._service(
                "api",
                "Interface in JSON and CSV",
                "Lists, questions and paths.",
                self._base,
                interface,
                _OPENAPI,
            ),
        )

    def _service(
        self, name: str, title: str, what: str, endpoint: str, described: str, standard: tuple[str, str]
    ) -> str:
        about, iri = self._about, self._about.thing(f"{self._iri}#{name}", "dcat:DataService", title)
        about.add(iri, "dcterms:title", text(title))
        about.add(iri, "dcterms:description", text(what))
        about.add(iri, "dcat:endpointURL", about.resource(endpoint))
        about.add(iri, "dcat:endpointDescription", about.resource(described))
        about.add(iri, "dcterms:conformsTo", about.standard(*standard))
        about.add(iri, "dcat:servesDataset", self._dataset)
        about.add(iri, "dcterms:publisher", self._publisher)
        about.add(iri, "dcterms:accessRights", about.public())
        return iri
