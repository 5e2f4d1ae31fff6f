"""Builds of real documents: what becomes of good ones, bad ones, and the same ones again."""

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest

from sendgraph.errors import BadParameter, InvalidRelease
from sendgraph.extraction.record import Record
from sendgraph.release import BuildReport, Release, build_release, validate_release
from sendgraph.release.canonical import as_nquads
from sendgraph.shipped import folder

BASE = "https://w3id.org/sendgraph/"
SHIPPED = [
    "cheshire-east-2019-update",
    "cheshire-west-and-chester-2022",
    "cheshire-west-and-chester-2025",
    "halton-2017",
    "medway-2018-committee",
]


def build(output: Path, *sources: Path, base_iri: str = BASE, workers: int = 1) -> BuildReport:
    return build_release(sources, output=output, base_iri=base_iri, workers=workers)


@pytest.fixture
def output(shipped_releases: Path, tmp_path: Path) -> Path:
    """A folder without releases, that remembers what the shipped build checked."""
    folder = tmp_path / "releases"
    shutil.copytree(shipped_releases / ".checked", folder / ".checked")
    return folder


def told(report: BuildReport) -> list[str]:
    return [problem.line() for problem in report.problems]


def copy_record(release: Release, source: str, place: Path, **changes: object) -> Path:
    """A document's record and text as files, the record changed, so that a build need not extract it."""
    name = str(changes.get("document", source))
    place.mkdir(parents=True, exist_ok=True)
    record = Record.model_validate({**release.record(source).model_dump(), **changes})
    (place / f"{name}.json").write_text(record.model_dump_json(), encoding="utf-8")
    (place / f"{name}.txt").write_text(release.text(source), encoding="utf-8", newline="")
    return place / f"{name}.json"


def test_the_shipped_documents_become_a_release_that_passes(shipped_release: Release) -> None:
    manifest = shipped_release.manifest
    assert [line.document for line in manifest.documents] == SHIPPED
    assert manifest.not_read == ()
    assert manifest.checks.passed
    assert manifest.checks.shacl_warnings == 0
    assert manifest.checks.passages == manifest.things["passages"] > 0
    shipped_release.verify()
    for line in manifest.documents:
        assert shipped_release.text(line.document) == (folder("data") / "documents" / line.file).read_text(
            encoding="utf-8"
        )


def test_the_graph_is_canonical(shipped_release: Release) -> None:
    lines = shipped_release.nquads().splitlines()
    assert lines == sorted(set(lines))
    quads = list(shipped_release.quads())
    assert len(quads) == shipped_release.manifest.quads
    counted = Counter(quad.graph_name.value for quad in quads)
    assert counted == shipped_release.manifest.graphs
    with_blanks = {
        quad.graph_name.value
        for quad in quads
        if isinstance(quad.subject, pyoxigraph.BlankNode) or isinstance(quad.object, pyoxigraph.BlankNode)
    }
    assert with_blanks == {f"{BASE}id/graph/ontology"}
    again = pyoxigraph.Dataset(quads)
    again.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    content = pyoxigraph.serialize(again, format=pyoxigraph.RdfFormat.N_QUADS)
    assert content is not None
    assert as_nquads(content.splitlines()) == shipped_release.nquads()


def test_every_graph_has_its_place(shipped_release: Release) -> None:
    graphs = {name.removeprefix(f"{BASE}id/graph/") for name in shipped_release.manifest.graphs}
    documents = {
        "cheshire-east-2019-09-24-improvement-update",
        "cheshire-west-and-chester-2022-02-14",
        "cheshire-west-and-chester-2025-11-17",
        "halton-2017-03-27",
        "medway-2018-03-08-committee-report",
    }
    assert graphs >= {f"document/{name}" for name in documents} | {f"inferred/{name}" for name in documents}
    assert graphs - {f"document/{name}" for name in documents} - {
        f"inferred/{name}" for name in documents
    } <= {
        "catalogue",
        "inferred/links",
        "inferred/reference",
        "links",
        "ontology",
        "reference",
        "schemes",
    }


