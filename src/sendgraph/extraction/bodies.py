"""Responsible bodies in running text: integrated care boards and councils by their full names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sendgraph.extraction.area_names import area_named
from sendgraph.extraction.lexicon import Lexicon

_BOARD = r"(?:Integrated\s+Care\s+Boards?|ICBs?)"
_BOARD_END = re.compile(
    rf"\s*(?:\((?:NHS\s+)?[A-Z&]{{1,8}}(?:\s+ICBs?)?\)\s*)?(?:NHS\s+)?{_BOARD}\b(?:\s*\((?:NHS\s+)?[^()]{{0,12}}ICB\))?",
    re.I,
)
#: "Surrey Heartlands and Frimley ICBs": the first name borrows its kind from the second.
_SHARED_END = re.compile(r"(?:\s*,\s*|\s*(?:,\s*)?(?:and|&)\s+)(?:NHS\s+)?(?:the\s+)?", re.I)
#: What makes an "NHS …" name another body's.
_OTHER_KIND = re.compile(
    r"\s+(?:NHS|Clinical|CCG|University|Partnership|Health|Healthcare|Community|Hospitals?|Teaching|"
    r"Foundation|Trust|Children|Mental|Integrated\s+Care\s+(?:System|Partnership))\b"
)
_UNKNOWN_BOARD = re.compile(
    rf"(?:NHS\s+)?(?P<core>[A-Z][\w’'-]+(?:,?\s+(?:(?:and|&|of|on|the|upon)\s+)*[A-Z][\w’'-]+){{0,7}})\s+(?:NHS\s+)?"
    rf"{_BOARD}\b"
)
_PLACE = r"[A-Z][\w’'.-]+"
_PLACES = rf"{_PLACE}(?:\s+(?:(?:and|&|of|upon|on|in|the|with|under|le)\s+)*{_PLACE}|,\s+{_PLACE}(?=[\w\s,’'-]*\s+and\s+{_PLACE}))*"
_COUNCIL = re.compile(
    rf"(?:\b[Tt]he\s+)?\b(?:(?:London|Royal|Metropolitan)\s+Borough|Borough(?:\s+Council)?|City|County)\s+of\s+"
    rf"(?!London\b){_PLACES}(?:\s+Council)?"
    rf"|\bCity\s+of\s+London(?:\s+Corporation)?"
    rf"|{_PLACES}\s+(?:Council\s+of\s+the\s+)?(?:Council|Corporation)\b(?:\s+of\s+the\s+Isles\s+of\s+Scilly)?"
    rf"|\bCouncil\s+of\s+the\s+Isles\s+of\s+Scilly"
)
_LEADING = re.compile(
    r"^(?:(?:Leaders|Officers|Councillors|Both|As|In|At|The|Since|Within|Under|When|While|Although|From|By|For|With|"
    r"Together|Currently|Historically|Elected|Members|Children|Local|Area|Partnership|Areas)\s+(?:(?:at|from|of|in|and|the)\s+)*)+"
)


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body where a text names it: its full name and where the words stand."""

    name: str
    start: int
    end: int


def find_boards(text: str, lexicon: Lexicon, *, bare: bool = False) -> list[NamedBody]:
    """
    The integrated care boards that a text names, by their full official names.

    `bare` says that a name alone will do, as in a cell headed "Integrated care board".

    >>> lexicon = Lexicon.shipped()
    >>> [b.name for b in find_boards("Surrey Heartlands and Frimley ICBs", lexicon)]
    ['NHS Surrey Heartlands Integrated Care Board', 'NHS Frimley Integrated Care Board']
    >>> [b.name for b in find_boards("Herefordshire & Worcestershire NHS Integrated Care Board", lexicon)]
    ['NHS Herefordshire and Worcestershire Integrated Care Board']
    >>> find_boards("Devon Partnership NHS Trust in Devon", lexicon)
    []
    """
    names, pattern = _boards(lexicon)
    found: list[NamedBody] = []
    matches = list(pattern.finditer(text))
    taken: list[tuple[int, int]] = []
    for match in matches:
        if any(start <= match.start() < end for start, end in taken):
            continue
        end = _board_end(text, match, matches, bare)
        if end is None:
            continue
        found.append(NamedBody(names[_key(match["core"])], match.start(), end))
        taken.append((match.start(), end))
    for match in _UNKNOWN_BOARD.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            core = re.sub(r"^(?:The|NHS)\s+", "", match["core"])
            if core not in {"The", "NHS", "Integrated"} and not re.fullmatch(
                r"(?:Local|New|Each|This|That)\b.*", core
            ):
                found.append(
                    NamedBody(f"NHS {core.replace('&', 'and')} Integrated Care Board", *match.span())
                )
    return sorted(found, key=lambda b: b.start)


