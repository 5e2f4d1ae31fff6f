"""`build`, `validate`, `reason`, `export`, `status` as a new user runs them."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from sendgraph.release import Release
from sendgraph.shipped import folder

LETTER = folder("data") / "documents" / "halton-2017.txt"


def test_build_names_what_it_could_not_read_and_goes_on(tmp_path: Path, sendgraph: Callable) -> None:
    (tmp_path / "junk.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "halton.txt").write_bytes(LETTER.read_bytes())
    outcome = sendgraph("build", tmp_path, "--output", tmp_path / "out", "--workers", 1)
    assert outcome.code == 1
    assert outcome.err.startswith("sendgraph: junk.txt: ")
    assert outcome.err.count("\n") == 1
    release = Release.open(tmp_path / "out")
    assert outcome.out.startswith(f"Release {release.name[:12]} is current: 1 document, 63 findings, ")
    assert [n.where for n in release.manifest.not_read] == ["junk.txt"]
    again = sendgraph("build", tmp_path, "--output", tmp_path / "out", "--workers", 1)
    assert (again.code, again.err) == (1, outcome.err)
    assert again.out.startswith(f"Release {release.name[:12]} is up to date: ")


def test_validate_a_release_gives_its_own_report(
    shipped_release: Release, shipped_releases: Path, sendgraph: Callable
) -> None:
    outcome = sendgraph("validate", shipped_releases, "--workers", 2, "--format", "ttl")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == shipped_release.report()


def test_validate_a_file(tmp_path: Path, sendgraph: Callable) -> None:
    base = "https://w3id.org/sendgraph/"
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(f"<{base}id/inspection/x> a <{base}def/Inspection> .")
    outcome = sendgraph("validate", wrong)
    assert outcome.code == 1
    assert "Give the inspection exactly one local area" in outcome.out
    report = sendgraph("validate", wrong, "--format", "ttl")
    assert report.code == 1
    assert "sh:ValidationReport" in report.out


def test_reason_agrees(shipped_releases: Path, sendgraph: Callable) -> None:
    outcome = sendgraph("reason", "--release", shipped_releases)
    rows = dict(line.split("\t") for line in outcome.out.splitlines())
    assert (outcome.code, outcome.err) == (0, "")
    assert rows["consistent"] == "yes"
    assert rows["follow, but are not shipped"] == rows["are shipped, but do not follow"] == "0"
    assert int(rows["memberships proved"].replace(",", "")) > 3_000
    quads = Release.open(shipped_releases).nquads()
    for kind in ("date", "gYearMonth"):
        stated = quads.count(f"XMLSchema#{kind}> ".encode())
        assert rows[f"literals left out: {kind}"] == f"{stated:,}"


def test_export_has_a_row_for_each_thing(
    tmp_path: Path, shipped_release: Release, shipped_releases: Path, sendgraph: Callable
) -> None:
    """A thing that several graphs state is one row: the union counted it twice once."""
    assert sendgraph("export", "-f", "csv", "-o", tmp_path / "t.zip", "--release", shipped_releases).code == 0
    with zipfile.ZipFile(tmp_path / "t.zip") as archive:
        rows = {name: archive.read(name).decode().split("\r\n") for name in archive.namelist()}
    things = shipped_release.manifest.things
    assert sorted(rows) == ["areas.csv", "findings.csv", "inspections.csv", "measures.csv"]
    for name, lines in rows.items():
        ids = [line.split(",")[0] for line in lines[1:] if line.startswith("https://")]
        assert len(ids) == len(set(ids)) == things[name.removesuffix(".csv")]


def test_export_nquads_is_the_release(
    shipped_release: Release, shipped_releases: Path, sendgraph: Callable
) -> None:
    outcome = sendgraph("export", "--release", shipped_releases)
    assert outcome.out.encode() == shipped_release.nquads()


def test_status(shipped_release: Release, shipped_releases: Path, sendgraph: Callable) -> None:
    rows = [line.split("\t") for line in sendgraph("status", "--release", shipped_releases).out.splitlines()]
    told = {row[0]: row[1] for row in rows}
    assert told["release"] == shipped_release.name
    assert told["checks"] == "passed"
    assert told["documents"] == "5"


def test_a_damaged_release_is_named(tmp_path: Path, shipped_release: Release, sendgraph: Callable) -> None:
    place = tmp_path / shipped_release.name
    place.mkdir()
    manifest = json.loads((shipped_release.path / "manifest.json").read_text())
    (place / "manifest.json").write_text(json.dumps(manifest))
    outcome = sendgraph("status", "--release", place)
    assert outcome.code == 1
    assert outcome.err == (
        f"sendgraph: {place}: the manifest is not the release's own; build the release again\n"
    )