def test_every_thing_has_one_label(shipped_release: Release) -> None:
    things: set[str] = set()
    labels: dict[str, set[str]] = {}
    for quad in shipped_release.quads():
        for term in (quad.subject, quad.object):
            if isinstance(term, pyoxigraph.NamedNode) and term.value.startswith(f"{BASE}id/"):
                things.add(term.value)
        if quad.predicate.value == "http://www.w3.org/2000/01/rdf-schema#label":
            labels.setdefault(str(getattr(quad.subject, "value", "")), set()).add(str(quad.object))
    assert {thing: labels.get(thing) for thing in things if len(labels.get(thing, ())) != 1} == {}


def test_the_same_input_gives_the_same_bytes(shipped_release: Release, output: Path, tmp_path: Path) -> None:
    """From the release's own records, too: they are what the graph is built from."""
    report = build(output, shipped_release.path)
    assert report.release is not None
    assert report.release.manifest == shipped_release.manifest
    assert report.release.name == shipped_release.name
    for path in shipped_release.manifest.files:
        assert (report.release.path / path).read_bytes() == (shipped_release.path / path).read_bytes()


def test_building_again_does_nothing(shipped_releases: Path, shipped_release: Release) -> None:
    def moments() -> dict[Path, int]:
        return {path: path.lstat().st_mtime_ns for path in shipped_releases.rglob("*")}

    before = moments()
    report = build(shipped_releases, workers=2)
    assert (report.release, report.current, report.up_to_date) == (shipped_release, True, True)
    assert (report.problems, report.exit_code) == ((), 0)
    assert moments() == before


