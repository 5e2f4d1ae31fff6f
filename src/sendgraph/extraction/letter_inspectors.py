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
_OFFICE = re.compile(
    rf"(?P<signatory>(?:(?:Acting|Interim|Senior|Assistant|Deputy)\s+)?(?:(?:Acting|Interim)\s+)?(?:Regional\s+Director|"
    rf"Director,?\s+(?:for\s+)?(?:the\s+)?(?:North|South|East|West|London)\b|National\s+Director){_REGION}"
    rf"|(?:(?:Acting|Interim|Joint)\s+)?(?:Deputy\s+)?Chief\s+Inspector{_MEDICAL}"
    rf"|Head\s+of\s+(?:Inspection|Hospital\s+Inspection|Children[’'‘]?s\s+Services)\b{_MEDICAL}"
    rf"|Senior\s+(?:Her|His)\s+Majesty[’'‘]?s\s+Inspector{_REGION}|National\s+Lead\b[^,]*"
    rf"|Director\s+of\s+(?:Inspection|Primary|Integrated)\b{_MEDICAL})"
    r"|(?P<lead>(?:(?:HMI|CQC|Ofsted|(?:Her|His)\s+Majesty[’'‘]?s\s+Inspector|and|Joint),?\s+)*lead\s+"
    r"(?:HMI|(?:CQC\s+|Ofsted\s+)?(?:children[’'‘]?s\s+services\s+|health\s+and\s+justice\s+)?inspector)\b|"
    r"\(?\blead\)|[,–-]\s*lead\b)"
    r"|(?P<cqc>(?:CQC|Care\s+Quality\s+Commission)(?:\s*\(CQC\))?(?:\s+[Cc]hildren[’'‘]?s\s+(?:[Ss]ervices|[Hh]ealth)|"
    r"\s+[Hh]ealth(?:\s+and\s+[Jj]ustice)?|\s+[Tt]eam|\s+[Ss]enior)*\s+[Ii]nspector|"
    r"[Cc]hildren[’'‘]?s\s+(?:[Ss]ervices|[Hh]ealth(?:\s+and\s+[Jj]ustice)?)\s+[Ii]nspector|[Hh]ealth\s+(?:and\s+[Jj]ustice\s+)?"
    r"[Ii]nspector|CQC\b)"
    r"|(?P<ofsted>(?:Ofsted|Senior|Seconded|Additional|Contracted|Team|SEND?)\s+(?:[Ii]nspector|HMI)|"
    r"(?:Her|His)\s+Majesty[’'‘]?s\s+Inspector|Social\s+Care\s+(?:Regulatory\s+)?Inspector|HMI|SHMI|OI|Ofsted\b)"
    r"|(?P<plain>[Ii]nspector\b)",
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
        person = _take(
            " \n".join(run), column, seen, signed=not in_table and column is None, person=person
        )
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
        if "cqc" in words or "care quality" in words or office["cqc"]:
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
    kept = [person for person in seen if not person.signatory]
    if not any(p.lead for p in kept):
        for person in kept:
            person.lead = person.signed
    return [Inspector(name=p.name, body=p.inspectorate or "Ofsted", lead=p.lead) for p in kept]
