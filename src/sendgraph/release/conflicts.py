"""
Records that cannot stand together: two letters or reports that claim one inspection.

Papers and updates about an inspection are welcome, any number of them. Of two letters or
reports the first by name is kept, one in the catalogue before one that is not: the other
is named beside it, for a person to decide.
"""

from collections.abc import Iterable

from sendgraph.errors import DataError, DocumentConflict, Problem
from sendgraph.extraction.record import Record
from sendgraph.graph.register import INSPECTORS_KINDS, register
from sendgraph.reference import Reference
from sendgraph.release.reading import Read


def settle(read: Iterable[Read], reference: Reference) -> tuple[list[Read], list[Problem]]:
    """Those that can stand together, in the order of their names, and why the others cannot."""
    problems: list[Problem] = []
    dated: list[Read] = []
    for one in sorted(read, key=lambda r: (r.source.entry is None, r.record.document)):
        try:
            register([one.record], reference).inspection(one.record)
        except DataError as error:
            problems.append(Problem(error.code, error.problem.what, one.file, error.problem.remedy))
        else:
            dated.append(one)
    known = register([one.record for one in dated], reference)
    claims: dict[str, Read] = {}
    kept: list[Read] = []
    for one in dated:
        if one.record.kind in INSPECTORS_KINDS:
            inspection = known.inspection(one.record)
            first = claims.setdefault(inspection.slug, one)
            if first is not one:
                what = f"it and {first.file} both claim to be the {_what(one.record)} of {inspection.label}"
                clash = DocumentConflict(what, where=one.file, remedy="keep the right one of them")
                problems.append(clash.problem)
                continue
        kept.append(one)
    return sorted(kept, key=lambda r: r.record.document), problems


def _what(record: Record) -> str:
    return "letter" if record.kind == "outcome-letter-2016" else "report"