def test_bad_documents_cost_nothing_else(shipped_release: Release, output: Path, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    copy_record(shipped_release, "halton-2017", sources)
    (sources / "empty.pdf").write_bytes(b"")
    (sources / "junk.txt").write_bytes(random.Random(1).randbytes(5000))
    (sources / "letter.txt").write_text("Dear Sir or Madam,\n\nThank you for your order of 5 May.\n" * 30)
    (sources / "cut.json").write_text('{"document": "cut"')
    (sources / "cut.txt").write_text("text")
    report = build(output, sources)
    assert report.exit_code == 1
    assert report.current
    assert report.release is not None
    assert [line.document for line in report.release.documents] == ["halton-2017"]
    assert Release.open(output).name == report.release.name
    assert [problem.where for problem in report.problems] == [
        "cut.json",
        "empty.pdf",
        "junk.txt",
        "letter.txt",
    ]
    assert all("\n" not in line and len(line) < 300 for line in told(report))
    assert str(tmp_path) not in (report.release.path / "manifest.json").read_text()


def test_two_letters_that_claim_one_inspection(
    shipped_release: Release, output: Path, tmp_path: Path
) -> None:
    sources = tmp_path / "sources"
    copy_record(shipped_release, "halton-2017", sources)
    other = copy_record(shipped_release, "halton-2017", sources, document="other", inspection_start="2017-03")
    other.with_suffix(".txt").write_text(shipped_release.text("halton-2017") + "\nAnother letter.")
    report = build(output, sources)
    assert [line.document for line in report.release.documents] == ["halton-2017"]
    assert told(report) == [
        "other.json: it and halton-2017.json both claim to be the letter of "
        "SEND inspection of Halton, March 2017; keep the right one of them"
    ]
    assert (report.current, report.exit_code) == (True, 1)


def test_a_release_in_violation_is_written_and_not_current(
    shipped_release: Release, output: Path, tmp_path: Path
) -> None:
    good = copy_record(shipped_release, "halton-2017", tmp_path / "good")
    bad = copy_record(shipped_release, "halton-2017", tmp_path / "bad", judgement="systemic-failings")
    former = build(output, good)
    assert (former.current, former.exit_code) == (True, 0)
    report = build(output, bad)
    assert report.release is not None
    assert (report.current, report.exit_code, report.problems) == (False, 1, ())
    assert report.release.manifest.checks.shacl_violations > 0
    assert Release.open(output) == former.release
    Release.open(report.release.path).verify()
    again = build(output, bad)
    assert (again.release, again.current, again.exit_code) == (report.release, False, 1)


def test_nothing_that_can_be_read_leaves_the_former_release(
    shipped_release: Release, output: Path, tmp_path: Path
) -> None:
    good = copy_record(shipped_release, "halton-2017", tmp_path / "good")
    former = build(output, good)
    (tmp_path / "empty.txt").write_bytes(b"")
    report = build(output, tmp_path / "empty.txt")
    assert (report.release, report.current, report.exit_code) == (None, False, 1)
    assert Release.open(output) == former.release


def test_a_folder_without_documents_is_a_bad_call(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("about")
    with pytest.raises(BadParameter, match="there are no documents; name documents or records"):
        build(tmp_path / "releases", tmp_path)


def test_another_base_is_another_base_throughout(
    shipped_release: Release, output: Path, tmp_path: Path
) -> None:
    record = copy_record(shipped_release, "halton-2017", tmp_path / "good")
    report = build(output, record, base_iri="https://data.example.org/send/")
    assert report.exit_code == 0
    assert report.release is not None
    assert BASE.encode() not in report.release.nquads()
    assert "https://data.example.org/send/id/area/halton" in {
        quad.subject.value
        for quad in report.release.quads()
        if isinstance(quad.subject, pyoxigraph.NamedNode)
    }


BUILDER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from sendgraph.release import build_release
    print("ready", flush=True)
    report = build_release(
        [Path(sys.argv[1])], output=Path(sys.argv[2]), base_iri="https://w3id.org/sendgraph/", workers=1
    )
    sys.exit(report.exit_code)
    """
)


def builder(source: Path, output: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", BUILDER, str(source), str(output)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_a_killed_build_leaves_the_former_release(
    shipped_release: Release, output: Path, tmp_path: Path
) -> None:
    moments = random.Random(20261122)
    record = copy_record(shipped_release, "halton-2017", tmp_path / "source", next_full_inspection_years=3)
    shutil.copytree(shipped_release.path.parent, output, symlinks=True, dirs_exist_ok=True)
    for _ in range(3):
        process = builder(record, output)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(moments.uniform(0, 3))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        release = Release.open(output)
        release.verify()
    assert release.name == shipped_release.name


def test_two_builds_at_once_do_not_harm_each_other(
    shipped_release: Release, output: Path, tmp_path: Path
) -> None:
    sources = [copy_record(shipped_release, name, tmp_path / name) for name in SHIPPED[1:3]]
    processes = [builder(source, output) for source in sources]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    current = Release.open(output)
    documents = []
    for place in (output).iterdir():
        if not place.name.startswith(".") and place.name != "current":
            release = Release.open(place)
            release.verify()
            documents += [line.document for line in release.documents]
    assert sorted(documents) == SHIPPED[1:3]
    assert current.documents[0].document in documents


def test_the_manifest_knows_no_clock_and_no_machine(shipped_release: Release) -> None:
    text = (shipped_release.path / "manifest.json").read_text(encoding="utf-8")
    values = json.loads(text)
    assert (values["version"], values["released"], values["base_iri"]) == ("0.1.0", "2026-11-22", BASE)
    assert str(Path(__file__).parents[2]) not in text
    assert gzip.GzipFile(shipped_release.graph_file).read(1) == b"<"
    header = shipped_release.graph_file.read_bytes()[:10]
    assert header[3] == 0, "no name"
    assert header[4:8] == b"\0\0\0\0", "no time"


@pytest.mark.parametrize("path", ["graph.nq.gz", "records/halton-2017.json", "texts/halton-2017.txt"])
def test_a_changed_file_does_not_pass(shipped_release: Release, tmp_path: Path, path: str) -> None:
    copy = tmp_path / shipped_release.name
    shutil.copytree(shipped_release.path, copy)
    content = (copy / path).read_bytes()
    (copy / path).chmod(0o644)
    (copy / path).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(InvalidRelease, match="the file is not what the manifest says"):
        validate_release(Release.open(copy))
