"""Records to graphs: whole graphs of small records, and laws that hold for real ones."""

from dataclasses import dataclass

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from sendgraph.extraction.record import Finding, Record
from sendgraph.graph import Namespaces, map_document, ontology_graph, register, schemes_graph
from sendgraph.reference import Reference

from .conftest import SHIPPED, GoldRecord

NAMES = Namespaces()
SEND = NAMES.send
SHA = "0" * 64
TEXT = "Strengths\n- Checks reach\nall children.\nAreas for development\n- Waits are 18 months.\n"


@dataclass(frozen=True)
class Row:
    """A row of a catalogue."""

    file: str = "halton.txt"
    title: str | None = "Inspection of Halton"
    publisher: str | None = "Ofsted"
    date: str | None = "2017-05-25"
    licence: str | None = "https://example.org/licence"
    licence_note: str = "Crown copyright"


def record(**changes: object) -> Record:
    values: dict[str, object] = {
        "document": "halton",
        "kind": "outcome-letter-2016",
        "title": None,
        "publisher": None,
        "document_date": None,
        "area": "Halton",
        "framework": "2016",
        "inspection_start": "2017-03-27",
        "inspection_end": "2017-03-31",
        "judgement": "wsoa-not-required",
        "local_authority": "Halton Borough Council",
        "health_bodies": ["NHS Halton Clinical Commissioning Group"],
    }
    return Record.model_validate(values | changes)


def finding(n: int, section: str, start: int, end: int, **more: object) -> dict[str, object]:
    words = " ".join(TEXT[start:end].split())
    return {"n": n, "section": section, "text": words, "passages": [{"start": start, "end": end}]} | more


def mapped(one: Record, reference: Reference, *others: Record, text: str = TEXT) -> Graph:
    return map_document(
        one,
        text=text,
        sha256=SHA,
        entry=Row(),
        reference=reference,
        namespaces=NAMES,
        known=register([one, *others], reference),
    )


def about(graph: Graph, path: str) -> set[str]:
    """What a graph says of a thing, in short: `send:page 3`."""
    thing = NAMES.thing(path)
    return {f"{short(p)} {short(o)}" for p, o in graph.predicate_objects(thing)}


def short(term: object) -> str:
    if isinstance(term, Literal):
        kind = f"^^{term.datatype.rpartition('#')[2]}" if term.datatype else ""
        return f'"{term}"{kind}'
    text = str(term)
    for prefix, namespace in {**NAMES.prefixes, "id": NAMES.things}.items():
        if text.startswith(namespace) and (prefix != "send" or "/" not in text.removeprefix(namespace)):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def test_an_inspection_and_its_area(reference: Reference) -> None:
    graph = mapped(record(next_full_inspection_years=None), reference)
    assert about(graph, "inspection/halton-2017-03-27") == {
        "rdf:type send:Inspection",
        'rdfs:label "SEND inspection of Halton, March 2017"',
        "send:localArea id:area/halton",
        "send:framework framework:2016",
        "send:inspectionType inspection-type:full",
        'send:year "2017"^^integer',
        'send:startMonth "2017-03"^^gYearMonth',
        'send:startDate "2017-03-27"^^date',
        'send:endDate "2017-03-31"^^date',
        'dcterms:identifier "inspection/halton-2017-03"',
        "send:judgement judgement:wsoa-not-required",
        "send:reportedIn id:document/halton-2017-03-27",
        "send:responsibleBody id:body/halton-borough-council",
        "send:responsibleBody id:body/nhs-halton-ccg",
    }
    assert about(graph, "area/halton") == {
        "rdf:type send:LocalArea",
        'rdfs:label "Halton"',
        "send:responsibleBody id:body/halton-borough-council",
        "send:responsibleBody id:body/nhs-halton-ccg",
    }
    assert about(graph, "body/nhs-halton-ccg") == {
        "rdf:type send:ClinicalCommissioningGroup",
        'rdfs:label "NHS Halton Clinical Commissioning Group"',
    }


