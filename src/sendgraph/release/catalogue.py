"""
The catalogue beside the documents: what each one is, who published it, under which terms.

`catalogue.csv` stands in the documents' folder, a row for each file. A document without
a row gets an entry out of its record, with no licence claimed for it.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sendgraph.errors import InvalidFile

if TYPE_CHECKING:
    from sendgraph.extraction.record import Record

CATALOGUE = "catalogue.csv"
_COLUMNS = ("file", "title", "publisher", "date", "kind", "licence", "licence_note", "sha256")
_NO_LICENCE = "No licence is stated in the catalogue; none is claimed here"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of a document. `licence` is an address, None where none is known."""

    file: str
    title: str | None
    publisher: str | None
    date: str | None
    kind: str
    licence: str | None
    licence_note: str
    sha256: str


def read_catalogue(folder: Path) -> Mapping[str, Entry]:
    """
    The entries of a folder's catalogue by file name; none where it has no catalogue.

    >>> from sendgraph.shipped import folder
    >>> read_catalogue(folder("data") / "documents")["halton-2017.txt"].publisher
    'Ofsted'

    Raises:
        InvalidFile: where a column is missing, or a file is named twice.
    """
    path = folder / CATALOGUE
    if not path.is_file():
        return {}
    entries: dict[str, Entry] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise InvalidFile(
                    f"the catalogue lacks the column {missing[0]}", where=str(path), remedy="add it"
                )
            for row in rows:
                entry = _entry(row)
                if entry.file in entries:
                    raise InvalidFile(
                        f"the catalogue names {entry.file} twice", where=str(path), remedy="remove one row"
                    )
                entries[entry.file] = entry
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidFile(
            f"the catalogue is not CSV in UTF-8: {error}", where=str(path), remedy="save it as such"
        ) from None
    return entries


def entry_of(record: "Record", *, file: str, sha256: str) -> Entry:
    """The entry of a document that no catalogue names."""
    return Entry(
        file=file,
        title=record.title,
        publisher=record.publisher,
        date=record.document_date,
        kind=record.kind,
        licence=None,
        licence_note=_NO_LICENCE,
        sha256=sha256,
    )


def _entry(row: Mapping[str, str | None]) -> Entry:
    values = {column: (row[column] or "").strip() for column in _COLUMNS}
    return Entry(
        file=values["file"],
        title=values["title"] or None,
        publisher=values["publisher"] or None,
        date=values["date"] or None,
        kind=values["kind"],
        licence=values["licence"] or None,
        licence_note=values["licence_note"] or _NO_LICENCE,
        sha256=values["sha256"].lower(),
    )
