"""What the tests of several rooms share: the corpus, and a release of the shipped documents."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest

from sendgraph.release import Release

#: A busy machine is slow, not wrong.
hypothesis.settings.register_profile("sendgraph", deadline=None)
hypothesis.settings.load_profile("sendgraph")

SHARED = Path(__file__).parents[1] / ".." / "shared"
INVENTED = Path(__file__).with_name("invented")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpus, gold and tools that stands beside a development checkout."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: corpus and gold come with the development checkout only")
    return SHARED.resolve()


@contextmanager
def made_once(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder that the processes of a test run share, while no other of them is at it."""
    base = factory.getbasetemp()
    run = base.parent if base.name.startswith("popen-") else base  # pytest-xdist gives each process a folder
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield run / name


@pytest.fixture(scope="session")
def read_records(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the records of the five documents and the corpus, read as a user reads them."""
    from sendgraph.cli.application import run

    with made_once(tmp_path_factory, "records") as output:
        if not output.exists():
            sources = [str(shared / "documents"), str(shared / "corpus")]
            assert run(["extract", *sources, "--output", str(output)]) == 0
    return output


@pytest.fixture(scope="session")
def shipped_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with one built from the shipped documents; processes of a test run share it."""
    from sendgraph.release.building import build_release

    with made_once(tmp_path_factory, "shipped-releases") as output:
        report = build_release(output=output, base_iri="https://w3id.org/sendgraph/", workers=2)
    assert report.exit_code == 0, [problem.line() for problem in report.problems]
    return output


@pytest.fixture(scope="session")
def shipped_release(shipped_releases: Path) -> Release:
    """The release of the shipped documents."""
    return Release.open(shipped_releases)


@pytest.fixture
def slough(tmp_path: Path) -> Path:
    """A folder with a letter of 2019 and a report of 2024, invented, and corrections of the report."""
    return shutil.copytree(INVENTED, tmp_path / "slough")


@pytest.fixture(scope="session")
def slough_release(shipped_releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of these two; what their build shares with the shipped one is not checked again."""
    from sendgraph.release.building import build_release

    with made_once(tmp_path_factory, "slough-releases") as output:
        if not output.exists():
            shutil.copytree(shipped_releases / ".checked", output / ".checked")
        report = build_release([INVENTED], output=output, base_iri="https://w3id.org/sendgraph/", workers=1)
    assert report.exit_code == 0, [problem.line() for problem in report.problems]
    return Release.open(output)


@pytest.fixture
def releases(shipped_releases: Path, tmp_path: Path) -> Path:
    """A folder without releases, that remembers what the shipped build checked."""
    folder = tmp_path / "releases"
    shutil.copytree(shipped_releases / ".checked", folder / ".checked")
    return folder