def test_a_document_and_the_run_that_read_it(reference: Reference) -> None:
    graph = mapped(record(), reference)
    assert about(graph, "document/halton-2017-03-27") == {
        "rdf:type send:SourceDocument",
        'rdfs:label "Halton 2017 outcome letter"',
        "send:documentKind document-kind:outcome-letter-2016",
        'dcterms:title "Inspection of Halton"',
        'dcterms:issued "2017-05-25"^^date',
        "dcterms:publisher id:body/ofsted",
        "dcterms:license https://example.org/licence",
        'dcterms:rights "Crown copyright"',
        'dcterms:identifier "halton"',
        'dcterms:identifier "document/halton-2017-03"',
        "dcterms:spatial id:area/halton",
        'send:fileName "halton.txt"',
        f'send:sha256 "{SHA}"',
        f'send:characters "{len(TEXT)}"^^integer',
    }
    assert about(graph, "extraction/halton-2017-03-27") == {
        "rdf:type send:Extraction",
        'rdfs:label "Reading of Halton 2017 outcome letter by sendgraph 0.1.0"',
        "send:reads id:document/halton-2017-03-27",
        'send:softwareVersion "0.1.0"',
        'send:releaseDate "2026-11-22"^^date',
        f'send:inputHash "halton.txt {SHA}"',
    }


def test_a_finding_its_words_and_its_reasons(reference: Reference) -> None:
    why = [
        {"label": "waiting-times", "start": 0, "end": 5, "weight": 0.8},
        {"label": "negative", "words": "18 months"},
    ]
    weak = finding(
        1,
        "area-for-development",
        63,
        83,
        aspect="meeting",
        polarity="negative",
        themes=["waiting-times"],
        services=["camhs"],
        groups=["autism"],
        why=why,
    )
    graph = mapped(record(findings=[weak], providers=[{"name": "Acorns", "findings": [1]}]), reference)
    path = "halton-2017-03-27/area-for-development/1"
    assert about(graph, f"finding/{path}") == {
        "rdf:type send:Finding",
        'rdfs:label "Halton 2017: area for development 1"',
        'send:text "Waits are 18 months."',
        'send:ordinal "1"^^integer',
        "send:statedIn id:document/halton-2017-03-27",
        "send:statedBy id:body/ofsted",
        "send:statedBy id:body/cqc",
        "send:section section:area-for-development",
        "send:aspect aspect:meeting",
        "send:polarity polarity:negative",
        "send:theme theme:waiting-times",
        "send:serviceType service:camhs",
        "send:group group:autism",
        "send:mentions id:body/acorns",
        "send:evidence id:passage/halton-2017-03-27/63-83",
    }
    assert about(graph, "passage/halton-2017-03-27/63-83") == {
        "rdf:type send:Passage",
        'rdfs:label "Halton 2017 outcome letter, characters 63 to 83"',
        'send:quote "Waits are 18 months."',
        'send:startOffset "63"^^integer',
        'send:endOffset "83"^^integer',
        "send:passageOf id:document/halton-2017-03-27",
    }
    assert about(graph, f"labelling/{path}/theme/waiting-times") == {
        "rdf:type send:Labelling",
        'rdfs:label "Halton 2017: area for development 1: theme waiting-times"',
        f"send:labelOf id:finding/{path}",
        "send:label theme:waiting-times",
        'send:because "Waits"',
        'send:confidence "0.55"^^decimal',
    }
    assert 'send:because "18 months"' in about(graph, f"labelling/{path}/polarity/negative")
    assert (NAMES.thing("inspection/halton-2017-03-27"), SEND.finding, NAMES.thing("finding", path)) in graph
    assert "rdf:type send:Provider" in about(graph, "body/acorns")


