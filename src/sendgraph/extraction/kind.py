"""What kind of document this is, by its own words; what is not read is named."""

import re

from sendgraph.documents import Document
from sendgraph.errors import UnsupportedDocument
from sendgraph.extraction.record import Kind
from sendgraph.extraction.report_sections import heading_of

#: How many characters make a document's opening: letterhead, title, first paragraphs.
_OPENING = 4000
_TITLE = 700
_HEADING = 90
_FINDINGS = frozenset(
    {"experience", "effective", "needs-improvement", "area-for-improvement", "priority-action"}
)

_REPORT = re.compile(r"\barea\s+SEND\s+(?:full\s+)?inspection\s+(?:report|of|in)\b", re.I)
_MONITORING = re.compile(
    r"\b(?:area\s+SEND\s+)?monitoring\s+(?:inspection|visit)(?:\s+report)?\s+(?:of|in|to|for|report)\b"
    r"|\barea\s+SEND\s+monitoring\b|^\W*monitoring\s+inspection\b",
    re.I,
)
_THEMATIC = re.compile(r"\bthematic\s+(?:visit|review)\b", re.I)
_DEAR = re.compile(r"\bDear\s+(?:[A-Z]|colleagues?|all\b)")
_SEND_LETTER = re.compile(
    r"joint\s+(?:local\s+)?area\s+(?:SEND|special\s+educational\s+needs)"
    r"|joint\s+inspection\s+of\s+the\s+local\s+area|local\s+area\s+SEND\s+inspection"
    r"|(?:SEND|special\s+educational\s+needs\s+and/?\s*or\s+disabilit\w+)\s+(?:re-?visit|inspection)",
    re.I,
)
_REVISIT = re.compile(
    r"\b(?:SEND|disabilit\w+|area)\s+re-?visit\b|\bre-?visited\s+(?:the\s+)?(?:local\s+)?area\b"
    r"|\b(?:carried\s+out|conducted|undertook)\s+a\s+(?:joint\s+)?re-?visit\b"
    r"|\bre-?visit\s+(?:to|of|in)\s+the\s+local\s+area\b"
    r"|\bmade\s+sufficient\s+progress\s+in\s+addressing\b",
    re.I,
)
#: How a field of a paper's front, or its first heading, begins.
_PAPER = re.compile(
    r"\W*(?:report\s+(?:from|of|by|to|author|title|for)|title\s+of\s+(?:the\s+)?report|subject|"
    r"date\s+of\s+(?:the\s+)?(?:meeting|committee)|meeting\s+date|written\s+by|(?:report\s+)?authors?|lead\s+officer|"
    r"executive\s+summary|agenda\s+item(?:\s+no)?|contact\s+(?:officer|details)|wards?\s+affected|"
    r"(?:\d+[.)]?\s*)?(?:purpose|summary)(?:\s+of\s+(?:the\s+)?(?:report|paper))?|(?:\d+[.)]?\s*)?recommendations?)"
    r"\s*(?::|\d*\W*$)|\W*report\s+of\s+the\b|\W*report\s+(?:from|to)\s*:",
    re.I,
)
_BODY_OF_MEMBERS = re.compile(
    r"\b(?:committee|cabinet|scrutiny|health\s+(?:and|&)\s+well-?being\s+board|board|panel|council\s+meeting)\b",
    re.I,
)
_UPDATE_HEADING = re.compile(
    r"what\s+(?:has|have)\s+(?:gone|worked|gone\s+on)\s+well|what\s+(?:could|should)\s+(?:be|have\s+been)\s+better|"
    r"what\s+(?:needs?|has)\s+to\s+(?:happen|be\s+done)\s+next|what\s+(?:is|are)\s+(?:going|working)\s+well|"
    r"even\s+better\s+if|next\s+steps",
    re.I,
)
_UPDATE_TITLE = re.compile(
    r"\b(?:improvement|progress|action\s+plan|WSOA|written\s+statement\s+of\s+action)\s+(?:plan\s+)?(?:update|report)\b"
    r"|\bupdate\s+on\s+(?:the\s+)?(?:SEND|special|written|progress|improvement)",
    re.I,
)
_ABOUT_SEND = re.compile(r"\bSEND\b|special\s+educational\s+needs|written\s+statement\s+of\s+action", re.I)
_INSPECTED = re.compile(r"\bOfsted\b|\binspect", re.I)
_SCHOOL = re.compile(
    r"unique\s+reference\s+number|\bURN\b|attend\s+this\s+school|\bheadteacher\b|overall\s+effectiveness|"
    r"quality\s+of\s+education|leadership\s+and\s+management|school\s+inspection|type\s+of\s+school|"
    r"short\s+inspection\s+of|"
    r"does\s+the\s+school\s+do\s+well|early\s+years\s+provision\s+(?:Good|Outstanding)|age\s+range\s+of\s+pupils",
    re.I,
)
_CHILDRENS_SERVICES = re.compile(
    r"inspection\s+of\s+(?:\w+\s+){0,8}(?:local\s+authority\s+)?children[’']s\s+services|\bILACS\b|"
    r"joint\s+targeted\s+area\s+inspection|focused\s+visit\s+to",
    re.I,
)


