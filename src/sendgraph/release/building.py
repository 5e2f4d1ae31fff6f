"""A build: the release that the sources make is there already, or is made; what passed becomes current."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sendgraph.errors import BadParameter, InvalidRelease, Problem
from sendgraph.release.fingerprint import fingerprint, shipped_inputs
from sendgraph.release.opening import Release
from sendgraph.release.sources import gather
from sendgraph.release.writing import current_name, make_current, write_note

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made: the release, whether it is current now, and what could not become part of it."""

    release: Release | None
    current: bool
    up_to_date: bool
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> int:
        """0 where everything went in and passed, 1 where something is at fault."""
        return 0 if self.current and not self.problems else 1


def build_release(
    sources: Sequence[Path] = (),
    *,
    output: Path,
    base_iri: str,
    workers: int = 0,
    progress: Progress | None = None,
) -> BuildReport:
    """
    Build a release out of documents, folders or records; of the shipped documents by default.

    What cannot be read costs nothing else: it is named in the report and in the manifest.
    Where the same input was built before, nothing is done again. A release that fails a
    check is written, for people to look into, and does not become current.

    Raises:
        BadParameter: where a source does not exist, or the output cannot be written.
    """
    gathered = gather(sources)
    if not gathered.sources and not gathered.problems:
        raise BadParameter(
            "there are no documents", where=str(sources[0]), remedy="name documents or records"
        )
    inputs = shipped_inputs()
    key = fingerprint(gathered.sources, gathered.problems, base_iri, inputs)
    known = _known(output, key)
    if known:
        return _publish(output, known, up_to_date=True)
    from sendgraph.release.making import make_release  # brings PDF reading and SHACL, half a second

    release, problems = make_release(
        gathered, output=output, base_iri=base_iri, inputs=inputs, workers=workers, progress=progress
    )
    if release is None:
        return BuildReport(None, False, False, problems)
    write_note(output / ".builds" / f"{key}.json", json.dumps({"release": release.name}).encode())
    return _publish(output, release, up_to_date=False)


def _known(output: Path, key: str) -> Release | None:
    """The release that this very build made before, where it is still whole."""
    try:
        name = json.loads((output / ".builds" / f"{key}.json").read_bytes())["release"]
        release = Release.open(output / name)
        release.verify()
    except (OSError, ValueError, KeyError, InvalidRelease):
        return None
    return release


def _publish(output: Path, release: Release, *, up_to_date: bool) -> BuildReport:
    passed = release.manifest.checks.passed
    unchanged = up_to_date and current_name(output) == release.name
    if passed and not unchanged:
        make_current(output, release.name)
    problems = tuple(line.problem() for line in release.manifest.not_read)
    return BuildReport(release, passed, unchanged, problems)
