"""Who signed a letter and who inspected: a table of two columns, of one, or lines one after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sendgraph.documents import Block, Document
from sendgraph.extraction.lines import split_lines
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
_HEADINGS: dict[str, Inspectorate] = {
    "ofsted": "Ofsted",
    "care quality commission": "CQC",
    "cqc": "CQC",
    "care quality commission (cqc)": "CQC",
    "for ofsted": "Ofsted",
    "for cqc": "CQC",
}
_BEGUN = re.compile(rf"(?P<head>Ofsted|Care Quality Commission)[:\s]+(?=(?!Lead|Inspector){NAME})")
_COPIES = re.compile(r"c\.?\s?c\.?\s*(?:[:.]|\s(?=Department|DfE|Clinical))", re.I)


@dataclass(slots=True)
class _Seen:
    name: str
    inspectorate: Inspectorate | None
    signatory: bool = False
    senior: bool = False
    lead: bool = False
    signed: bool = False


@dataclass(slots=True)
class _Column:
    inspectorate: Inspectorate | None
    person: _Seen | None = None


def read_inspectors(document: Document, blocks: Sequence[Block]) -> list[Inspector]:
    """
    The inspectors from the blocks after "Yours sincerely": regional directors and deputy chief
    inspectors sign the letter and are none of them.
    """
    seen: dict[str, _Seen] = {}
    columns: dict[int, _Column] = {}
    in_table = False
    for block in blocks:
        if _COPIES.match(block.text):
            break
        cells = block.cells or (block.content,)
        in_table = in_table or block.kind == "table-row"
        for at, cell in enumerate(cells):
            column = columns.setdefault(at, _Column(None))
            signed = not in_table and column.inspectorate is None
            lines = [line.text for line in split_lines(document, cell)]
            column.person = _read(lines, column, seen, signed=signed)
    return _inspectors(list(seen.values()))


def _read(lines: Sequence[str], column: _Column, seen: dict[str, _Seen], *, signed: bool) -> _Seen | None:
    """The lines of one column: people, under the name of their inspectorate where it heads them."""
    person, run = column.person, list[str]()
    for line in lines:
        if _COPIES.match(line):
            break
        if begun := _BEGUN.match(line):  # "Ofsted Jane Fox …": the heading runs into the first name
            column.inspectorate, person = _HEADINGS[begun["head"].lower()], None
            line = line[begun.end() :]
        heading = _HEADINGS.get(line.lower().strip(" :"))
        if heading and not _ends_open(run):
            _take(" \n".join(run), column.inspectorate, seen, signed=signed, person=person)
            run, person = [], None
            column.inspectorate = heading
        else:
            run.append(line)
    signed = signed and column.inspectorate is None
    return _take(" \n".join(run), column.inspectorate, seen, signed=signed, person=person)


def _ends_open(lines: list[str]) -> bool:
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
