"""Responsible bodies in running text: integrated care boards and councils by their full names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sendgraph.extraction.area_names import NamedArea, area_named, find_areas
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
_STYLE = re.compile(
    r"(?:\bthe\s+)?(?:\b(?:London|Royal|Metropolitan)\s+)?\b(?:Borough|City|County|Council)(?:\s+Council)?\s+of\s+"
    r"(?:the\s+)?$",
    re.I,
)
_COUNCIL = re.compile(
    r"\s+(?:(?:Metropolitan|Royal|London|Unitary|District|Borough|City|County)\s+)*(?:Council|Corporation)\b"
    r"(?:\s+of\s+the\s+Isles\s+of\s+Scilly\b)?",
    re.I,
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


def find_councils(text: str, lexicon: Lexicon) -> list[NamedBody]:
    """
    The councils of local areas that a text names, as it names them.

    >>> text = "Telford & Wrekin Council, the London Borough of Enfield, North West London ICB"
    >>> [c.name for c in find_councils(text, Lexicon.shipped())]
    ['Telford & Wrekin Council', 'the London Borough of Enfield']
    """
    found: list[NamedBody] = []
    shorts = [NamedArea(m["area"], *m.span("area")) for m in _short_names(lexicon).finditer(text)]
    for area in sorted([*find_areas(text, lexicon), *shorts], key=lambda a: a.start):
        style = _STYLE.search(text, 0, area.start)
        council = _COUNCIL.match(text, area.end)
        if not style and not council:
            continue
        start = style.start() if style else area.start
        end = council.end() if council else area.end
        if not found or start >= found[-1].end:
            found.append(NamedBody(" ".join(text[start:end].split()), start, end))
    return found


@lru_cache(maxsize=4)
def _short_names(lexicon: Lexicon) -> re.Pattern[str]:
    """Areas as only their councils shorten them: "Durham County Council", "Newcastle City Council"."""
    shorts = [
        short
        for name in lexicon.reference.areas
        for short in (re.sub(r"^County\s+|\s+upon\s+.*$", "", name),)
        if short != name
    ]
    names = sorted((s for s in shorts if shorts.count(s) == 1), key=len, reverse=True)
    area = "|".join(map(re.escape, names))
    return re.compile(rf"(?<![\w-])(?P<area>{area})(?=\s+(?:City\s+|County\s+|Borough\s+)?Council\b)")


def council_of(texts: Iterable[str], area: str, lexicon: Lexicon) -> str | None:
    """The first council in texts that is the area's own."""
    for text in texts:
        for council in find_councils(text, lexicon):
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
    >>> council_area("Newcastle City Council", Lexicon.shipped())
    'Newcastle upon Tyne'
    """
    plain = _COUNCIL.sub("", " ".join(name.split()))
    plain = re.sub(r"\s+Local\s+Authority$", "", plain, flags=re.I)
    bare = _STYLE.sub("", plain[: (m.end() if (m := re.match(r".*?\bof\s+", plain)) else 0)])
    bare += plain[m.end() :] if m else plain
    for candidate in (name, plain, bare):
        area = area_named(candidate, lexicon)
        if area:
            return area
    short = _short_names(lexicon).match(name)
    if short is None:
        return None
    return next(
        (
            a
            for a in lexicon.reference.areas
            if re.fullmatch(rf"County {short['area']}|{short['area']} upon .*", a)
        ),
        None,
    )


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
