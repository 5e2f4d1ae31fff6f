"""
E-mail addresses and telephone numbers: none may reach a record or the graph.

A document's own text keeps them, for offsets count in it; who shows that text masks them.
The shapes refuse what is masked here.
"""

import re
from collections.abc import Iterator

import pyoxigraph

from sendgraph.extraction.record import Finding, Officer, Record, RecordPassage

MASK = "[contact details removed]"
_CONTACT = re.compile(
    r"""
    [\w.+-]+ @ [\w-]+ (?: \. [\w-]+ )+                                  # someone@example.org
    | (?<! [\w.,/+£$-] ) (?: \+44 \s? (?: \(0\) \s? )? | \(? 0 )        # +44 (0), (0 or 0,
      (?= [1-9] ) (?: \d [ \t()-]{0,2} ){8,9} \d (?! [\w%/] | [.,-]\d ) # then nine or ten digits
    """,
    re.VERBOSE,
)


def contact_details(text: str) -> Iterator[tuple[int, int]]:
    """
    Where a text has an e-mail address or a telephone number.

    >>> [text := "Ring 0300 123 1231 or write to send@example.gov.uk.", *contact_details(text)][1:]
    [(5, 18), (31, 50)]
    """
    for match in _CONTACT.finditer(text):
        yield match.span()


def mask(text: str) -> str:
    """
    A text with every contact detail replaced by as many blots, so that offsets stay.

    >>> mask("Ring 0300 123 1231.")
    'Ring █████████████.'
    """
    for start, end in contact_details(text):
        text = f"{text[:start]}{'█' * (end - start)}{text[end:]}"
    return text


def check_literals(nquads: bytes) -> tuple[int, list[str]]:
    """How many literals a dataset has, and the subjects of those that show a contact detail."""
    number, found = 0, []
    for quad in pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS):
        if isinstance(quad.object, pyoxigraph.Literal):
            number += 1
            if any(True for _ in contact_details(quad.object.value)):
                found.append(str(getattr(quad.subject, "value", quad.subject)))
    return number, found


def without_contact_details(record: Record, text: str) -> Record:
    """
    A record that shows none and quotes none: a passage that has one is cut into what stands about it.

    Words that are masked were no evidence for anything; quotes stay the exact words of the text.
    """
    changes = {
        "findings": [_finding(finding, text) for finding in record.findings],
        "measures": [
            m.model_copy(update={"text": _cut(m.text), "passages": _outside(m.passages, text)})
            for m in record.measures
        ],
        "plan_events": [
            e.model_copy(update={"passages": _outside(e.passages, text)}) for e in record.plan_events
        ],
        "officers": [
            o.model_copy(
                update={
                    "name": _cut(o.name),
                    "role": o.role and _cut(o.role),
                    "body": o.body and _cut(o.body),
                }
            )
            for o in record.officers
        ],
    }
    return record.model_copy(update=changes)


def _finding(finding: Finding, text: str) -> Finding:
    changes: dict[str, object] = {
        key: _cut(value)
        for key in ("text", "description", "mitigation", "rating")
        if (value := getattr(finding, key))
    }
    if any(True for _ in contact_details(finding.text)):
        changes["why"] = [  # their offsets counted in the text that was
            reason.model_copy(update={"start": None, "end": None}) for reason in finding.why
        ]
    return finding.model_copy(update={**changes, "passages": _outside(finding.passages, text)})


def _officer(officer: Officer) -> Officer:
    return Officer(
        name=_cut(officer.name),
        role=officer.role and _cut(officer.role),
        body=officer.body and _cut(officer.body),
    )


def _cut(text: str) -> str:
    for start, end in reversed(list(contact_details(text))):
        text = f"{text[:start]}{MASK}{text[end:]}"
    return text


def _outside(passages: list[RecordPassage], text: str) -> list[RecordPassage]:
    kept: list[RecordPassage] = []
    for passage in passages:
        start = passage.start
        for detail_start, detail_end in contact_details(text[passage.start : passage.end]):
            kept += _run(start, passage.start + detail_start, passage.page, text)
            start = passage.start + detail_end
        kept += _run(start, passage.end, passage.page, text) if start != passage.start else [passage]
    return kept


def _run(start: int, end: int, page: int | None, text: str) -> list[RecordPassage]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return [RecordPassage(start=start, end=end, page=page)] if start < end else []