def kind_of(document: Document) -> Kind:
    """
    The kind of a document.

    Raises:
        UnsupportedDocument: where it is of a kind that is not read, named in the message.
    """
    text = " ".join(block.text for block in document.blocks)
    opening = text[:_OPENING]
    if not _is_paper(document):
        kind = _letter_or_report(document, opening)
        if kind:
            return kind
    elif _ABOUT_SEND.search(text) and _INSPECTED.search(text):
        return "improvement-update" if _is_update(document, text[:_TITLE]) else "committee-report"
    if _ABOUT_SEND.search(text) and _INSPECTED.search(text) and _is_update(document, text[:_TITLE]):
        return "improvement-update"
    if len({mark.lower() for mark in _SCHOOL.findall(opening)}) > 1:
        raise _unsupported(document, "a school inspection report", "school-inspection-report")
    raise UnsupportedDocument(
        "this is neither a SEND inspection letter or report nor a council's paper about one",
        where=document.name,
        remedy="leave it out",
        code="unknown-kind",
    )


def _letter_or_report(document: Document, opening: str) -> Kind | None:
    """Which of the inspectorates' own documents this is, if any."""
    title = opening[:_TITLE]
    parts = {part for block in document.blocks if (part := heading_of(block))} & _FINDINGS
    if _MONITORING.search(title) and _ABOUT_SEND.search(opening):
        raise _unsupported(document, "a monitoring report", "monitoring-report")
    dear = _DEAR.search(opening)
    if len(parts) > 1 or (parts and not dear and _REPORT.search(title)):
        return "inspection-report-2023"
    if _THEMATIC.search(title) and _ABOUT_SEND.search(opening):
        raise _unsupported(document, "a thematic report", "thematic-report")
    revisit = _REVISIT.search(opening)
    if _SEND_LETTER.search(opening) and (dear or revisit):
        if revisit:
            raise _unsupported(document, "a re-visit letter", "re-visit-letter")
        return "outcome-letter-2016"
    if _CHILDRENS_SERVICES.search(opening) and len(_SCHOOL.findall(opening)) < 2:
        raise _unsupported(document, "an inspection report on children's services", "other-inspection-report")
    return None


def _is_paper(document: Document) -> bool:
    """Whether a council's or board's paper opens like this."""
    marks: set[str] = set()
    members = False
    length = 0
    for block in document.blocks:
        if _DEAR.match(block.text) or length > _OPENING:
            break
        length += len(block.text)
        members = members or (length < _TITLE * 2 and bool(_BODY_OF_MEMBERS.search(block.text)))
        for text in (cell.text for cell in block.cells) if block.cells else (block.text,):
            mark = _PAPER.match(text)
            if mark:
                marks.add(" ".join(mark.group().lower().split()).strip(" :"))
    return len(marks) > 2 or (bool(marks) and members)


def _is_update(document: Document, title: str) -> bool:
    """Whether a paper says area by area what was done, what was not, and what is next."""
    headings = {
        mark.lower()
        for block in document.blocks
        if len(block.text) < _HEADING
        for mark in _UPDATE_HEADING.findall(block.text)
    }
    return len(headings) > 1 or (bool(headings) and _UPDATE_TITLE.search(title) is not None)


def _unsupported(document: Document, what: str, code: str) -> UnsupportedDocument:
    return UnsupportedDocument(
        f"this is {what}, which is not read yet", where=document.name, remedy="leave it out", code=code
    )