def _board_end(text: str, match: re.Match[str], matches: Sequence[re.Match[str]], bare: bool) -> int | None:
    """Where the name of a board ends, None where the words name no board."""
    own = _BOARD_END.match(text, match.end())
    if own:
        return own.end()
    shared = _SHARED_END.match(text, match.end())
    if shared:
        for other in matches:
            if other.start() <= shared.end() <= other.start("core"):
                plural = _BOARD_END.match(text, other.end())
                if plural and re.search(r"boards|ICBs", plural.group(), re.I):
                    return match.end()
    after = text[match.end() :]
    if _OTHER_KIND.match(after):
        return None
    if bare and not text[: match.start()].strip(" ,;/&").removesuffix("and").strip():
        return match.end()
    return match.end() if match["nhs"] else None


def find_councils(text: str) -> list[NamedBody]:
    """
    The councils that a text names, as it names them.

    >>> [c.name for c in find_councils("Leaders at Telford and Wrekin Council and the London Borough of Enfield")]
    ['Telford and Wrekin Council', 'the London Borough of Enfield']
    """
    found = []
    for match in _COUNCIL.finditer(text):
        lead = _LEADING.match(match.group())
        start = match.start() + (
            lead.end() if lead and not match.group().startswith(("The London", "The Royal")) else 0
        )
        name = " ".join(text[start : match.end()].split())
        if name and name not in {"Council", "City Council", "County Council", "Borough Council"}:
            found.append(NamedBody(name, start, match.end()))
    return found


def council_of(texts: Iterable[str], area: str, lexicon: Lexicon) -> str | None:
    """The first council in texts that is the area's own."""
    for text in texts:
        for council in find_councils(text):
            if council_area(council.name, lexicon) == area:
                return council.name
    return None


def council_area(name: str, lexicon: Lexicon) -> str | None:
    """
    The area that a council is the council of.

    >>> council_area("Dudley Metropolitan Borough Council", Lexicon.shipped())
    'Dudley'
    >>> council_area("The London Borough of Hillingdon", Lexicon.shipped())
    'Hillingdon'
    """
    plain = re.sub(
        r"\s+(?:Metropolitan\s+|Royal\s+|London\s+)?(?:District\s+|Borough\s+|City\s+|County\s+|Unitary\s+|Town\s+)*"
        r"(?:Council|Corporation|Local\s+Authority)$",
        "",
        " ".join(name.split()),
        flags=re.I,
    )
    return area_named(name, lexicon) or area_named(plain, lexicon)


@lru_cache(maxsize=4)
def _boards(lexicon: Lexicon) -> tuple[dict[str, str], re.Pattern[str]]:
    """Full names by what stands between "NHS" and the kind, and the pattern that finds them."""
    names = {
        _key(body.name.removeprefix("NHS ").removesuffix(" Integrated Care Board")): body.name
        for body in lexicon.reference.health_bodies.values()
        if body.name.endswith(" Integrated Care Board")
    }
    cores = []
    for core in sorted(names, key=len, reverse=True):
        words = [r"(?:and|&)(?:\s+the)?" if word == "and" else re.escape(word) for word in core.split()]
        cores.append(r"[\s,-]+".join(words))
    pattern = rf"(?<![\w-])(?P<nhs>NHS\s+)?(?P<core>{'|'.join(cores)})(?![\w-])"
    return names, re.compile(pattern, re.I)


def _key(core: str) -> str:
    words = re.sub(r"[\s,-]+", " ", core.lower().replace("&", "and")).strip()
    return words.replace(" and the ", " and ")
