"""Concerns that came back: found, few of them wrong, each with its reason."""

import json
from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDF, RDFS

from sendgraph.extraction.record import Finding, Record
from sendgraph.graph import Namespaces, link_inspections, register
from sendgraph.graph.links import LATER_STRENGTH, RECURS_FROM, ties
from sendgraph.reference import Reference

from .test_register import letter

NAMES = Namespaces()
SEND = NAMES.send


def finding(n: int, text: str, polarity: str, section: str = "main-finding", **labels: list[str]) -> Finding:
    return Finding.model_validate(
        {"n": n, "section": section, "text": text, "passages": [], "polarity": polarity} | labels
    )


@pytest.mark.parametrize("area", ["cheshire-west-and-chester", "halton"])
def test_scores_on_what_is_read(area: str, shared: Path, read_records: Path) -> None:
    """Of the pairs that people made by hand: what is found of the sure ones, and how many are right."""
    gold = json.loads((shared / "gold" / "recurrence" / f"{area}.json").read_text(encoding="utf-8"))
    later, earlier = (
        Record.model_validate_json((read_records / f"{gold[end]}.json").read_text(encoding="utf-8"))
        for end in ("later", "earlier")
    )
    links = ties(later.findings, earlier.findings, later.area)
    made = {(t.later.n, t.earlier.n) for t in links if t.kind == RECURS_FROM}
    allowed = {(g["later"], g["earlier"]) for g in gold["recurs"]}
    sure = {(g["later"], g["earlier"]) for g in gold["recurs"] if g["confidence"] == "sure"}
    found = {one for one, _ in made & sure}
    assert len(made & allowed) / len(made) >= 0.9
    assert len(found) / len({one for one, _ in sure}) >= 0.8


def test_the_theme_alone_does_not_make_it_the_same_matter() -> None:
    speech = "Children wait too long for speech and language therapy."
    chairs = "Wheelchair users wait two years before their seating is adjusted."
    one = finding(1, speech, "negative", themes=["waiting-times"], services=["speech-and-language-therapy"])
    other = finding(2, chairs, "negative", themes=["waiting-times"], services=["equipment-service"])
    again = finding(3, f"Still, {speech.lower()}", "negative", themes=one.themes, services=one.services)
    assert [(t.later.n, t.earlier.n) for t in ties([again], [one, other])] == [(3, 1)]


def test_each_later_finding_is_tied_to_its_best_and_to_others_only_when_surer() -> None:
    late = "Too many education, health and care plans are issued late."
    one = finding(1, late, "negative", themes=["ehc-timeliness"])
    other = finding(2, "The council issues few plans on time.", "negative", themes=["ehc-timeliness"])
    again = finding(3, f"As before, {late.lower()}", "negative", themes=["ehc-timeliness"])
    apart = finding(4, "The register is out of date.", "negative", themes=["safeguarding"])
    made = {(t.later.n, t.earlier.n): t.confidence for t in ties([again], [one, other, apart])}
    assert set(made) <= {(3, 1), (3, 2)}
    assert made[3, 1] == max(made.values()) == 0.95


def test_praise_makes_a_strength_only_of_the_matter_that_it_praises() -> None:
    weak = finding(1, "Co-production with families is weak.", "negative", themes=["co-production"])
    plans = finding(2, "The quality of plans is poor.", "negative", themes=["ehc-quality"])
    praise = finding(3, "Co-production with families is strong.", "positive", themes=["co-production"])
    made = [(t.kind, t.later.n, t.earlier.n) for t in ties([praise], [weak, plans])]
    assert made == [(LATER_STRENGTH, 3, 1)]


def records() -> list[Record]:
    text = "Short breaks are limited; families are uncertain how to reach them."
    labels = {"themes": ["short-breaks"], "groups": ["complex-needs"]}
    weak = finding(1, text, "negative", "area-for-development", **labels)
    again = finding(1, text, "negative", "needs-improvement", **labels)
    good = finding(2, text, "positive", "effective", **labels)
    said = finding(1, text, "negative", "could-be-better", **labels)
    first = letter("first", "2017-03-27", findings=[weak])
    second = letter(
        "second", "2023-11-20", kind="inspection-report-2023", framework="2023", findings=[again, good]
    )
    update = letter(
        "update", "2017-03", kind="improvement-update", document_date="2019-09-24", findings=[said, weak]
    )
    return [second, update, first]


def test_links_lead_from_the_later_to_the_earlier_with_their_reason(reference: Reference) -> None:
    graph = link_inspections(records(), NAMES, register(records(), reference))
    old, new, good = (
        NAMES.thing("finding", path)
        for path in (
            "halton-2017-03-27/area-for-development/1",
            "halton-2023-11-20/needs-improvement/1",
            "halton-2023-11-20/effective/1",
        )
    )
    assert set(graph.subject_objects(SEND.recursFrom)) == {(new, old)}
    assert set(graph.subject_objects(SEND.laterStrength)) == {(old, good)}
    link = NAMES.thing(
        "link/halton-2023-11-20/needs-improvement/1/recurs-from/halton-2017-03-27/area-for-development/1"
    )
    assert dict(graph.predicate_objects(link)) == {
        RDF.type: SEND.Link,
        RDFS.label: Literal(
            "Halton 2023, what needs to improve 1, recurs from Halton 2017, area for development 1"
        ),
        SEND["from"]: new,
        SEND.to: old,
        SEND.linkType: NAMES.concept("link-type", "recurs-from"),
        SEND.because: Literal(
            "both are about short breaks; both concern complex needs; "
            "both say “breaks”, “limited”, “reach”, “short”, “uncertain”"
        ),
        SEND.confidence: Literal("0.95", datatype=graph.value(link, SEND.confidence).datatype),
    }


def test_the_order_of_records_does_not_matter(reference: Reference) -> None:
    def lines(made: list[Record]) -> set[str]:
        graph: Graph = link_inspections(made, NAMES, register(made, reference))
        return set(graph.serialize(format="nt").splitlines())

    assert lines(records()) == lines(records()[::-1]) != set()


@pytest.mark.parametrize("dropped", ["first", "second"])
def test_one_inspection_alone_links_to_nothing_of_the_area_s_own(dropped: str, reference: Reference) -> None:
    """Without its letter an inspection's findings are those that a paper quotes, never the paper's own."""
    made = [one for one in records() if one.document != dropped]
    graph = link_inspections(made, NAMES, register(made, reference))
    paper = "finding/halton-2019-09-24-improvement-update/area-for-development/1"
    later = "finding/halton-2023-11-20/needs-improvement/1"
    expected = {(later, paper)} if dropped == "first" else set()
    assert {(NAMES.path(s), NAMES.path(o)) for s, o in graph.subject_objects(SEND.recursFrom)} == expected
