"""
E-mail addresses and telephone numbers: none may reach a record or the graph.

A document's own text keeps them, for offsets count in it; who shows that text masks them.
The shapes refuse what is masked here.
"""

import re
from collections.abc import Iterator

import pyoxigraph

from sendgraph.extraction.record import Finding, Record, RecordPassage

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
    if "@" not in text and "0" not in text and "+44" not in text:  # most texts, and much faster
        return
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
            if _shows(quad.object.value):
                found.append(str(getattr(quad.subject, "value", quad.subject)))
    return number, found


def without_contact_details(record: Record, text: str) -> Record:
    """
    A record that shows none and quotes none: a passage that has one is cut into what stands about it.

    Words that are masked were no evidence for anything; quotes stay the exact words of the
    text. A quantity read out of contact details is none.
    """
    cleaned = record.model_copy(
        update={
            "findings": [_finding(finding, text) for finding in record.findings],
            "measures": [
                measure.model_copy(update={"passages": _outside(measure.passages, text)})
                for measure in record.measures
                if not _shows(measure.text) and not _shows(measure.indicator)
            ],
            "plan_events": [
                event.model_copy(update={"passages": _outside(event.passages, text)})
                for event in record.plan_events
            ],
        }
    )
    return Record.model_validate(_without(cleaned.model_dump()))


def _finding(finding: Finding, text: str) -> Finding:
    changes: dict[str, object] = {"passages": _outside(finding.passages, text)}
    if _shows(finding.text):  # the offsets of its reasons counted in the text that was
        for name, reasons in (("why", finding.why), ("nearly", finding.nearly)):
            changes[name] = [r.model_copy(update={"start": None, "end": None}) for r in reasons]
    return finding.model_copy(update=changes)


def _shows(text: str) -> bool:
    return any(True for _ in contact_details(text))


def _without(value: object) -> object:
    if isinstance(value, str):
        return _cut(value)
    if isinstance(value, list):
        return [_without(item) for item in value]
    if isinstance(value, dict):
        return {key: _without(item) for key, item in value.items()}
    return value


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
