"""Who signed a letter and who inspected: a table of two columns, of one, or lines one after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sendgraph.documents import Block, Document
from sendgraph.extraction.lines import lines_of, split_lines
from sendgraph.extraction.people import NAME, plain_name
from sendgraph.extraction.record import Inspector

Inspectorate = Literal["Ofsted", "CQC"]
_REGION = (
    r"(?:,?\s*(?:for\s+|of\s+)?(?:the\s+)?(?:North|South|East|West|London|Midlands|Yorkshire|Humber|England|Anglia|and|&|of|"
    r"the|Region|,)\b\s*)*"
)
_MEDICAL = (
    r"(?:,?\s*(?:of\s+)?(?:Primary|Medical|Services|Children[’'‘]?s?|Health|and|&|Justice|Hospitals?|Integrated|Care|"
    r"Registration|Central|PMS|the|Directorate|,|\((?:North|South|Central|East|West|London)\))(?!\w)\s*)*"
)
#: Offices in order: those that contain others first.
_MAJESTY = r"(?:Her|His)\s+Majesty[’'‘]?s\s+Inspector"
_CHILDREN = r"(?:Children[’'‘]?s\s+(?:Services|Health)|Health)(?:\s+and\s+Justice)?"
_OFFICE = re.compile(
    r"(?P<signatory>(?:(?:Acting|Interim|Senior|Assistant|Deputy|Joint)\s+){0,2}(?:(?:Regional|National)\s+)?"
    rf"Director\b(?:,?\s+(?:for|of)\s+(?:the\s+)?(?=\w))?{_REGION}{_MEDICAL}"
    rf"|(?:(?:Acting|Interim|Joint)\s+)?(?:Deputy\s+)?Chief\s+Inspector\b{_MEDICAL}"
    rf"|Head\s+of\s+(?:Hospital\s+)?(?:Inspections?|Children[’'‘]?s\s+Services)\b{_MEDICAL}"
    r"|National\s+Lead\b[^,\n]*)"
    rf"|(?P<lead>(?:(?:Senior|SHMI|HMI|CQC|Ofsted|{_MAJESTY}|and|Joint)\b,?\s+)*lead\s+"
    rf"(?:HMI\b|(?:(?:CQC|Ofsted|{_CHILDREN})\s+)*inspector\b)|\(lead\)|[,–-]\s*lead\b)"
    rf"|(?P<cqc>(?:CQC|Care\s+Quality\s+Commission)(?:\s*\(CQC\))?(?:\s+(?:{_CHILDREN}|Team|Senior))*\s+Inspector\b"
    rf"|{_CHILDREN}\s+Inspector\b|CQC\b)"
    rf"|(?P<senior>Senior\s+{_MAJESTY}|Senior\s+HMI\b|SHMI\b)"
    r"|(?P<ofsted>(?:Ofsted|Seconded|Additional|Contracted|Team|SEND?)\s+(?:Inspector|HMI)\b|"
    rf"{_MAJESTY}|Social\s+Care\s+(?:Regulatory\s+)?Inspector\b|HMI\b|OI\b|Ofsted\b)"
    r"|(?P<plain>Inspector\b)",
    re.IGNORECASE,
)
_HEADINGS = {
    "ofsted": "Ofsted",
    "care quality commission": "CQC",
    "cqc": "CQC",
    "care quality commission (cqc)": "CQC",
    "for ofsted": "Ofsted",
    "for cqc": "CQC",
}
_COPIES = re.compile(r"c\.?\s?c\.?\s*(?:[:.]|\s(?=Department|DfE|Clinical))", re.I)


@dataclass(slots=True)
class _Seen:
    name: str
    inspectorate: Inspectorate | None
    signatory: bool = False
    senior: bool = False
    lead: bool = False
    signed: bool = False


def read_inspectors(document: Document, blocks: Sequence[Block]) -> list[Inspector]:
    """
    The inspectors from the blocks after "Yours sincerely": regional directors and deputy chief
    inspectors sign the letter and are none of them.
    """
    seen: dict[str, _Seen] = {}
    headings: list[Inspectorate] = []
    column: Inspectorate | None = None
    in_table = False
    person: _Seen | None = None
    for block in blocks:
        if _COPIES.match(block.text):
            break
        if block.kind == "table-row":
            in_table = True
            named = [_HEADINGS.get(cell.text.lower().strip(" :")) for cell in block.cells]
            if any(named) and not any(c.text and not n for c, n in zip(block.cells, named, strict=True)):
                headings = [n for n in named if n]  # type: ignore[misc]  # values of _HEADINGS are inspectorates
                column = headings[0] if len(headings) == 1 else None
                continue
            for at, cell in enumerate(block.cells):
                body = headings[at] if len(headings) > 1 and at < len(headings) else column
                _take(" \n".join(line.text for line in split_lines(document, cell)), body, seen, signed=False)
            continue
        run: list[str] = []
        for line in lines_of(document, block):
            heading = _HEADINGS.get(line.text.lower().strip(" :"))
            if heading and not run_ends_open(run):
                _take(" \n".join(run), column, seen, signed=not in_table and column is None, person=person)
                run, person = [], None
                column = "Ofsted" if heading == "Ofsted" else "CQC"
            else:
                run.append(line.text)
        person = _take(" \n".join(run), column, seen, signed=not in_table and column is None, person=person)
    return _inspectors(list(seen.values()))


def run_ends_open(lines: list[str]) -> bool:
    """Whether the last of some lines goes on in the next one."""
    return bool(lines) and lines[-1].rstrip().endswith(("and", ",", "of", "the"))


def _take(
    text: str,
    column: Inspectorate | None,
    seen: dict[str, _Seen],
    *,
    signed: bool,
    person: _Seen | None = None,
) -> _Seen | None:
    """Names and the offices after them, in a run of text that may go on with a `person`; the last one."""
    at = 0
    for office in [*_OFFICE.finditer(text), None]:
        between = text[at : office.start() if office else len(text)]
        for name in _names(between):
            person = seen.setdefault(name.lower(), _Seen(name, column, signed=signed))
            person.signed = person.signed or signed
            person.inspectorate = person.inspectorate or column
        if office is None:
            break
        at = office.end()
        if person is None:
            continue
        words = office.group().lower()
        if office["signatory"]:
            person.signatory = True
        elif office["lead"]:
            person.lead = True
        person.senior = person.senior or bool(office["senior"])
        if "chief inspector" in words or "cqc" in words or "care quality" in words or office["cqc"]:
            person.inspectorate = "CQC"
        elif ("hmi" in words or "ofsted" in words or "majesty" in words) and not office["signatory"]:
            person.inspectorate = "Ofsted"
    return person


def _names(text: str) -> list[str]:
    """The names in what stands between two offices."""
    names = []
    for part in re.split(r"\n|[,;()]|\s[–—-]\s", text):
        match = re.fullmatch(rf"\s*(?:and\s+)?({NAME})\s*", part)
        if match:
            names.append(plain_name(match[1]))
    return names


def _inspectors(seen: list[_Seen]) -> list[Inspector]:
    leads = [person for person in seen if person.lead]
    for person in seen[:2]:  # in place of a regional director a senior inspector may sign
        directed = any(p.signatory and p.inspectorate != "CQC" for p in seen)
        if person.senior and not person.lead and leads and not directed:
            person.signatory = True
            break
    kept = [person for person in seen if not person.signatory]
    if not any(p.lead for p in kept):
        for person in kept:
            person.lead = person.signed
    return [Inspector(name=p.name, body=p.inspectorate or "Ofsted", lead=p.lead) for p in kept]
