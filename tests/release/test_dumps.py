"""The dumps of a release: each is what export writes, named in the manifest, the same whenever written."""

import gzip
import hashlib
import shutil
from pathlib import Path

import pyoxigraph
import pytest

from sendgraph.errors import InvalidRelease
from sendgraph.release import Release, export
from sendgraph.release.dump_writing import write_dumps
from sendgraph.release.dumps import DUMP_FORMS
from sendgraph.release.manifest import release_name
from sendgraph.release.workers import Workers


def content(release: Release, name: str) -> bytes:
    (dump,) = (dump for dump in release.dumps() if dump.name == name)
    return dump.path.read_bytes()


def canonical(dataset: pyoxigraph.Dataset) -> set[str]:
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def test_a_release_has_one_dump_of_each_form(shipped_release: Release) -> None:
    assert [(dump.name, dump.media_type) for dump in shipped_release.dumps()] == [
        ("sendgraph.nq.gz", "application/gzip"),
        ("sendgraph.trig.gz", "application/gzip"),
        ("sendgraph.ttl.gz", "application/gzip"),
        ("sendgraph.nt.gz", "application/gzip"),
        ("sendgraph.jsonld.gz", "application/gzip"),
        ("sendgraph-tables.zip", "application/zip"),
    ]
    for dump in shipped_release.dumps():
        found = dump.path.read_bytes()
        assert (dump.size, dump.sha256) == (len(found), hashlib.sha256(found).hexdigest()), dump.name
        assert shipped_release.manifest.files[dump.form.path].sha256 == dump.sha256


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld"])
def test_a_dump_is_what_export_writes(shipped_release: Release, form: str) -> None:
    packed = content(shipped_release, f"sendgraph.{form}.gz")
    assert gzip.decompress(packed) == export(shipped_release, form)
    assert packed[4:8] == bytes(4)  # no time of writing


def test_the_tables_are_what_export_writes(shipped_release: Release) -> None:
    assert content(shipped_release, "sendgraph-tables.zip") == export(shipped_release, "csv")


def test_ntriples_hold_the_union_each_statement_once(shipped_release: Release) -> None:
    lines = gzip.decompress(content(shipped_release, "sendgraph.nt.gz")).splitlines()
    assert len(lines) == len(set(lines)) == shipped_release.statistics().triples
    assert lines == sorted(lines)
    union = pyoxigraph.Dataset(pyoxigraph.Quad(*quad.triple) for quad in shipped_release.quads())
    found = pyoxigraph.Dataset(pyoxigraph.parse(b"\n".join(lines), pyoxigraph.RdfFormat.N_TRIPLES))
    assert canonical(found) == canonical(union)


def test_dumps_are_the_same_whoever_writes_them(shipped_release: Release, tmp_path: Path) -> None:
    """From the same lines in another order, by one process instead of several."""
    graphs: dict[str, list[bytes]] = {}
    for line in reversed(list(shipped_release.lines())):
        graphs.setdefault(line.split()[-2][1:-1].decode(), []).append(line.rstrip(b"\n"))
    with Workers(1) as pool:
        written = write_dumps(
            graphs,
            shipped_release.nquads(),
            tmp_path,
            shipped_release.base_iri,
            pool,
            tell=lambda done, total: None,
        )
    assert {path: digest for path, (_, digest) in written.items()} == {
        path: digest for path, digest in shipped_release.manifest.files.items() if path.startswith("dumps/")
    }


def without_dumps(release: Release, folder: Path) -> Path:
    """A release as the version before wrote it."""
    kept = {form.path for form in DUMP_FORMS} - {"graph.nq.gz"} | {"statistics.json"}
    files = {path: digest for path, digest in release.manifest.files.items() if path not in kept}
    manifest = release.manifest.model_copy(update={"files": files}).to_bytes()
    place = folder / release_name(manifest)
    for path in files:
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(release.path / path, place / path)
    (place / "manifest.json").write_bytes(manifest)
    return place


def test_a_release_of_an_earlier_version_opens_and_has_its_quads(
    shipped_release: Release, tmp_path: Path
) -> None:
    old = Release.open(without_dumps(shipped_release, tmp_path))
    old.verify()
    assert [dump.name for dump in old.dumps()] == ["sendgraph.nq.gz"]
    assert old.statistics() == shipped_release.statistics()
    assert export(old, "ttl") == export(shipped_release, "ttl")


def test_all_releases_of_a_folder_the_current_first(shipped_release: Release, tmp_path: Path) -> None:
    older = without_dumps(shipped_release, tmp_path)
    shutil.copytree(shipped_release.path, tmp_path / shipped_release.name)
    (tmp_path / "current").symlink_to(shipped_release.name)
    (tmp_path / ("f" * 32)).mkdir()  # half written
    assert [one.name for one in Release.all(tmp_path)] == [shipped_release.name, older.name]
    assert [one.name for one in Release.all(older)] == [older.name]


def test_a_release_that_failed_its_checks_is_not_among_them(shipped_release: Release, tmp_path: Path) -> None:
    failed = shipped_release.manifest.checks.model_copy(update={"contact_details": 1})
    manifest = shipped_release.manifest.model_copy(update={"checks": failed})
    bad = Release(shipped_release.path, shipped_release.name, manifest)
    without_dumps(bad, tmp_path)
    (tmp_path / "current").symlink_to(without_dumps(shipped_release, tmp_path).name)
    assert len(Release.all(tmp_path)) == 1


def test_a_folder_without_a_current_release_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidRelease, match="there is no release here; make one with `sendgraph build`"):
        Release.all(tmp_path)


def test_damaged_numbers_say_so(shipped_release: Release, tmp_path: Path) -> None:
    copy = shutil.copytree(shipped_release.path, tmp_path / "copy")
    statistics = copy / "statistics.json"
    statistics.chmod(0o644)
    statistics.write_bytes(b" " * statistics.stat().st_size)
    with pytest.raises(InvalidRelease, match=r"statistics\.json: the statistics are damaged"):
        Release.open(copy).statistics()


def test_lines_come_one_at_a_time_and_damage_is_told(shipped_release: Release, tmp_path: Path) -> None:
    assert b"".join(shipped_release.lines()) == shipped_release.nquads()
    copy = shutil.copytree(shipped_release.path, tmp_path / "copy")
    graph = copy / "graph.nq.gz"
    graph.chmod(0o644)
    graph.write_bytes(graph.read_bytes()[:-12] + bytes(12))
    with pytest.raises(InvalidRelease, match=r"graph\.nq\.gz: the graph is damaged"):
        list(Release.open(copy).lines())
