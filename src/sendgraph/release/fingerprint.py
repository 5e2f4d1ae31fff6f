"""
What a build depends on, by hash: the shipped folders, the code, the libraries that read and map.

Two builds with the same fingerprint and the same sources make the same release, so that
the second need not be made.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from importlib.metadata import version
from pathlib import Path

import sendgraph
from sendgraph import __version__
from sendgraph.errors import Problem
from sendgraph.extraction.models import models_folder
from sendgraph.release.sources import Source
from sendgraph.settings import settings
from sendgraph.shipped import folder

_ROOMS = ("documents", "extraction", "graph", "release")
_LIBRARIES = (
    "owlready2",
    "pydantic",
    "pyoxigraph",
    "pypdfium2",
    "pyshacl",
    "python-docx",
    "rdflib",
    "selectolax",
)


def shipped_inputs() -> dict[str, str]:
    """SHA-256 of each shipped file that a build reads beside its documents, by its path."""
    ontology, shapes, data = folder("ontology"), folder("shapes"), folder("data")
    files = [("ontology", ontology, path) for path in sorted(ontology.rglob("*.ttl"))]
    files += [("shapes", shapes, path) for path in sorted(shapes.glob("*.ttl"))]
    files += [("data", data, path) for path in sorted((data / "reference").glob("*.csv"))]
    models = models_folder()
    files += [("data", models.parent, path) for path in sorted(models.glob("*.tsv"))]
    return {f"{name}/{path.relative_to(root).as_posix()}": _hash(path) for name, root, path in files}


def shapes() -> tuple[Path, ...]:
    """The files of the shapes."""
    return tuple(sorted(folder("shapes").glob("*.ttl")))


def fingerprint(
    sources: Sequence[Source], problems: Sequence[Problem], base_iri: str, inputs: Mapping[str, str]
) -> str:
    """One hash of all that decides what a build makes."""
    package = Path(sendgraph.__file__).parent
    code = [path for room in _ROOMS for path in sorted((package / room).rglob("*.py"))]
    code += sorted(package.glob("*.py"))
    parts = {
        "version": __version__,
        "base": base_iri,
        "max_document_bytes": settings().max_document_bytes,
        "inputs": dict(inputs),
        "code": [_hash(path) for path in code],
        "libraries": [version(name) for name in _LIBRARIES],
        "sources": [
            [
                *(s.name, s.file, s.form, s.content, s.sha256, s.corrections_sha256),
                astuple(s.entry) if s.entry else None,
            ]
            for s in sources
        ],
        "problems": [astuple(problem) for problem in problems],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
