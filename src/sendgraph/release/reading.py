"""A source to what it says: its record and its text, free of contact details."""

import json
import logging
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from sendgraph.documents import read_document
from sendgraph.errors import DataError, InvalidFile, Problem
from sendgraph.extraction import Lexicon, extract
from sendgraph.extraction.correcting import correct
from sendgraph.extraction.corrections import read_corrections
from sendgraph.extraction.record import Record
from sendgraph.release.catalogue import Entry, entry_of
from sendgraph.release.privacy import mask, without_contact_details
from sendgraph.release.sources import Source
from sendgraph.settings import settings

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """
    What was read of a source: its record, corrected where a person corrected it, and its text.

    `size` is the document's own in bytes, `pages` None where it has none; `corrected` are the
    findings that a person touched, `problems` what of the corrections could not be done.
    """

    source: Source
    record: Record
    text: str
    size: int
    pages: int | None
    corrected: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file that it came from."""
        return self.source.file

    @property
    def entry(self) -> Entry:
        """The catalogue's entry, or one out of the record."""
        return self.source.entry or entry_of(self.record, file=self.file, sha256=self.source.sha256)


def read_source(source: Source) -> Read | Problem:
    """Read one source; a problem where it cannot be read, for that must not cost the others."""
    try:
        return _read(source)
    except DataError as error:
        return Problem(error.code, error.problem.what, source.file, error.problem.remedy)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one document must not cost the others
        _log.exception("reading %s failed", source.file)
        what = f"reading it failed ({type(error).__name__})"
        return Problem("reader-failed", what, source.file, "report it with the document")


def record_bytes(record: Record) -> bytes:
    """A record as the JSON file that it is kept in."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=1).encode() + b"\n"


def _read(source: Source) -> Read:
    if source.form == "document":
        document = read_document(source.path, max_bytes=settings().max_document_bytes)
        record, text = extract(document, _lexicon()), document.text
        size, pages = document.size, document.pages
    else:
        record, text = _record(source)
        size, pages = source.size or len(text.encode()), source.pages
    read = Read(source, without_contact_details(record, text), text, size, pages)
    return _corrected(read, source.corrections) if source.corrections else read


def _corrected(read: Read, path: Path) -> Read:
    """With the corrections beside the document, as far as they fit; those that do not cost nothing else."""
    try:
        result = correct(read.record, read_corrections(path), _lexicon())
    except InvalidFile as error:
        return replace(read, problems=(_told(error.problem, path),))
    record = without_contact_details(result.record, read.text)
    problems = tuple(_told(problem, path) for problem in result.refused)
    return replace(read, record=record, corrected=result.findings, problems=problems)


def _told(problem: Problem, path: Path) -> Problem:
    """A problem of a corrections file; it quotes no contact details, for the manifest keeps it."""
    remedy = problem.remedy and mask(problem.remedy)
    return replace(problem, what=mask(problem.what), where=path.name, remedy=remedy)


def _record(source: Source) -> tuple[Record, str]:
    assert source.text is not None
    try:
        record = Record.model_validate_json(source.path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "its start"
        raise InvalidFile(
            f"is not a record: {first['msg']} at {place}", remedy="mend it, or extract it again"
        ) from None
    if record.document != source.name:
        raise InvalidFile(f"the record is of {record.document}", remedy="name the file after its document")
    try:
        text = source.text.read_bytes().decode()
    except UnicodeDecodeError:
        raise InvalidFile("the record's text is not UTF-8", remedy="extract both again") from None
    _hold_bounds(record, len(text))
    return record, text


def _hold_bounds(record: Record, length: int) -> None:
    passages = [p for finding in record.findings for p in finding.passages]
    passages += [p for measure in record.measures for p in measure.passages]
    passages += [p for event in record.plan_events for p in event.passages]
    for passage in passages:
        if not passage.start < passage.end <= length:
            raise InvalidFile(
                f"a passage runs from {passage.start} to {passage.end} in a text of {length} characters",
                remedy="extract record and text together again",
            )


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon.shipped()