def test_a_measure_with_its_former_value(reference: Reference) -> None:
    one = {
        "finding": None,
        "text": "18 months",
        "value": 18,
        "unit": "months",
        "indicator": "wait",
        "indicator_code": "waiting-time",
        "date": "2017-03",
        "previous_value": 20.5,
        "previous_date": "2016-01-31",
        "comparison": "at-least",
    }
    graph = mapped(record(measures=[one]), reference)
    assert about(graph, "measure/halton-2017-03-27/1") == {
        "rdf:type send:Measure",
        'rdfs:label "Halton 2017 outcome letter: wait, 18 months (before: 20.5 months), 2017-03"',
        'send:text "18 months"',
        'send:indicatorText "wait"',
        'send:value "18"^^decimal',
        'send:baselineValue "20.5"^^decimal',
        "send:indicator indicator:waiting-time",
        "send:unit unit:months",
        "send:comparison comparison:at-least",
        "send:status status:observed",
        "send:scope scope:area",
        'send:asAtYear "2017"^^integer',
        'send:asAtMonth "2017-03"^^gYearMonth',
        'send:baselineAsAtYear "2016"^^integer',
        'send:baselineAsAtMonth "2016-01"^^gYearMonth',
        'send:baselineAsAt "2016-01-31"^^date',
        "send:evidence id:passage/halton-2017-03-27/73-82",
    }


def test_people_in_their_roles(reference: Reference) -> None:
    one = record(
        inspectors=[
            {"name": "Jane Roe", "body": "Ofsted", "lead": True},
            {"name": "Ann Other", "body": "CQC", "lead": False},
        ],
        officers=[
            {"name": "Li Wei", "role": "Director", "body": "Halton Council"},
            {"name": "Li Wei", "role": "Chair", "body": "Halton SEND Board"},
            {
                "name": "Jo Bloggs",
                "role": "Lead",
                "body": "Ofsted and NHS Halton Clinical Commissioning Group",
            },
        ],
    )
    graph = mapped(one, reference)
    inspection = NAMES.thing("inspection/halton-2017-03-27")
    assert graph.value(inspection, SEND.leadInspector) == NAMES.thing("person/ofsted/jane-roe")
    assert graph.value(inspection, SEND.inspector) == NAMES.thing("person/cqc/ann-other")
    assert about(graph, "person/cqc/ann-other") == {
        "rdf:type send:Person",
        'rdfs:label "Ann Other"',
        "send:memberOf id:body/cqc",
    }
    assert about(graph, "role/halton-2017-03-27/li-wei") == {
        "rdf:type send:Role",
        'rdfs:label "Li Wei, Director, Halton Council"',
        "send:person id:person/halton/li-wei",
        'send:roleTitle "Director"',
        "send:body id:body/halton-borough-council",
    }
    assert "rdf:type send:Board" in about(graph, "body/halton-send-board")
    assert "send:person id:person/halton/li-wei" in about(graph, "role/halton-2017-03-27/li-wei/2")
    assert {
        "send:body id:body/ofsted",
        "send:body id:body/nhs-halton-ccg",
    } <= about(graph, "role/halton-2017-03-27/jo-bloggs")


