"""
What was checked before: the results of a part are remembered by the hash of all that decides them.

A build after a small change then checks what changed. Validating a release remembers nothing.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple
from importlib.metadata import version
from pathlib import Path

from sendgraph.release.shacl import Job, Result
from sendgraph.release.writing import write_note


class Checked:
    """A folder of results, one small file for each part; `None` remembers nothing."""

    def __init__(self, folder: Path | None) -> None:
        """Remember in that folder, which need not exist."""
        self._folder = folder
        self._hashes: dict[Path, str] = {}
        self._software = [version("pyshacl"), version("rdflib")]
        self._software += [self._hash(Path(__file__).with_name(name)) for name in ("graphs.py", "shacl.py")]

    def recall(self, job: Job) -> list[Result] | None:
        """The results of a part that was checked before, None where it was not."""
        if self._folder is None:
            return None
        try:
            return [Result(*values) for values in json.loads(self._file(self._folder, job).read_bytes())]
        except (OSError, ValueError, TypeError):
            return None

    def remember(self, job: Job, results: Iterable[Result]) -> None:
        """Keep the results of a part."""
        if self._folder is not None:
            content = json.dumps([astuple(result) for result in results])
            write_note(self._file(self._folder, job), content.encode())

    def _file(self, folder: Path, job: Job) -> Path:
        shapes = [self._hash(path) for path in job.shapes]
        which = [path and self._hash(path) for path in (job.part, job.background, job.only, job.without)]
        key = json.dumps([which, shapes, job.base_iri, self._software])
        return folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"

    def _hash(self, path: Path) -> str:
        if path not in self._hashes:
            self._hashes[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        return self._hashes[path]
