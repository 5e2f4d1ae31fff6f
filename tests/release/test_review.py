"""The review list: what is least certain of a release, and a file to settle it with."""

import re
import tomllib
from pathlib import Path

import pytest

from sendgraph.errors import UnknownThing
from sendgraph.extraction.corrections import Corrections, read_corrections
from sendgraph.extraction.record import Reason
from sendgraph.graph import register
from sendgraph.reference import load_reference
from sendgraph.release import Release, build_release
from sendgraph.release.corrections_template import corrections_template
from sendgraph.release.review import Doubt, review

BASE = "https://w3id.org/sendgraph/"
LETTER, REPORT = "slough-2019", "slough-2024"


def place(doubt: Doubt) -> tuple[str, int, str]:
    return doubt.place.document, doubt.place.finding, doubt.name


def test_least_certain_first_and_each_once(shipped_release: Release) -> None:
    doubts = review(shipped_release)
    assert [d.certainty for d in doubts] == sorted(d.certainty for d in doubts)
    assert len({(d.place, d.kind, d.name) for d in doubts}) == len(doubts)
    assert all(0 <= d.confidence < 1 for d in doubts)
    assert {"theme", "service", "group", "link"} <= {d.kind for d in doubts}


def test_the_list_is_of_what_the_graph_has(shipped_release: Release) -> None:
    """Its labels and links, with its confidence; what a paper repeats of its letter is not asked twice."""
    graph: dict[tuple[str, str], float] = {}
    for quad in shipped_release.quads():
        subject = str(getattr(quad.subject, "value", "")).removeprefix(f"{BASE}id/")
        if quad.predicate.value == f"{BASE}def/confidence":
            kind, _, rest = subject.partition("/")
            graph[(kind, rest)] = float(str(getattr(quad.object, "value", "")))
    listed = [d.confidence for d in review(shipped_release) if d.kind != "missing"]
    assert sorted(listed) == sorted(sure for sure in graph.values() if sure < 1)
    records = list(shipped_release.records())
    known = register(records, load_reference())
    again = {(r.document, f.n) for r in records for f in r.findings if f.restates}
    again |= {(r.document, f.n) for r in records for f in r.findings if known.first_printed(r, f.n)}
    assert again
    assert not again & {(d.place.document, d.place.finding) for d in review(shipped_release)}


def test_filters(shipped_release: Release) -> None:
    everything = review(shipped_release)
    name = "cheshire-west-and-chester-2025"
    assert review(shipped_release, document=name) == [d for d in everything if d.place.document == name]
    links = review(shipped_release, kind="link", document=name)
    assert links == [d for d in everything if d.kind == "link" and d.place.document == name]
    assert {d.earlier.document for d in links if d.earlier} == {"cheshire-west-and-chester-2022"}
    assert review(shipped_release, below=0.8) == [d for d in everything if d.certainty < 0.8]
    with pytest.raises(UnknownThing, match="halton: the release has no such document; it has "):
        review(shipped_release, document="halton")


def test_what_people_settled_is_no_doubt(slough_release: Release) -> None:
    listed = {place(d) for d in review(slough_release)}
    assert (REPORT, 4, "speech-and-language-therapy") in listed
    assert not listed & {(REPORT, 4, label) for label in ("mixed", "waiting-times", "communication")}
    assert (REPORT, 5, f"recurs-from {LETTER} 6") not in listed
    assert (REPORT, 4, f"recurs-from {LETTER} 3") in listed


def settled(template: str) -> str:
    """A template with every entry uncommented, and its remarks left."""
    return re.sub(r"^#(?=\S)", "", template, flags=re.M)


def test_a_template_loads_as_it_stands_and_uncommented(shipped_release: Release, tmp_path: Path) -> None:
    for line in shipped_release.documents:
        doubts = review(shipped_release, document=line.document)
        template = corrections_template(line.document, doubts)
        file = tmp_path / f"{line.document}.corrections.toml"
        file.write_text(template, encoding="utf-8")
        assert read_corrections(file) == Corrections()
        file.write_text(settled(template), encoding="utf-8")
        found = read_corrections(file)
        numbers = [f.n for f in found.finding]
        assert numbers == sorted({d.place.finding for d in doubts if d.kind != "link"})
        codes = {(f.n, c) for f in found.finding for _, change in f.changes() for c in change.confirm}
        codes |= {(f.n, f.polarity) for f in found.finding if f.polarity}
        assert codes == {(d.place.finding, d.label) for d in doubts if d.kind not in ("link", "missing")}
        assert len(found.link) == sum(d.kind == "link" for d in doubts)


def test_who_keeps_a_whole_template_has_nothing_left_to_review(
    slough: Path, slough_release: Release, releases: Path
) -> None:
    """From the labels that nearly stood to the links: confirmed as they are, in records this time."""
    (slough / f"{REPORT}.corrections.toml").unlink()
    near = [
        Reason(label="transport", words="reach", weight=0.4, confidence=0.3),
        Reason(label="polarity:mixed", words="and", confidence=0.2),
    ]
    for name in (LETTER, REPORT):
        record = slough_release.record(name)
        if name == REPORT:
            findings = [f.model_copy(update={"nearly": near if f.n == 3 else []}) for f in record.findings]
            record = record.model_copy(update={"findings": findings})
        (slough / f"{name}.json").write_text(record.model_dump_json(), encoding="utf-8")
    first = build_release([slough], output=releases, base_iri=BASE, workers=1)
    assert (first.problems, first.release is not None) == ((), True)
    assert first.release is not None
    doubts = review(first.release, document=REPORT)
    missing = [d for d in doubts if d.kind == "missing"]
    assert [(d.scheme, d.label, d.confidence, d.certainty) for d in missing] == [
        ("theme", "transport", 0.3, 0.7),
        ("polarity", "mixed", 0.2, 0.8),
    ]
    template = corrections_template(REPORT, doubts)
    assert tomllib.loads(settled(template))["finding"][2]["themes"]["remove"] == ["transport"]
    (slough / f"{REPORT}.corrections.toml").write_text(settled(template), encoding="utf-8")
    second = build_release([slough], output=releases, base_iri=BASE, workers=1)
    assert second.problems == ()
    assert second.release is not None
    assert review(second.release, document=REPORT) == []
    for name in ("themes", "services", "groups", "polarity"):
        before, after = (
            [getattr(f, name) for f in release.record(REPORT).findings]
            for release in (first.release, second.release)
        )
        assert after == before
