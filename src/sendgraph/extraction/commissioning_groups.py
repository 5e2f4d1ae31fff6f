"""Clinical commissioning groups as letters and papers name them, by their full official names."""

import re
from collections.abc import Iterable

from sendgraph.extraction.area_names import area_named, find_areas
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.reference import HealthBody

_WORD = r"[A-Z][\w’'.-]+"
_S = r"[^\S\n]+"
_NAME = rf"(?:NHS{_S})?{_WORD}(?:{_S}(?:{_WORD}|and|&|of|upon|on|the|with|in)){{0,9}}?"
_GROUP = re.compile(
    rf"(?P<names>{_NAME}(?:,{_S}{_NAME}){{0,12}}?){_S}(?P<kind>(?:NHS{_S})?Clinical\s+Commissioning\s+Group|CCG)(?P<plural>s?)\b"
)
#: "Clinical Commissioning Group Chief Officer, Halton"; "Accountable Officer, CCG, Halton"
_GROUP_OF = re.compile(
    r"(?:Clinical\s+[Cc]ommissioning\s+[Gg]roup|CCG),?\s*(?:\(CCG\)\s*)?"
    r"(?:(?:[A-Z][\w-]+\s+){0,3}(?:Officer|Director|Executive|Lead|Nurse|Chair))?\s*(?:,|for|of|in)\s+(?=[A-Z])"
)
_PLACE = re.compile(r"(?P<name>[A-Z][\w-]+(?:[^\S\n]+(?:and|&|of|[A-Z][\w-]+)){0,5})[^\S\n]*(?:\n|$)")
_NOT_A_NAME = frozenset(
    re.findall(
        r"\S+",
        "chief executive accountable officer officers director directors deputy interim acting joint "
        "clinical lead chair nurse managing operating commissioning quality of the and for in on at from "
        "by with a an to both some all each council councils local area authority areas senior send "
        "leaders health current single new one two three four where when as if while since although "
        "however across within these those their its strategic group statutory designated programme head "
        "children children's services dr mr mrs ms miss dear also & nhs",
    )
)


_OFFICES = frozenset(("officer", "director", "executive", "chair", "lead", "nurse", "leader"))
#: Words that are in no group's name: what precedes them is something else.
_NEVER = re.compile(
    r"\b(?:team|board|committee|executive|officers?|governing|services?|leadership|partnership|leads?|director|"
    r"council|authority|group|strategy|plan)\b",
    re.I,
)


def find_groups(text: str, lexicon: Lexicon) -> list[str]:
    """
    The full official names of the groups that a text names, each once, in order.

    >>> find_groups("Chief Officer, NHS Eastern Cheshire and NHS South Cheshire CCGs", Lexicon.shipped())
    ['NHS Eastern Cheshire Clinical Commissioning Group', 'NHS South Cheshire Clinical Commissioning Group']
    >>> find_groups("Robin Hill, Clinical Commissioning Group Chief Officer, Halton", Lexicon.shipped())
    ['NHS Halton Clinical Commissioning Group']
    """
    found: list[tuple[int, str]] = []
    for match in _GROUP.finditer(text):
        for name in _split(match["names"], bool(match["plural"]), lexicon):
            found.append((match.start(), name))
    for match in _GROUP_OF.finditer(text):
        after = text[match.end() : match.end() + 80]
        areas = find_areas(after, lexicon)
        place = _PLACE.match(after)
        if areas and areas[0].start == 0:
            found.append((match.start(), areas[0].name))
        elif place and not _NEVER.search(place.group()):
            found.append((match.start(), place["name"]))
    names = [_official(name, lexicon) for _, name in sorted(found, key=lambda f: f[0])]
    return list(dict.fromkeys(names))


