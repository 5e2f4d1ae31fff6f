"""
Rows as CSV: a flat table with labels beside codes, for analysts and their spreadsheets.

A thing or concept makes two columns, `theme` (its slug or notation) and `themeLabel`; several are
joined by `; `, in the same order in both. A tally makes a column for each of its counts. Text that a
spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from types import NoneType
from typing import get_args

from sendgraph.lists.refs import Ref, Row
from sendgraph.lists.tallies import Tally
from sendgraph.release.exporting import safe_cell

_Values = Callable[[object], list[object]]  # of a row


def csv_of(rows: Iterable[Ref], model: type[Ref]) -> bytes:
    """
    Rows of a model as CSV in UTF-8, with a header even where there are none.

    >>> halton = Ref(iri="http://x/id/area/halton", slug="halton", label="=Halton", path="/doc/area/halton")
    >>> csv_of([halton], Ref)
    b"iri,slug,label,path\\r\\nhttp://x/id/area/halton,halton,'=Halton,/doc/area/halton\\r\\n"
    """
    columns = list(_columns(model))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in columns])
    writer.writerows([[_cell(values(row)) for _, values in columns] for row in rows])
    return out.getvalue().encode()


def _columns(model: type[Row]) -> Iterator[tuple[str, _Values]]:
    for name, field in model.model_fields.items():
        kind, many = _kind(field.annotation)
        yield from _columns_of(_camel(_one(name) if many else name), kind, _reader(name))


def _columns_of(name: str, kind: object, values: _Values) -> Iterator[tuple[str, _Values]]:
    """The columns of a field, whose first is called as the field is."""
    if not isinstance(kind, type) or not issubclass(kind, Row):
        yield name, values
        return
    fields = list(kind.model_fields)
    if issubclass(kind, Ref):
        yield name, _then(values, "slug")
        yield f"{name}Label", _then(values, "label")
        fields = [field for field in fields if field not in Ref.model_fields]
    else:
        yield name, _then(values, fields.pop(0))
    for field in fields:
        inner, _ = _kind(kind.model_fields[field].annotation)
        title = _camel(field)
        title = title if issubclass(kind, Tally) else f"{name}{title[0].upper()}{title[1:]}"
        yield from _columns_of(title, inner, _then(values, field))


def _kind(annotation: object) -> tuple[object, bool]:
    """What a field holds, and whether it holds several."""
    inner = [one for one in get_args(annotation) if one not in (NoneType, ...)]
    if getattr(annotation, "__origin__", None) is tuple:
        return inner[0], True
    rows = [one for one in inner if isinstance(one, type) and issubclass(one, Row)]
    return (rows[0] if rows else annotation), False


def _reader(name: str) -> _Values:
    def read(row: object) -> list[object]:
        value = getattr(row, name)
        return list(value) if isinstance(value, tuple) else [value]

    return read


def _then(values: _Values, name: str) -> _Values:
    return lambda row: [None if one is None else getattr(one, name) for one in values(row)]


def _cell(values: list[object]) -> str:
    if all(value is None for value in values):
        return ""
    if len(values) == 1 and isinstance(values[0], int | float):
        return str(values[0])
    return safe_cell("; ".join("" if value is None else str(value) for value in values))


def _one(name: str) -> str:
    """
    The name of one of several.

    >>> _one("themes"), _one("responsible_bodies"), _one("recurs_from")
    ('theme', 'responsible_body', 'recurs_from')
    """
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
