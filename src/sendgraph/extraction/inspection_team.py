"""The inspection team of a report: names, inspectorates, leads, from columns or lines."""

import re
from collections.abc import Iterable, Sequence

from sendgraph.documents import Block, Document
from sendgraph.extraction.lines import split_lines
from sendgraph.extraction.record import Inspector

_TITLE = re.compile(r"^(?:Mrs?|Ms|Miss|Mx|Dr|Sir|Dame|Prof(?:essor)?|Rev(?:erend)?)\b\.?\s+", re.I)
_OFSTED = re.compile(r"^\W*Ofsted\W*$", re.I)
_CQC = re.compile(r"^\W*(?:(?:the\s+)?Care\s+Quality\s+Commission(?:\s*\(CQC\))?|CQC)\W*$", re.I)
#: Where an inspector's name ends and what they are begins.
_ROLE = re.compile(
    r"\s*[,–—;:(-]?\s*\b(?:Ofsted|CQC|HMI\b|HM\s+Inspectors?|(?:His|Her)\s+Majesty[’']?s|SHMI|lead\b|team\b|senior\b|social\s+care|"
    r"children[’']?s\s+services|inspectors?\b|contracted|registered|deputy|assistant|education|"
    r"Care\s+Quality|Regulatory|Specialist|National|Regional|Principal)",
    re.I,
)
#: How a role ends that wraps: "Ofsted HMI, Social" on the line before.
_ENDS_ROLE = re.compile(r"(?:Care|Services|Health|Commission|Practice)\b[^,]{0,20}$")
_LEAD = re.compile(r"\blead(?:s|ing)?\b(?!\s+for\b)", re.I)
_NAME = re.compile(r"[^\W\d_](?:[\w’'‘.-]|\s(?=\S))*[\w.)]", re.UNICODE)
_NO_NAME = re.compile(
    r"\b(?:if you|inspection|commission|ofsted|telephone|www|office|standards|copy)\b", re.I
)


def read_team(document: Document, blocks: Sequence[Block]) -> list[Inspector]:
    """The inspectors that blocks of a team section name, Ofsted's first."""
    entries: list[tuple[str, str]] = []
    heads: list[str] = []
    current = "Ofsted"
    for block in blocks:
        if block.kind == "table-row":
            cells = [[line.text for line in split_lines(document, cell)] for cell in block.cells]
            named = [_inspectorate(" ".join(cell)) for cell in cells]
            if any(named):
                heads = [name or "" for name in named]
                continue
            for index, cell in enumerate(cells):
                head = heads[index] if index < len(heads) and heads[index] else current
                for entry in _entries(cell):
                    entries.append((entry, head))
        else:
            for line in _entries([line.text for line in split_lines(document, block.content)]):
                body = _inspectorate(line)
                if body:
                    current, heads = body, []
                else:
                    entries.append((line, current))
    people = [person for entry, head in entries if (person := _inspector(entry, head))]
    return _unique(sorted(people, key=lambda p: p.body != "Ofsted"))


def _inspectorate(text: str) -> str | None:
    """The inspectorate that a heading or cell is nothing but the name of."""
    if _OFSTED.match(text):
        return "Ofsted"
    return "CQC" if _CQC.match(text) else None


def _entries(lines: Iterable[str]) -> list[str]:
    """
    Lines put together where a name and its role wrap.

    >>> _entries(["Anna Field Carter, Ofsted", "HMI", "Jo Marsh, Ofsted HMI Lead", "inspector"])
    ['Anna Field Carter, Ofsted HMI', 'Jo Marsh, Ofsted HMI Lead inspector']
    """
    entries: list[str] = []
    for line in lines:
        for part in re.split(
            r"\s*;\s*|(?<=[Ii]nspector)\s*[,.]?\s+(?=[A-Z][a-z]+ [A-Z][\w’'-]+,)", line.strip()
        ):
            if not part:
                continue
            wraps = entries and (
                _begins_with_role(part) or not _has_role(entries[-1]) or entries[-1].endswith(",")
            )
            if wraps and not _inspectorate(entries[-1]) and not _inspectorate_heading(part, entries[-1]):
                entries[-1] = f"{entries[-1]} {part}"
            else:
                entries.append(part)
    return entries


def _inspectorate_heading(part: str, before: str) -> bool:
    """Whether a line is the heading of the other inspectorate rather than the end of a role."""
    return _inspectorate(part) is not None and _has_role(before)


def _begins_with_role(text: str) -> bool:
    return (
        bool(re.match(_ROLE.pattern, text, re.I) or _ENDS_ROLE.match(text))
        or text[:1].islower()
        or text.startswith("(")
    )


def _has_role(text: str) -> bool:
    return _ROLE.search(text) is not None


def _inspector(entry: str, head: str) -> Inspector | None:
    """The person of an entry: the words before the role, the inspectorate that the role or column names."""
    role = _ROLE.search(entry)
    comma = entry.find(",")
    end = role.start() if role else comma if comma > 0 else len(entry)
    if 0 < comma < end:
        end = comma
    name = _TITLE.sub("", entry[:end].strip(" ,;:–—-"))
    rest = entry[end:]
    if len(name.split()) < 2 or len(name) > 60 or not _NAME.fullmatch(name) or _NO_NAME.search(name):
        return None
    named_cqc, named_ofsted = re.search(r"\bCQC\b|Care Quality", rest), re.search(r"\bOfsted\b|\bHMI\b", rest)
    body = "CQC" if named_cqc and not named_ofsted else "Ofsted" if named_ofsted and not named_cqc else head
    return Inspector.model_validate(
        {"name": name, "body": body or "Ofsted", "lead": bool(_LEAD.search(rest))}
    )


def _unique(people: Iterable[Inspector]) -> list[Inspector]:
    """Each person once for each inspectorate; a lead stays one."""
    known: dict[tuple[str, str], Inspector] = {}
    for person in people:
        key = (person.name, person.body)
        if key not in known or person.lead:
            known[key] = person
    return list(known.values())
