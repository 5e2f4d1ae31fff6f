"""The bodies of a 2023 report and their officers: who is responsible, and who leads."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sendgraph.documents import Block, Document, Mended
from sendgraph.extraction.bodies import NamedBody, council_area, council_of, find_boards, find_councils
from sendgraph.extraction.commissioning_groups import find_groups
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.lines import split_lines
from sendgraph.extraction.people import ROLE, TITLE, is_name, plain_name
from sendgraph.extraction.record import Officer

_RESPONSIBLE = re.compile(
    r"^(?P<subject>[^.]{3,400}?)\s+(?:(?:are|is|have|has|share|shares|hold|holds|were)\b[^.]{0,40}?\bresponsib\w+)",
    re.I,
)
_MADE_UP_OF = re.compile(
    r"\b(?:made\s+up\s+of|comprises?|consists?\s+of|includes?)\s+(?P<subject>[^.]{3,400})", re.I
)
_SENTENCE = re.compile(r"[^.]+(?:\.(?=\s|$)|$)")
_ADDRESS = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s*[\dO][A-Z]{2}\b|\bwww\d?\.|https?:|@|\.(?:uk|org|com|net)\b"
    r"|^\W*(?:\d+[A-Za-z]?\b|PO\s+Box)|\b(?:Street|Road|Avenue|House|Square|Floor|Town\s+Hall|Civic\s+(?:Centre|Offices)|"
    r"County\s+Hall|Guildhall)\b"
)
_ROLE_WORD = re.compile(
    r"\b(?:director|chief|executive|officer|lead|leads|head|manager|DCS|CEO|COO|CFO|DCO|nurse|chair|commissioner|deputy|"
    r"interim|acting|president|secretary|member|leader|person|assistant|corporate|strategic|managing|accountable)\b",
    re.I,
)
_BOARD_HEAD = re.compile(r"integrated\s+care\s+(?:boards?|systems?|partnerships?)|\bICBs?\b|health|NHS", re.I)
_COUNCIL_HEAD = re.compile(r"local\s+authorit|council", re.I)
_TRUST = re.compile(r"\b(?:Trust|Company|Limited|Ltd|CIC|Partnership|Services|First|Together|Achieving)\b")
_HONOURS = re.compile(r"\s+(?:CBE|OBE|MBE|QPM|DL|KBE|DBE)\b")


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is responsible for the arrangements: council, boards, their predecessors, and others."""

    council: str | None
    boards: tuple[str, ...]
    predecessors: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def all(self) -> list[str]:
        """All bodies responsible now, the council first."""
        return [*([self.council] if self.council else []), *self.boards, *self.others]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the details table: its heading, and its cells below."""

    head: str
    cells: tuple[Mended, ...]

    @property
    def of_boards(self) -> bool:
        """Whether it is about health bodies."""
        return bool(_BOARD_HEAD.search(self.head))


def columns_of(blocks: Sequence[Block]) -> list[Column]:
    """The columns of the details table."""
    rows = [block.cells for block in blocks if block.kind == "table-row" and len(block.cells) > 1]
    heads = next((cells for cells in rows if _is_head(cells)), None)
    if heads is None:
        return []
    below = rows[rows.index(heads) + 1 :]
    return [
        Column(head.text, tuple(cells[index] for cells in below if index < len(cells)))
        for index, head in enumerate(heads)
        if head.text
    ]


def _is_head(cells: Sequence[Mended]) -> bool:
    texts = [cell.text for cell in cells]
    return any(_COUNCIL_HEAD.search(t) for t in texts) and any(_BOARD_HEAD.search(t) for t in texts)


def responsibility(
    information: Sequence[str], columns: Sequence[Column], area: str, lexicon: Lexicon
) -> Responsibility:
    """Who is responsible, by what the report says of the partnership and by its details table."""
    subjects = [s for text in information for s in _subjects(text)]
    names = [cell.text for column in columns if not column.of_boards for cell in column.cells[:1]]
    cells = [cell.text for column in columns if column.of_boards for cell in column.cells[:1]]
    boards = [b.name for cell in cells for b in find_boards(cell, lexicon, bare=True)]
    boards += [b.name for subject in subjects for b in find_boards(subject, lexicon)]
    if not boards:
        boards = [b.name for text in (*information, *cells) for b in find_boards(text, lexicon)]
    council = (
        council_of(names, area, lexicon)
        or council_of(subjects, area, lexicon)
        or council_of(information, area, lexicon)
        or (names[0] if names and names[0] else None)
    )
    others = [name for subject in subjects for name in _others(subject, area, lexicon)]
    return Responsibility(
        council,
        tuple(dict.fromkeys(boards)),
        tuple(dict.fromkeys(name for text in information for name in find_groups(text, lexicon))),
        tuple(dict.fromkeys(others)),
    )


def _subjects(text: str) -> list[str]:
    """Who is said to be responsible, or to make up the partnership."""
    found = []
    for sentence in _SENTENCE.findall(text):
        match = _RESPONSIBLE.match(sentence.strip()) or _MADE_UP_OF.search(sentence)
        if match and not re.search(r"\b(?:became|become|passed|took\s+over)\b", match["subject"]):
            found.append(match["subject"])
    return found


def _others(subject: str, area: str, lexicon: Lexicon) -> list[str]:
    """Trusts and companies in a list of responsible bodies: what is neither council nor board."""
    text = subject
    spans = [*find_councils(subject), *find_boards(subject, lexicon)]
    if (
        not any(isinstance(s, NamedBody) and council_area(s.name, lexicon) == area for s in spans)
        and len(spans) < 2
    ):
        return []
    for span in sorted(spans, key=lambda s: -s.start):
        text = text[: span.start] + " ; " + text[span.end :]
    text = re.sub(r"\([^()]*\)", " ", text)
    names = []
    for part in re.split(
        r"\s*[;,]\s*(?:and\s+)?|(?:^|\s+)(?:and|with|as\s+well\s+as|alongside)\s+(?=[A-Z;]|the\s)", text
    ):
        name = re.sub(r"^(?:the|and|both|together|with)\s+", "", part.strip(), flags=re.I).strip(" .")
        words = [w for w in name.split() if w.lower() not in {"and", "of", "for", "the", "in"}]
        if len(words) > 1 and all(w[:1].isupper() for w in words) and _TRUST.search(name):
            names.append(name)
    return names


def responsible_bodies(cell: str, who: Responsibility, area: str, lexicon: Lexicon) -> list[str]:
    """
    The bodies that a priority action names, by their full names; those of the report where it names them shortly.

    Groups of people ("school leaders") are no bodies.
    """
    found: list[tuple[int, str]] = [(b.start, b.name) for b in find_boards(cell, lexicon, bare=True)]
    if not found:
        generic = re.search(r"\b(?:NHS|ICBs?|integrated\s+care\s+boards?|health)\b", cell, re.I)
        found = [(generic.start(), board) for board in who.boards] if generic else []
    councils = find_councils(cell)
    generic = re.search(r"\b(?:local\s+authority|(?:the\s+)?council)\b", cell, re.I)
    if councils:
        for council in councils:
            own = council_area(council.name, lexicon) == area
            found.append((council.start, who.council if own and who.council else council.name))
    elif generic and who.council:
        found.append((generic.start(), who.council))
    found.extend((cell.find(name), name) for name in who.others if name in cell)
    if not found and re.search(r"partnership|area leaders|all\b", cell, re.I):
        return who.all
    return list(dict.fromkeys(name for _, name in sorted(found, key=lambda f: f[0])))


def read_officers(
    document: Document, columns: Sequence[Column], who: Responsibility, lexicon: Lexicon
) -> list[Officer]:
    """The officers of the details table, each with the body of the column or the one that the role names."""
    officers: list[Officer] = []
    for column in columns:
        own = who.boards[0] if column.of_boards and who.boards else None if column.of_boards else who.council
        lines = [[line.text for line in split_lines(document, cell)] for cell in column.cells]
        officers.extend(_officers(lines, own, lexicon))
    return officers


def _officers(cells: Iterable[Sequence[str]], body: str | None, lexicon: Lexicon) -> list[Officer]:
    found: list[tuple[str, list[str]]] = []
    for cell in cells:
        text = " ".join(cell)
        if _ADDRESS.search(text) and not _ROLE_WORD.search(text):
            continue
        for line in cell:
            if _ADDRESS.search(line) and not _ROLE_WORD.search(line):
                break
            for name, rest in _people(line):
                if name:
                    found.append((name, [rest] if rest else []))
                elif found and not _is_body(rest, lexicon):
                    found[-1][1].append(rest)
    officers = []
    for name, parts in found:
        role = " ".join(parts).strip(" ,;:–—-.") or None
        boards = find_boards(role, lexicon) if role else []
        officers.append(
            Officer(name=name, role=_plain_role(role, lexicon), body=boards[0].name if boards else body)
        )
    return officers


def _people(line: str) -> list[tuple[str, str]]:
    """A line as name and role; without a name where it goes on with a role."""
    words = _HONOURS.sub("", line.strip())
    comma = re.match(rf"(?P<name>(?:{TITLE}\s+)?[^,(–—:]{{3,50}}?)\s*[,–—:-]\s+(?P<role>.+)$|$", words)
    if comma and comma["name"] and is_name(comma["name"], first=True) and _ROLE_WORD.search(comma["role"]):
        return [(plain_name(comma["name"]), comma["role"])]
    if (
        comma
        and comma["name"]
        and is_name(comma["name"], first=True)
        and not _ROLE_WORD.search(comma["name"])
    ):
        return [(plain_name(comma["name"]), comma["role"])]
    run = re.match(rf"(?P<name>(?:{TITLE}\s+)?\S+(?:\s+\S+){{1,2}}?)\s+(?P<role>{ROLE}.*)$", words)
    if run and is_name(run["name"], first=True) and not _ROLE_WORD.search(run["name"]):
        return [(plain_name(run["name"]), run["role"])]
    if is_name(words, first=True) and not _ROLE_WORD.search(words):
        return [(plain_name(words), "")]
    return [("", words)]


def _is_body(line: str, lexicon: Lexicon) -> bool:
    """Whether a line is nothing but the name of a body."""
    boards = find_boards(line, lexicon, bare=True)
    return bool(boards) and boards[0].start == 0 and boards[0].end == len(line)


def _plain_role(role: str | None, lexicon: Lexicon) -> str | None:
    """The role without the board's name behind it: "CEO NHS Frimley Integrated Care Board"."""
    if not role:
        return None
    boards = find_boards(role, lexicon)
    if boards and boards[-1].end >= len(role) - 1 and boards[0].start > 2:
        role = re.sub(r"\s*(?:,|\bat|\bof|\bfor|\bthe)?\s*$", "", role[: boards[0].start].rstrip())
        role = re.sub(r"\s+(?:at|of|for|the)$", "", role)
    return role.strip(" ,;") or None
