"""What people corrected, through real builds of two invented documents: it stands, and it stays."""

import json
from pathlib import Path

import pytest

from sendgraph.extraction.record import Record
from sendgraph.release import BuildReport, Release, build_release, status_rows
from sendgraph.release.fingerprint import fingerprint
from sendgraph.release.reading import Read, read_source
from sendgraph.release.sources import gather

BASE = "https://w3id.org/sendgraph/"
LETTER, REPORT = "slough-2019", "slough-2024"


def build(output: Path, *sources: Path) -> BuildReport:
    return build_release(sources, output=output, base_iri=BASE, workers=1)


def told(report: BuildReport) -> list[str]:
    return [problem.line() for problem in report.problems]


def read(place: Path, document: str = REPORT) -> Read:
    (source,) = (s for s in gather([place]).sources if s.name == document)
    result = read_source(source)
    assert isinstance(result, Read)
    return result


def correct(place: Path, text: str, document: str = REPORT) -> Path:
    file = place / f"{document}.corrections.toml"
    file.write_text(text, encoding="utf-8")
    return file


def stated(release: Release, start: str = "") -> set[tuple[str, str, str]]:
    """What is stated of the things whose IRIs start so, without the base."""
    found = set()
    for quad in release.quads():
        subject, value = (str(getattr(t, "value", t)) for t in (quad.subject, quad.object))
        if subject.startswith(f"{BASE}id/{start}"):
            name = quad.predicate.value.rpartition("/")[2].rpartition("#")[2]
            found.add((subject.removeprefix(f"{BASE}id/{start}"), name, value.removeprefix(f"{BASE}def/")))
    return found


def by_hand(release: Release) -> set[str]:
    return {o for _, p, o in stated(release) if p == "because" and "by hand" in o}


def test_a_correction_stands_in_the_graph_and_says_so(slough_release: Release) -> None:
    labels = stated(slough_release, "finding/slough-2024-01-30/needs-improvement/1")
    themes = {o for _, p, o in labels if p == "theme"}
    assert themes >= {"theme/waiting-times", "theme/communication"}
    assert "theme/therapy-provision" not in themes
    assert {o for _, p, o in labels if p == "polarity"} == {"polarity/mixed"}
    reasons = stated(slough_release, "labelling/slough-2024-01-30/needs-improvement/1/")
    hand = "by hand (SEND data team): it is about the wait"
    assert {(s, o) for s, p, o in reasons if p == "because" and "by hand" in o} == {
        ("theme/waiting-times", f"confirmed {hand}"),
        ("theme/communication", f"corrected {hand}"),
        ("polarity/mixed", f"corrected {hand}"),
    }
    sure = {s: float(o) for s, p, o in reasons if p == "confidence"}
    assert [sure[s] for s in ("theme/waiting-times", "theme/communication", "polarity/mixed")] == [1, 1, 1]
    assert "theme/therapy-provision" not in sure


def test_a_link_stands_or_is_gone(slough_release: Release) -> None:
    links = stated(slough_release, "link/")
    adults = "slough-2024-01-30/needs-improvement/2/recurs-from/slough-2019-05-13/area-for-development/3"
    assert {(p, o) for s, p, o in links if s == adults and p in ("because", "confidence")} == {
        ("because", "corrected by hand: reviews should prepare for adult life"),
        ("confidence", "1"),
    }
    assert not [s for s, _, _ in links if "/later-strength/" in s]
    assert not [p for _, p, _ in stated(slough_release, "finding/") if p == "laterStrength"]


def test_the_release_says_which_corrections_it_was_made_with(slough_release: Release, slough: Path) -> None:
    source = read(slough).source
    assert source.corrections_sha256 is not None
    assert {line.document: line.corrections_sha256 for line in slough_release.documents} == {
        LETTER: None,
        REPORT: source.corrections_sha256,
    }
    told = dict(status_rows(slough_release.manifest))
    assert told[LETTER] == "outcome-letter-2016, Slough, Ofsted"
    assert told[REPORT] == "inspection-report-2023, Slough, Ofsted, with corrections"
    inputs = {o for _, p, o in stated(slough_release, "extraction/slough-2024-01-30") if p == "inputHash"}
    assert inputs == {
        f"slough-2024.txt {source.sha256}",
        f"slough-2024.corrections.toml {source.corrections_sha256}",
    }


def test_corrections_survive_a_rebuild(slough: Path, slough_release: Release, releases: Path) -> None:
    again = build(slough_release.path.parent, slough)
    assert (again.release, again.up_to_date) == (slough_release, True), "an unchanged file"
    own = build(releases, slough_release.path)
    assert own.release is not None
    assert (own.release.name, told(own)) == (slough_release.name, []), "out of its own records"
    file = slough / f"{REPORT}.corrections.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")
    changed = build(releases, slough)
    assert changed.release is not None
    assert (changed.release.name != slough_release.name, changed.up_to_date) == (True, False)
    assert changed.release.record(REPORT) == slough_release.record(REPORT), "read afresh"
    assert by_hand(changed.release) == by_hand(slough_release)


def test_corrections_decide_what_a_build_makes(slough: Path) -> None:
    def key() -> str:
        gathered = gather([slough])
        return fingerprint(gathered.sources, gathered.problems, BASE, {})

    file = slough / f"{REPORT}.corrections.toml"
    first = key()
    file.write_bytes(file.read_bytes())
    assert key() == first
    file.write_text(file.read_text(encoding="utf-8").replace("mixed", "negative"), encoding="utf-8")
    changed = key()
    file.unlink()
    assert len({first, changed, key()}) == 3


