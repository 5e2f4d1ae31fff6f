"""Writing, swapping and opening releases; what a kill, a race or damage leaves behind."""

import gzip
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from sendgraph.errors import BadParameter, InvalidRelease, UnknownThing
from sendgraph.release.manifest import Checks, Manifest, digest
from sendgraph.release.opening import Release
from sendgraph.release.writing import current_name, make_current, write_release

CHECKS = Checks(
    shacl_violations=0, shacl_warnings=0, passages=0, wrong_quotes=0, literals=0, contact_details=0
)
LINE = b'<https://w3id.org/sendgraph/id/area/halton> <http://www.w3.org/2000/01/rdf-schema#label> "%d" .\n'


def small(number: int = 0, padding: int = 0) -> tuple[Manifest, dict[str, bytes]]:
    graph = gzip.compress(LINE % number, mtime=0)
    files = {"graph.nq.gz": graph, "shacl.ttl": b"#" * padding, "texts/a.txt": b"a"}
    manifest = Manifest(
        version="0.1.0",
        released="2026-11-22",
        base_iri="https://w3id.org/sendgraph/",
        documents=(),
        not_read=(),
        quads=1,
        graphs={},
        things={},
        checks=CHECKS,
        inputs={},
        files={path: digest(content) for path, content in files.items()},
    )
    return manifest, files


def publish(folder: Path, number: int = 0) -> Release:
    manifest, files = small(number)
    write_release(folder, manifest, files)
    make_current(folder, manifest.name)
    return Release.open(folder)


def test_a_written_release_is_named_by_its_manifest_and_current_only_when_told(
    tmp_path: Path,
) -> None:
    manifest, files = small()
    place = write_release(tmp_path, manifest, files)
    assert place == tmp_path / manifest.name
    assert current_name(tmp_path) is None
    with pytest.raises(InvalidRelease, match="there is no release here; make one with `sendgraph build`"):
        Release.open(tmp_path)
    make_current(tmp_path, manifest.name)
    release = Release.open(tmp_path)
    release.verify()
    assert (release.path, release.name, release.manifest) == (place, manifest.name, manifest)
    assert [str(quad) for quad in release.quads()] == [(LINE % 0).decode().removesuffix(" .\n")]


def test_writing_the_same_release_again_changes_nothing(tmp_path: Path) -> None:
    manifest, files = small()
    place = write_release(tmp_path, manifest, files)
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    assert write_release(tmp_path, manifest, files) == place
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before


def test_a_release_opens_wherever_it_is_copied(tmp_path: Path) -> None:
    release = publish(tmp_path / "releases")
    copy = tmp_path / "copy"
    (tmp_path / "releases").rename(copy)
    assert Release.open(copy).name == Release.open(copy / release.name).name == release.name
    (copy / release.name).rename(tmp_path / "mine")
    assert Release.open(tmp_path / "mine").name == release.name


def test_a_damaged_release_says_what_is_damaged(tmp_path: Path) -> None:
    release = publish(tmp_path)
    graph = release.path / "graph.nq.gz"
    content = graph.read_bytes()
    graph.chmod(0o644)
    graph.write_bytes(content[:-3])
    with pytest.raises(InvalidRelease, match=r"graph\.nq\.gz: the file has \d+ bytes instead of \d+"):
        Release.open(tmp_path)
    graph.write_bytes(content[:-12] + bytes(12))
    damaged = Release.open(tmp_path)
    with pytest.raises(InvalidRelease, match=r"graph\.nq\.gz: the file is not what the manifest says"):
        damaged.verify()
    with pytest.raises(InvalidRelease, match=r"graph\.nq\.gz: the graph is damaged"):
        list(damaged.quads())
    graph.unlink()
    with pytest.raises(InvalidRelease, match=r"graph\.nq\.gz: the file is missing"):
        Release.open(tmp_path)
    assert publish(tmp_path) == release  # written again, it is whole
    release.verify()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the manifest is damaged"),
        (b"[]", "the release has form None, this version reads form 1"),
        (b'{"format": 2}', "the release has form 2, this version reads form 1"),
        (b'{"format": 1}', "the manifest is damaged at version"),
    ],
)
def test_a_damaged_manifest_says_so(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(InvalidRelease, match=message):
        Release.open(tmp_path)


def test_a_manifest_of_another_release_is_refused(tmp_path: Path) -> None:
    release = publish(tmp_path)
    manifest = release.path / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_bytes(small(1)[0].to_bytes())
    with pytest.raises(InvalidRelease, match="the manifest is not the release's own"):
        Release.open(tmp_path)


def test_a_pointer_into_nowhere_says_so(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("0" * 32)
    with pytest.raises(InvalidRelease, match="its manifest is missing; build the release again"):
        Release.open(tmp_path)


def test_an_unknown_document_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownThing, match=r"\.\./manifest: the release has no such document"):
        publish(tmp_path).text("../manifest")


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadParameter, match="cannot write releases here"):
        publish(tmp_path / "file")


WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from test_writing import small
    from sendgraph.release.writing import make_current, write_release
    print("ready", flush=True)
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        manifest, files = small(number, padding=200_000)
        write_release(Path(sys.argv[1]), manifest, files)
        make_current(Path(sys.argv[1]), manifest.name)
    """
).format(tests=str(Path(__file__).parent))


def writer(folder: Path, first: int, last: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(folder), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_killed_at_any_moment_the_current_release_is_whole(tmp_path: Path) -> None:
    moments = random.Random(20261122)
    former = publish(tmp_path).name
    for kill in range(12):
        process = writer(tmp_path, 1 + 1000 * kill, 1000 * (kill + 1))
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(moments.uniform(0, 0.05))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        release = Release.open(tmp_path)
        release.verify()
        assert len(list(release.quads())) == 1
        for place in tmp_path.iterdir():  # whatever bears a release's name is a whole release
            if not place.name.startswith(".") and place.name != "current":
                Release.open(place).verify()
    assert Release.open(tmp_path).name != former  # the kills came while there was something to kill
    publish(tmp_path, 7)
    assert not list(tmp_path.glob(".writing-*"))


def test_two_writers_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    processes = [writer(tmp_path, 0, 20), writer(tmp_path, 10, 30), writer(tmp_path, 0, 20)]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    names = {small(number, padding=200_000)[0].name for number in range(30)}
    assert {place.name for place in tmp_path.iterdir()} == names | {"current", ".lock"}
    for name in names:
        Release.open(tmp_path / name).verify()
    assert Release.open(tmp_path).name in names
