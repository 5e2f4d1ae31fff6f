"""The catalogue: it conforms to DCAT-AP 3, and what it says of files, sources and dates is true."""

import hashlib
import io
import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef

from sendgraph import RELEASED, __version__
from sendgraph.release import Release
from sendgraph.release.dcat import data_catalogue
from sendgraph.release.manifest import read_manifest

SHAPES = Path(__file__).with_name("dcat-ap-3.ttl")
BASE = "https://w3id.org/sendgraph/"
DATASET = URIRef(f"{BASE}id/dataset/sendgraph")
CATALOGUE = URIRef(f"{BASE}catalogue")
SPDX = Namespace("http://spdx.org/rdf/terms#")
OGL = URIRef("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")
#: DCAT 3 is newer than RDFLib's.
VERSION, HAS_VERSION = URIRef(f"{DCAT}version"), URIRef(f"{DCAT}hasVersion")


def as_graph(triples: Iterable[pyoxigraph.Triple]) -> Graph:
    lines = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return Graph().parse(io.BytesIO(lines or b""), format="nt")


def faults(graph: Graph) -> list[tuple[str, str]]:
    """Where a catalogue breaks the profile: the thing and the property."""
    shapes = Graph().parse(SHAPES, format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", meta_shacl=False)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    return sorted(
        (str(report.value(result, sh.focusNode)), str(report.value(result, sh.resultPath)))
        for result in report.objects(None, sh.result)
    )


@pytest.fixture(scope="module")
def graph(shipped_release: Release) -> Graph:
    return as_graph(data_catalogue(shipped_release))


def test_it_conforms_to_the_profile(graph: Graph) -> None:
    assert faults(graph) == []


def test_it_conforms_where_all_documents_have_one_licence(slough_release: Release) -> None:
    assert faults(as_graph(data_catalogue(slough_release))) == []


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (CATALOGUE, DCTERMS.title),
        (CATALOGUE, DCTERMS.publisher),
        (DATASET, DCTERMS.description),
        (URIRef(f"{CATALOGUE}#publisher"), FOAF.name),
        (URIRef(f"{CATALOGUE}#sparql"), DCAT.endpointURL),
        (URIRef(f"{BASE}def.ttl"), DCAT.accessURL),
    ],
)
def test_the_profile_sees_what_is_missing(graph: Graph, subject: URIRef, predicate: URIRef) -> None:
    broken = Graph() + graph
    broken.remove((subject, predicate, None))
    assert (str(subject), str(predicate)) in faults(broken)


def test_the_profile_sees_a_wrong_value(graph: Graph, shipped_release: Release) -> None:
    file = URIRef(f"{BASE}dump/{shipped_release.name}/sendgraph.nq.gz")
    broken = Graph() + graph
    broken.set((file, DCAT.byteSize, Literal("many")))
    broken.set((DATASET, DCTERMS.issued, Literal("today")))
    broken.add((DATASET, DCTERMS.source, URIRef(f"{BASE}id/document/halton-2017-03-27")))
    assert faults(broken) == sorted(
        [
            (str(file), str(DCAT.byteSize)),
            (str(DATASET), str(DCTERMS.issued)),
            (str(DATASET), str(DCTERMS.source)),
        ]
    )


def test_everything_has_an_iri_and_one_label(graph: Graph) -> None:
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]
    own = {s for s in graph.subjects() if str(s).startswith(BASE)}
    own -= {URIRef(f"{BASE}{path}") for path in ("sparql", "openapi.json")}  # addresses that answer
    assert {
        s: list(graph.objects(s, RDFS.label)) for s in own if len(set(graph.objects(s, RDFS.label))) != 1
    } == {}


def test_each_file_is_what_it_says(graph: Graph, shipped_release: Release) -> None:
    files = list(graph.objects(DATASET, DCAT.distribution))
    start = f"{BASE}dump/{shipped_release.name}/"
    assert sorted(str(file) for file in files) == [
        f"{start}sendgraph-tables.zip",
        *(f"{start}sendgraph.{ending}.gz" for ending in ("jsonld", "nq", "nt", "trig", "ttl")),
    ]
    dumps = {dump.name: dump for dump in shipped_release.dumps()}
    for file in files:
        assert graph.value(file, DCAT.downloadURL) == graph.value(file, DCAT.accessURL) == file
        content = dumps[str(file).removeprefix(start)].path.read_bytes()
        checksum = graph.value(file, SPDX.checksum)
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        value = graph.value(checksum, SPDX.checksumValue)
        assert isinstance(value, Literal)
        assert value.value == hashlib.sha256(content).digest()
        assert str(graph.value(file, DCAT.byteSize)) == str(len(content))
        packing = graph.value(file, URIRef(f"{DCAT}compressFormat")) or graph.value(
            file, URIRef(f"{DCAT}packageFormat")
        )
        start_of_file = {"gzip": b"\x1f\x8b", "zip": b"PK"}[str(packing).rpartition("/")[2]]
        assert content.startswith(start_of_file)