def test_a_paper_answers_quotes_and_restates(reference: Reference) -> None:
    one = record(
        kind="committee-report",
        document_date="2017-06-01",
        publisher="Halton Borough Council",
        judgement="wsoa-required",
        inspection_start="2017-03",
        inspection_end="2017-03",
        findings=[
            finding(1, "main-finding", 0, 9, polarity="positive", restates=3),
            finding(2, "significant-weakness", 39, 60, polarity="negative", restates=0),
            finding(3, "strength", 12, 38, polarity="positive"),
            finding(4, "progress", 63, 83, polarity="positive", addresses=1),
            finding(5, "risk", 63, 68, polarity="negative", rating="D3", mitigation="Ask."),
        ],
        plan_events=[
            {
                "plan": "written-statement-of-action",
                "type": "monitoring-visit",
                "date": "2017-09",
                "body": "Department for Education and NHS England",
                "passages": [{"start": 0, "end": 9, "page": 2}],
            }
        ],
    )
    graph = mapped(one, reference)
    slug = "halton-2017-06-01-committee-report"
    inspection = NAMES.thing("inspection/halton-2017-03")
    document = NAMES.thing("document", slug)
    assert (document, SEND.answers, inspection) in graph
    assert (inspection, SEND.reportedIn, document) in graph
    assert {NAMES.path(f) for f in graph.objects(inspection, SEND.finding)} == {
        f"finding/{slug}/significant-weakness/1",
        f"finding/{slug}/strength/1",
        f"finding/{slug}/progress/1",
        f"finding/{slug}/risk/1",
    }
    strength = about(graph, f"finding/{slug}/strength/1")
    assert {f"send:evidence id:passage/{slug}/0-9", f"send:evidence id:passage/{slug}/12-38"} <= strength
    assert 'rdfs:label "Halton committee report, June 2017: strength 1"' in strength
    assert {s for s in strength if "statedBy" in s} == {
        "send:statedBy id:body/ofsted",
        "send:statedBy id:body/cqc",
    }
    progress = about(graph, f"finding/{slug}/progress/1")
    assert f"send:addresses id:finding/{slug}/significant-weakness/1" in progress
    assert {s for s in progress if "statedBy" in s} == {"send:statedBy id:body/halton-borough-council"}
    assert {'send:rating "D3"', 'send:mitigation "Ask."'} <= about(graph, f"finding/{slug}/risk/1")
    plan = "halton-2017-03/written-statement-of-action"
    assert about(graph, f"plan/{plan}") == {
        "rdf:type send:WrittenStatementOfAction",
        'rdfs:label "Halton 2017: written statement of action"',
        f"send:addresses id:finding/{slug}/significant-weakness/1",
        f"send:event id:event/{plan}/monitoring-visit-2017-09",
    }
    assert about(graph, f"event/{plan}/monitoring-visit-2017-09") == {
        "rdf:type send:PlanEvent",
        'rdfs:label "Halton 2017: written statement of action, monitoring visit, September 2017"',
        "send:eventType event-type:monitoring-visit",
        'send:eventYear "2017"^^integer',
        'send:eventMonth "2017-09"^^gYearMonth',
        "send:eventBody id:body/department-for-education",
        "send:eventBody id:body/nhs-england",
        f"send:evidence id:passage/{slug}/0-9",
    }


def test_an_update_alone_addresses_the_weaknesses_of_the_letter_beside_it(reference: Reference) -> None:
    letter = record(
        judgement="wsoa-required",
        findings=[finding(1, "significant-weakness", 0, 9, polarity="negative")],
    )
    update = record(
        document="update",
        kind="improvement-update",
        document_date="2018-01-01",
        inspection_start="2017-03",
        judgement="wsoa-required",
        findings=[finding(1, "next-step", 12, 38, addresses=1)],
    )
    graph = mapped(update, reference, letter)
    step = NAMES.thing("finding/halton-2018-01-01-improvement-update/next-step/1")
    weakness = NAMES.thing("finding/halton-2017-03-27/significant-weakness/1")
    assert graph.value(step, SEND.addresses) == weakness
    assert graph.value(NAMES.thing("inspection/halton-2017-03-27"), SEND.finding) == step


def test_a_council_under_two_names_is_one(reference: Reference) -> None:
    later = record(
        document="later",
        kind="inspection-report-2023",
        framework="2023",
        inspection_start="2023-11-20",
        inspection_end="2023-11-24",
        judgement="systemic-failings",
        local_authority="Halton Council",
    )
    graph = mapped(later, reference, record())
    council = NAMES.thing("body/halton-borough-council")
    assert graph.value(council, RDFS.label) == Literal("Halton Borough Council")
    assert graph.value(council, SKOS.altLabel) == Literal("Halton Council")
    assert graph.value(council, DCTERMS.identifier) == Literal("body/halton-council")
    assert NAMES.thing("body/halton-council") not in graph.all_nodes()


def test_a_predecessor_that_the_reference_lacks_is_succeeded_by_the_one_health_body(
    reference: Reference,
) -> None:
    one = record(
        health_bodies=["NHS Northamptonshire Integrated Care Board"],
        predecessor_health_bodies=["NHS Northamptonshire Clinical Commissioning Group"],
    )
    graph = mapped(one, reference)
    former = NAMES.thing("body/nhs-northamptonshire-ccg")
    assert graph.value(former, SEND.succeededBy) == NAMES.thing("body/nhs-northamptonshire-icb")