def test_a_moved_finding_is_refused_alone_with_its_number(slough: Path, releases: Path) -> None:
    text = (slough / f"{REPORT}.txt").read_text(encoding="utf-8")
    more = text.replace("- Too many children still", "- Families wait to hear.\n\n- Too many children still")
    (slough / f"{REPORT}.txt").write_text(more, encoding="utf-8")
    with (slough / f"{REPORT}.corrections.toml").open("a", encoding="utf-8") as file:
        file.write('[[link]]\ntype = "recurs-from"\nlater = 5\ndocument = "nowhere"\nearlier = 1\n')
    report = build(releases, slough)
    assert sorted(told(report)) == [
        "slough-2024.corrections.toml: finding 4: it starts “Families wait to hear.”; "
        "“Too many children still wait” is finding 5 now; write 5",
        "slough-2024.corrections.toml: link from 5 to nowhere 1: nowhere is not among the documents; "
        "build it with the others, or mend its name",
    ]
    assert (report.current, report.exit_code) == (True, 1)
    assert report.release is not None
    assert [n.code for n in report.release.manifest.not_read] == ["refused-correction"] * 2
    assert [d.document for d in report.release.documents] == [LETTER, REPORT]
    assert by_hand(report.release) == {"corrected by hand: reviews should prepare for adult life"}
    again = build(releases, slough)
    assert (again.release, again.up_to_date, told(again)) == (report.release, True, told(report))


def test_what_is_printed_first_elsewhere_is_corrected_there(slough: Path, releases: Path) -> None:
    """A record of a paper that reprints the letter; its corrections cannot count, and it is said where."""
    letter = read(slough, LETTER)
    values = letter.record.model_dump(mode="json")
    values |= {"document": "paper", "kind": "committee-report", "document_date": "2019-09-24", "measures": []}
    (slough / "paper.json").write_text(json.dumps(values), encoding="utf-8")
    (slough / "paper.txt").write_text(f"{letter.text}\n(Appended.)", encoding="utf-8")
    correct(slough, '[[finding]]\nn = 6\nstarts = "Annual reviews"\npolarity = "mixed"\n', "paper")
    assert told(build(releases, slough)) == [
        "paper.corrections.toml: finding 6: slough-2019 prints it first, as finding 6, which is what counts; "
        "correct it in slough-2019.corrections.toml"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[finding]\n", "slough-2024.corrections.toml: is not TOML: "),
        ("[[findings]]\n", "slough-2024.corrections.toml: there is no key findings; there are finding"),
        (
            '[[finding]]\nn = 9\nstarts = "Ring 0300 123 1231"\n',
            "slough-2024.corrections.toml: finding 9: there are 6 findings and no such one, "
            "and no finding starts “Ring █████████████”; ",
        ),
    ],
)
def test_a_wrong_file_costs_nothing_else(slough: Path, text: str, message: str) -> None:
    (slough / f"{REPORT}.corrections.toml").unlink()
    plain = read(slough)
    assert plain.problems == ()
    correct(slough, text)
    result = read(slough)
    (problem,) = result.problems
    assert problem.line().startswith(message)
    assert result.record == plain.record


def test_corrections_without_their_document(slough: Path) -> None:
    file = (slough / f"{REPORT}.corrections.toml").rename(slough / "slough-2O24.corrections.toml")
    (slough / "slough-corrections.toml").touch()
    (slough / ".old").mkdir()
    correct(slough / ".old", "", "hidden")
    gathered = gather([slough])
    assert [source.name for source in gathered.sources] == [LETTER, REPORT]
    assert [problem.line() for problem in gathered.problems] == [
        "slough-2O24.corrections.toml: there is no document slough-2O24 beside it; "
        "name it after its document, or remove it",
        "slough-corrections.toml: it is no document; "
        "corrections of halton.pdf are called halton.corrections.toml",
    ]
    assert [problem.line() for problem in gather([file]).problems] == [
        "slough-2O24.corrections.toml: these are corrections, not a document; "
        "name the document that they stand beside"
    ]


def test_reasons_show_no_contact_details(slough: Path) -> None:
    file = slough / f"{REPORT}.corrections.toml"
    text = file.read_text(encoding="utf-8").replace("it is about the wait", "says jo@example.gov.uk")
    correct(slough, text)
    words = {r.words for f in read(slough).record.findings for r in f.why if "by hand" in (r.words or "")}
    assert "corrected by hand (SEND data team): says [contact details removed]" in words
    assert not [w for w in words if w and "@" in w]


def test_records_take_corrections_as_documents_do(slough: Path, tmp_path: Path) -> None:
    """Correcting what was read gives what reading corrected would, once and twice."""
    corrected = read(slough)
    file = (slough / f"{REPORT}.corrections.toml").rename(tmp_path / "corrections")
    plain = read(slough)
    assert plain.record != corrected.record

    def again(record: Record) -> Read:
        place = tmp_path / "records"
        place.mkdir(exist_ok=True)
        (place / f"{REPORT}.json").write_text(record.model_dump_json(), encoding="utf-8")
        (place / f"{REPORT}.txt").write_text(plain.text, encoding="utf-8")
        correct(place, file.read_text(encoding="utf-8"))
        return read(place)

    for record in (plain.record, corrected.record):
        assert (again(record).record, again(record).problems) == (corrected.record, ())
