"""Where the documents stand that labels are of: by the names of their files."""

import json
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from sendgraph.documents.reading import SUFFIXES
from sendgraph.errors import BadParameter, InvalidFile
from sendgraph.evaluation.labelled import LABELLED, folder_of_labels
from sendgraph.extraction.record import Record
from sendgraph.shipped import folder

#: So many folders down from one that stands beside the labels.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Found:
    """The files of documents and of records that were extracted already, by document."""

    documents: dict[str, Path]
    records: dict[str, Path]
    looked_in: tuple[Path, ...]


def find_documents(names: Collection[str], labels: Path, given: Sequence[Path] = ()) -> Found:
    """
    Find documents by name: in the files and folders given, or about the labels and among those shipped.

    The first place that has a document counts; of its files, one that is to be read comes before
    a record of it. Records are taken only where they are given, for they may be old; the labels
    themselves, drafted as a record, are none.

    Raises:
        BadParameter: where a path that is given does not exist.
    """
    for path in given:
        if not path.exists():
            raise BadParameter("there is no such file or folder", where=str(path), remedy="check the path")
    drafts = folder_of_labels(labels).resolve()
    found = Found({}, {}, tuple(given) or (labels, folder("data") / "documents"))
    for files in _given(given) if given else _about(labels):
        wanted = set(names) - set(found.documents) - set(found.records)
        own = sorted(path for path in files if path.stem in wanted)
        other = [path for path in own if path.suffix.lower() == ".json" and path.parent.resolve() != drafts]
        records = {path for path in other if _is_record(path)}
        for path in own:
            texts = path.suffix.lower() == ".txt" and path.with_suffix(".json") in records
            if path.suffix.lower() in SUFFIXES and not texts:
                found.documents.setdefault(path.stem, path)
        if given:
            for path in sorted(records):
                if path.stem not in found.documents:
                    found.records.setdefault(path.stem, path)
    return found


def read_record(path: Path) -> Record:
    """
    A record as `sendgraph extract` writes it.

    Raises:
        InvalidFile: where it is none.
    """
    try:
        return Record.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, first["loc"])) or "its start"
        raise InvalidFile(
            f"is not a record: {first['msg']} at {at}", where=str(path), remedy="extract it again"
        ) from None


def _given(paths: Sequence[Path]) -> Iterator[list[Path]]:
    for path in paths:
        yield list(_files(path)) if path.is_dir() else [path]


def _about(labels: Path) -> Iterator[list[Path]]:
    """The labels' own folder, what stands beside it, the shipped documents."""
    own = folder_of_labels(labels).absolute()
    top = own.parent if own.name == LABELLED else own
    yield list(_files(own))
    yield list(_files(top, None if labels.absolute() == top else _NEAR))
    yield [path for path in sorted(top.parent.iterdir()) if path.is_file()]
    for beside in sorted(top.parent.iterdir()):
        if beside.is_dir() and beside != top and not beside.name.startswith("."):
            yield list(_files(beside, _NEAR))
    yield list(_files(folder("data") / "documents"))


def _files(place: Path, depth: int | None = None) -> Iterator[Path]:
    """The files of a folder and of the folders in it, hidden ones apart."""
    for at, folders, files in os.walk(place):
        below = len(Path(at).relative_to(place).parts) + 1
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (depth is None or below < depth))
        yield from (Path(at) / file for file in sorted(files) if not file.startswith("."))


def _is_record(path: Path) -> bool:
    """Whether a file is an extracted record: its findings have passages, those of labels have none."""
    try:
        findings = json.loads(path.read_text(encoding="utf-8"))["findings"]
        return all("passages" in finding for finding in findings)
    except (OSError, ValueError, KeyError, TypeError):
        return False
