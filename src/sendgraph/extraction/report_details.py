"""The bodies of a 2023 report and their officers: who is responsible, and who leads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sendgraph.documents import Block, Document, Mended
from sendgraph.extraction.bodies import council_area, council_of, find_boards, find_councils
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
#: How somebody is reached: a web or e-mail address, a telephone number, a postcode.
_REACHED_AT = re.compile(
    r"\s*(?:\S+@\S+|\b(?:www\d?\.|https?:)\S*|\b(?:T|Tel|Telephone|Phone|E|Email)\s*:|\+?\b0\d[\d ()-]{8,}"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s+[\dO][A-Z]{2}\b)"
)
_ROLE_WORD = re.compile(
    r"\b(?:director|chief|executive|officer|lead|leads|head|manager|DCS|CEO|COO|CFO|DCO|nurse|chair|commissioner|deputy|"
    r"interim|acting|president|secretary|member|leader|person|assistant|corporate|strategic|managing|accountable)\b",
    re.I,
)
_BOARD_HEAD = re.compile(r"integrated\s+care\s+(?:boards?|systems?|partnerships?)|\bICBs?\b|health|NHS", re.I)
_COUNCIL_HEAD = re.compile(r"local\s+authorit|council", re.I)
_TRUST = re.compile(r"\b(?:Trust|Company|Limited|Ltd|CIC|Partnership|Services|First|Together|Achieving)\b")
_NO_PERSON = re.compile(
    r"\b(?:Boards?|Integrated|Care|Councils?|System|NHS|Commission|Partnership|Place|Services)\b"
)
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
        or next((name for name in names if name), None)
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
    spans = [*find_councils(subject, lexicon), *find_boards(subject, lexicon)]
    if len(spans) < 2 and not any(council_area(span.name, lexicon) == area for span in spans):
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
    The bodies that a priority action names, by their full names.

    Where it names them by their kind alone they are the report's own. Groups of people
    ("school leaders") are no bodies.
    """
    found: list[tuple[int, str]] = [(b.start, b.name) for b in find_boards(cell, lexicon, bare=True)]
    if not found:
        generic = re.search(r"\b(?:NHS|ICBs?|integrated\s+care\s+boards?|health)\b", cell, re.I)
        found = [(generic.start(), board) for board in who.boards] if generic else []
    councils = find_councils(cell, lexicon)
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
        own = _body_of(column, who, lexicon)
        named = 0
        for cell in column.cells[1:]:
            if named and _REACHED_AT.search(cell.text):
                break
            people = [] if _is_address(cell.text) else _people(document, cell)
            if people:
                officers.extend(_officer(name, role, own, lexicon) for name, role in people)
                named += len(people)
            elif named == 1 and officers[-1].role is None and cell.text and not _is_address(cell.text):
                officers[-1] = _officer(officers[-1].name, cell.text, own, lexicon)
    return officers


def _body_of(column: Column, who: Responsibility, lexicon: Lexicon) -> str | None:
    """The body that a column of the details table is about."""
    name = column.cells[0].text if column.cells else ""
    if column.of_boards:
        boards = [board.name for board in find_boards(name, lexicon, bare=True)] or who.boards
        return next(iter(boards), None)
    return next((other for other in who.others if other in name), who.council)


def _is_address(text: str) -> bool:
    return bool(_ADDRESS.search(text)) and not _ROLE_WORD.search(text)


def _people(document: Document, cell: Mended) -> list[tuple[str, str]]:
    """The names in a cell, each with the words up to the next name or to an address."""
    found: list[tuple[str, int]] = []
    ends: list[int] = []
    at = 0
    for line in split_lines(document, cell):
        start = cell.text.find(line.text, at)
        if start < 0:
            continue
        at = start + len(line.text)
        name = None if _is_address(line.text) else _name_at_start(line.text)
        if len(ends) < len(found) and (name or _is_address(line.text)):
            ends.append(start)
        if name:
            found.append((plain_name(name), start + len(name)))
    ends.extend([len(cell.text)] * (len(found) - len(ends)))
    return [
        (_HONOURS.sub("", name), _REACHED_AT.split(cell.text[behind:end])[0].strip(" ,;:–—-."))
        for (name, behind), end in zip(found, ends, strict=True)
    ]


def _name_at_start(line: str) -> str | None:
    """
    The person's name with which a line begins, where it does.

    >>> _name_at_start("Karen Graham, Director of Children’s Services"), _name_at_start("Care Board")
    ('Karen Graham', None)
    """
    comma = re.match(r"[^,(–—:;]{3,50}?(?=\s*(?:[,(–—:;]|\s-\s))", line)
    run = re.match(rf"(?:{TITLE}\s+)?\S+(?:\s+\S+){{1,2}}?(?=\s+{ROLE})", line)
    for words in (comma.group() if comma else "", run.group() if run else "", line):
        name = _HONOURS.sub("", words).strip()
        if name and is_name(name, first=True) and not _ROLE_WORD.search(name) and not _NO_PERSON.search(name):
            return words
    return None


def _officer(name: str, words: str, body: str | None, lexicon: Lexicon) -> Officer:
    """The officer with a role; the board that the words name is not part of it but its body."""
    boards = find_boards(words, lexicon)
    role = words
    if boards and boards[-1].end >= len(words.rstrip(" .")) and boards[0].start > 2:
        role = re.sub(r"(?:\s+(?:at|of|for|the)|\s*,)+\s*$", "", words[: boards[0].start].rstrip())
    return Officer(name=name, role=role.strip(" ,;") or None, body=boards[0].name if boards else body)