def test_dates_are_those_that_the_release_declares(graph: Graph) -> None:
    dates = {str(o) for p in (DCTERMS.issued, DCTERMS.modified) for o in graph.objects(None, p)}
    assert dates == {RELEASED}
    assert str(graph.value(DATASET, VERSION)) == __version__


def test_time_runs_from_the_first_inspection_to_the_last(graph: Graph, shipped_release: Release) -> None:
    period = graph.value(DATASET, DCTERMS.temporal)
    days = sorted(
        quad.object.value
        for quad in shipped_release.quads()
        if quad.predicate.value in {f"{BASE}def/{name}" for name in ("startDate", "startMonth", "endDate")}
    )
    found = (str(graph.value(period, DCAT.startDate)), str(graph.value(period, DCAT.endDate)))
    assert found == (days[0], days[-1])


def test_documents_are_named_with_their_licence_and_none_is_claimed_for_the_papers(graph: Graph) -> None:
    licences = {
        str(document).rpartition("/")[2]: graph.value(document, DCTERMS.license)
        for document in graph.objects(DATASET, PROV.wasDerivedFrom)
    }
    assert licences == {
        "cheshire-east-2019-09-24-improvement-update": None,
        "cheshire-west-and-chester-2022-02-14": OGL,
        "cheshire-west-and-chester-2025-11-17": OGL,
        "halton-2017-03-27": OGL,
        "medway-2018-03-08-committee-report": None,
    }
    (terms,) = {graph.value(file, DCTERMS.license) for file in graph.objects(DATASET, DCAT.distribution)}
    said = str(graph.value(terms, DCTERMS.description))
    assert "Open Government Licence v3.0. © Crown copyright (3 of 5 documents)." in said
    assert "no licence and none is claimed here (2 of 5 documents)." in said
    assert list(graph.objects(terms, RDFS.seeAlso)) == [OGL]


def test_one_licence_is_named_where_it_covers_all(shipped_release: Release) -> None:
    manifest = shipped_release.manifest
    lines = tuple(line for line in manifest.documents if line.licence)
    release = Release(
        shipped_release.path, shipped_release.name, manifest.model_copy(update={"documents": lines})
    )
    graph = as_graph(data_catalogue(release))
    assert {graph.value(f, DCTERMS.license) for f in graph.objects(DATASET, DCAT.distribution)} == {OGL}
    assert faults(graph) == []


def test_facts_are_attributed_to_who_published_them(graph: Graph) -> None:
    sources = {
        str(source).rpartition("/")[2]: {
            str(graph.value(agent, FOAF.name)) for agent in graph.objects(source, PROV.wasAttributedTo)
        }
        for source in graph.objects(DATASET, DCTERMS.source)
    }
    assert sources == {
        "health-bodies": {"NHS England"},
        "inspection-outcomes-2023": {"Care Quality Commission", "Ofsted"},
        "local-areas": {"Department for Education", "Office for National Statistics"},
    }
    assert {graph.value(source, DCTERMS.license) for source in graph.objects(DATASET, DCTERMS.source)} == {
        OGL
    }


def test_earlier_releases_are_versions_with_files_of_their_own(
    shipped_release: Release, slough_release: Release
) -> None:
    graph = as_graph(data_catalogue(shipped_release, [slough_release, shipped_release]))
    versions = {str(version).rpartition("/")[2] for version in graph.objects(DATASET, HAS_VERSION)}
    assert versions == {shipped_release.name, slough_release.name}
    own = URIRef(f"{BASE}dump/{slough_release.name}")
    assert set(graph.objects(own, DCAT.distribution)).isdisjoint(graph.objects(DATASET, DCAT.distribution))
    assert faults(graph) == []


def test_the_base_is_that_of_the_release_and_no_other_release_is_mixed_in(
    shipped_release: Release, slough_release: Release
) -> None:
    manifest = json.loads(shipped_release.manifest.to_bytes())
    manifest["base_iri"] = "https://data.example.org/send/"
    other = Release(
        shipped_release.path, "0" * 32, read_manifest(json.dumps(manifest).encode(), "manifest.json")
    )
    graph = as_graph(data_catalogue(other, [slough_release], publisher="Example Council"))
    assert (URIRef("https://data.example.org/send/catalogue"), RDF.type, DCAT.Catalog) in graph
    assert not [s for s in graph.subjects() if slough_release.name in str(s)]
    publisher = URIRef("https://data.example.org/send/catalogue#publisher")
    assert str(graph.value(publisher, FOAF.name)) == "Example Council"
    assert faults(graph) == []