NAME = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(person=NAME, body=NAME, service=NAME, role=NAME, area=NAME)
def test_whatever_things_are_called_the_graph_can_be_written_and_read(
    reference: Reference, person: str, body: str, service: str, role: str, area: str
) -> None:
    one = record(
        area=area,
        local_authority=body,
        inspectors=[{"name": person, "body": "CQC", "lead": True}],
        officers=[{"name": person, "role": role, "body": body}, {"name": person, "role": None, "body": None}],
        local_services=[{"name": service, "type": None, "findings": [1]}],
        providers=[{"name": service, "findings": [1]}],
        findings=[finding(1, "priority-action", 0, 9, polarity="negative", responsible_bodies=[body, role])],
    )
    graph = mapped(one, reference)
    written = graph.serialize(format="nt", encoding="utf-8")
    assert len(list(pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.N_TRIPLES))) == len(graph)
    labels = list(graph.subjects(RDFS.label))
    assert len(labels) == len(set(labels)) == len(set(graph.subjects()))


@pytest.fixture(scope="module")
def vocabulary() -> set[URIRef]:
    terms = set(ontology_graph(NAMES).subjects()) | set(schemes_graph(NAMES).subjects())
    return {term for term in terms if isinstance(term, URIRef)}


@pytest.mark.parametrize("name", SHIPPED)
def test_laws_of_every_document_graph(
    name: str, gold_record: GoldRecord, reference: Reference, vocabulary: set[URIRef]
) -> None:
    one, text = gold_record(name)
    graph = mapped(one, reference, text=text)
    things = {s for s in graph.subjects() if isinstance(s, URIRef)}
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    for thing in things:
        assert len(list(graph.objects(thing, RDFS.label))) == 1, thing
        assert list(graph.objects(thing, RDF.type)), thing
    for triple in graph:
        for term in triple:
            if str(term).startswith(NAMES.send) and isinstance(term, URIRef):
                assert term in vocabulary, term
            if str(term).startswith(NAMES.things) and isinstance(term, URIRef):
                assert term in things, term
    for passage in graph.subjects(RDF.type, SEND.Passage):
        start, end = (int(graph.value(passage, SEND[p], any=False)) for p in ("startOffset", "endOffset"))
        assert str(graph.value(passage, SEND.quote)) == text[start:end]
    for one_finding in graph.subjects(RDF.type, SEND.Finding):
        assert graph.value(one_finding, SEND.evidence) is not None


def test_the_same_record_gives_the_same_graph_under_any_base(
    gold_record: GoldRecord, reference: Reference
) -> None:
    one, text = gold_record("halton-2017")

    def lines(namespaces: Namespaces) -> list[str]:
        graph = map_document(
            one, text=text, sha256=SHA, entry=None, reference=reference, namespaces=namespaces
        )
        return sorted(graph.serialize(format="nt").splitlines())

    base = "https://data.example.org/send/"
    assert lines(NAMES) == lines(NAMES)
    assert lines(Namespaces(base)) == sorted(
        line.replace("https://w3id.org/sendgraph/", base) for line in lines(NAMES)
    )


def test_findings_are_numbered_within_their_section(gold_record: GoldRecord, reference: Reference) -> None:
    one, text = gold_record("medway-2018-committee")
    graph = mapped(one, reference, text=text)
    weaknesses = sorted(
        NAMES.path(f) for f in graph.subjects(SEND.section, NAMES.concept("section", "significant-weakness"))
    )
    assert weaknesses == [
        f"finding/medway-2018-03-08-committee-report/significant-weakness/{k}" for k in range(1, 9)
    ]
    restated = [f for f in one.findings if f.restates]
    assert len(restated) == 15
    assert len(list(graph.subjects(RDF.type, SEND.Finding))) == len(one.findings) - len(restated)


def test_finding_model_is_what_the_mapping_reads() -> None:
    """A new key of a finding must be mapped, or left out on purpose here."""
    assert set(Finding.model_fields) == {
        *("n", "section", "aspect", "text", "passages", "polarity", "themes", "services", "groups"),
        *("why", "responsible_bodies", "restates", "addresses", "description", "mitigation", "rating"),
        "nearly",  # for people to review: what does not stand is not in the graph
    }