def responsible_groups(named: Iterable[str], *, area: str, day: str | None, lexicon: Lexicon) -> list[str]:
    """
    Of the groups that a document names, those that were there on the day of the inspection.

    A letter's published form may name a successor; where nothing else is named, its
    predecessor for the area stands in.
    """
    names = list(dict.fromkeys(named))
    if not day:
        return names
    bodies = lexicon.reference.health_bodies
    present = [name for name in names if name not in bodies or _existed(bodies[name], day)]
    if present or not names:
        return present
    before = [
        body.name
        for body in bodies.values()
        if body.succeeded_by in names
        and _existed(body, day)
        and any(a.name == area for a in find_areas(body.name, lexicon))
    ]
    return before or names


def group_of_area(area: str, day: str | None, lexicon: Lexicon) -> list[str]:
    """The group that has the area's own name, where the reference knows one of that day."""
    body = lexicon.reference.health_bodies.get(f"NHS {area} Clinical Commissioning Group")
    return [body.name] if body and (not day or _existed(body, day)) else []


def _existed(body: HealthBody, day: str) -> bool:
    return body.start[: len(day)] <= day and (body.end is None or day <= body.end[: len(day)])


def _split(words: str, plural: bool, lexicon: Lexicon) -> list[str]:
    """The names in "NHS Eastern Cheshire, NHS South Cheshire and NHS Vale Royal"."""
    parts = re.split(r"(?:,\s*(?:and\s+)?|\s+(?:and|&)\s+|\s+)(?=NHS\s)", words)
    if len(parts) > 1:
        parts = [part for part in parts if part.startswith("NHS")]
    elif plural:
        parts = _apart(words, lexicon)
    elif not words.startswith("NHS"):
        parts = [_without_people(words, lexicon)]
    names = []
    for part in parts:
        tokens = part.split()
        if "NHS" in tokens:
            tokens = tokens[len(tokens) - tokens[::-1].index("NHS") :]
        offices = [at for at, token in enumerate(tokens) if token.lower() in _OFFICES]
        tokens = tokens[offices[-1] + 1 :] if offices else tokens
        while tokens and tokens[0].lower().strip("’'.,").removesuffix("’s").removesuffix("'s") in _NOT_A_NAME:
            tokens = tokens[1:]
        while tokens and tokens[-1].lower() in ("and", "of", "the", "&", "in", "with", "on"):
            tokens = tokens[:-1]
        name = " ".join(tokens).strip(",")
        if len(name) > 2 and not _NEVER.search(name):
            names.append(name)
    return names


def _without_people(words: str, lexicon: Lexicon) -> str:
    """The name at the end of "Jo Hall, Chief Officer, Bristol, North Somerset and Bath": its areas only."""
    chunks = words.split(", ")
    first = len(chunks) - 1
    while first and area_named(chunks[first - 1], lexicon):
        first -= 1
    return ", ".join(chunks[first:])


def _apart(words: str, lexicon: Lexicon) -> list[str]:
    """A list of names at its commas and "and", those aside within the name of an area."""
    within = [(a.start, a.end) for a in find_areas(words, lexicon)]
    cuts = [
        m.span()
        for m in re.finditer(r",\s*(?:and\s+)?|\s+(?:and|&)\s+", words)
        if not any(start < m.start() and m.end() < end for start, end in within)
    ]
    parts, at = [], 0
    for start, end in cuts:
        parts.append(words[at:start])
        at = end
    parts.append(words[at:])
    offices = [place for place, part in enumerate(parts[:-1]) if _OFFICES & set(part.lower().split())]
    return parts[offices[-1] + (_ends_in_office(parts[offices[-1]])) :] if offices else parts


def _ends_in_office(part: str) -> bool:
    """Whether no group's name follows the office within its part: "Jo Hall, Chief Executive, Swindon"."""
    return part.split()[-1].lower() in _OFFICES


def _official(name: str, lexicon: Lexicon) -> str:
    official = f"NHS {name.replace('&', 'and')} Clinical Commissioning Group"
    known = {body.lower(): body for body in lexicon.reference.health_bodies}
    return known.get(official.lower(), official)
