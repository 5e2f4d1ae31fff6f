"""One finding, however many documents print it."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph

from sendgraph.documents import read_document
from sendgraph.extraction import Lexicon, extract
from sendgraph.extraction.record import Finding, Record, RecordPassage
from sendgraph.graph import Namespaces, map_document, register
from sendgraph.graph.reprints import find_reprints, likeness_of_words
from sendgraph.reference import Reference
from sendgraph.shipped import folder

NAMES = Namespaces()
SEND = NAMES.send
WEAKNESSES = [
    "the timeliness, process and quality of education, health and care (EHC) plans",
    "the lack of an effective autism spectrum disorder (ASD) pathway and unreasonable waiting times",
]


def update(document: str, day: str, weaknesses: list[str]) -> Record:
    """An improvement update that lists the weaknesses which it answers."""
    findings = [
        Finding(
            n=n,
            section="significant-weakness",
            text=text,
            polarity="negative",
            passages=[RecordPassage(start=n * 100, end=n * 100 + 50)],
        )
        for n, text in enumerate(weaknesses, start=1)
    ]
    progress = Finding(
        n=9,
        section="progress",
        text="More staff.",
        polarity="positive",
        addresses=2,
        passages=[RecordPassage(start=900, end=911)],
    )
    return Record(
        document=document,
        kind="improvement-update",
        title="Update",
        publisher="Halton Borough Council",
        document_date=day,
        area="Halton",
        framework="2016",
        inspection_start="2018-03",
        inspection_end="2018-03",
        judgement="wsoa-required",
        local_authority="Halton Borough Council",
        findings=[*findings, progress],
    )


def mapped(records: list[Record], texts: dict[str, str], reference: Reference) -> list[Graph]:
    """The graph of each record, in the light of all."""
    known = register(records, reference)
    return [
        map_document(
            record,
            text=texts.get(record.document, "x" * 2_000),
            sha256="0" * 64,
            entry=None,
            reference=reference,
            namespaces=NAMES,
            known=known,
        )
        for record in records
    ]


def test_a_second_update_lists_the_weaknesses_of_the_first(reference: Reference) -> None:
    autumn = update("autumn", "2019-09-24", WEAKNESSES)
    spring = update("spring", "2020-03-24", [w.replace("(EHC) ", "").capitalize() + ";" for w in WEAKNESSES])
    second, first = mapped([spring, autumn], {}, reference)
    weakness = NAMES.thing("finding/halton-2019-09-24-improvement-update/significant-weakness/2")
    step = NAMES.thing("finding/halton-2020-03-24-improvement-update/progress/1")
    assert (weakness, RDF.type, SEND.Finding) in first
    assert (None, SEND.section, NAMES.concept("section", "significant-weakness")) not in second
    assert (step, SEND.addresses, weakness) in second
    assert [str(o).rpartition("/")[2] for o in second.objects(weakness, SEND.evidence)] == ["200-250"]


def test_a_letter_beside_the_paper_that_appends_it(tmp_path: Path, reference: Reference) -> None:
    """The paper's copy of the letter adds places where the words stand, and no finding or measure."""
    paper = folder("data") / "documents" / "medway-2018-committee.txt"
    text = paper.read_text(encoding="utf-8")
    letter = tmp_path / "letter.txt"
    letter.write_text(text[text.index("Ofsted\nAgora") :], encoding="utf-8")
    documents = [read_document(letter), read_document(paper)]
    records = [extract(document, Lexicon.shipped()) for document in documents]
    texts = {document.name: document.text for document in documents}
    own, again = mapped(records, texts, reference)
    alone = mapped(records[1:], texts, reference)[0]

    def stated(graph: Graph, kind: str) -> int:
        return len(set(graph.subjects(RDF.type, SEND[kind])))

    assert stated(own, "Finding") == 73
    assert stated(own, "Finding") + stated(again, "Finding") == stated(alone, "Finding")
    assert stated(own, "Measure") + stated(again, "Measure") == stated(alone, "Measure")
    weakness = NAMES.thing("finding/medway-2017-12-04/significant-weakness/8")
    quotes = {str(again.value(p, SEND.quote)) for p in again.objects(weakness, SEND.evidence)}
    assert quotes == {"the lack of effective co-production at all levels."}
    assert len(set(again.objects(weakness, SEND.evidence))) == 2


def test_other_findings_of_one_section_stay_apart() -> None:
    one = update("one", "2019-01-01", WEAKNESSES[:1])
    two = update("two", "2019-06-01", WEAKNESSES[1:])
    assert find_reprints([one, two]) == {}
    assert find_reprints([one, one.model_copy(update={"document": "two"})]) == {("two", 1): ("one", 1)}


def test_one_printed_twice_in_a_document_is_two() -> None:
    twice = update("one", "2019-01-01", WEAKNESSES[:1] * 2)
    again = twice.model_copy(update={"document": "two"})
    assert find_reprints([twice]) == {}
    assert find_reprints([twice, again]) == {("two", 1): ("one", 1), ("two", 2): ("one", 2)}


@given(st.lists(st.lists(st.sampled_from([*WEAKNESSES, "other words"]), max_size=4), max_size=4))
def test_a_first_place_is_no_reprint_itself(printed: list[list[str]]) -> None:
    records = [update(str(i), f"2019-01-0{i + 1}", texts) for i, texts in enumerate(printed)]
    found = find_reprints(records)
    assert not set(found) & set(found.values())
    for (document, _), (first, _) in found.items():
        assert int(first) < int(document)


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert likeness_of_words(one, other) == likeness_of_words(other, one)
    assert 0 <= likeness_of_words(one, other) <= 1
