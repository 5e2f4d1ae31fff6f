"""To whom a letter is addressed: named officers, their offices and bodies, without their addresses."""

import re
from collections.abc import Sequence

from sendgraph.extraction.area_names import find_areas
from sendgraph.extraction.commissioning_groups import find_groups
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.people import (
    NAME,
    ROLE,
    find_people,
    has_title,
    is_name,
    plain_name,
    without_address,
)
from sendgraph.extraction.record import Officer

_WHOLE = NAME.replace("{1,3}?", "{1,3}")
_ADDRESS = re.compile(
    r"\d|\b(?:House|Street|Road|Avenue|Lane|Square|Way|Floor|Centre|Buildings?|Hall|Offices?|Civic|Park|Quay|Gate|"
    r"Drive|Wharf|Terrace|Crescent|Place|Court|P\.?O\.? Box)\b|@|www\."
)
_COUNCIL = re.compile(
    r"(?:[A-Z][\w’'&.-]*\s+|and\s+|of\s+|the\s+|upon\s+|on\s+|&\s+){0,8}?"
    r"(?:(?:Metropolitan|Royal|London|County|City|District|Unitary)\s+)*(?:Borough\s+)?(?:Council|Corporation)\b"
    r"(?:\s+of\s+the\s+Isles?\s+of\s+Scilly)?"
)
_STYLED = re.compile(r"(?:Royal |London |Metropolitan )+Borough of ")
_TRUST = re.compile(r"(?:[A-Z][\w’'&,-]*\s+|and\s+|of\s+|the\s+){1,10}(?:NHS\s+)?(?:Foundation\s+)?Trust\b")
_HEALTH = re.compile(r"\bclinical|\bCCG\b|\bNHS\b|\bhealth\b|\bnurse\b", re.I)
_COUNCILS_OWN = re.compile(
    r"director of (?:children|people|education|adult)|children[’'‘]?s services|\bDCS\b|strategic director|"
    r"corporate director|executive director|chief education|education|learning|council|families|people",
    re.I,
)
_OFFICE_FIRST = re.compile(
    rf"^(?P<role>(?:{ROLE}|Clinical|CCG)[^:\d]{{0,80}}?)\s*[:–-]\s+(?P<name>{_WHOLE})(?P<rest>,\s.*)?$"
)
#: "Jane Hall, Halton Clinical Commissioning Group, Chief Officer"
_BODY_FIRST = re.compile(
    rf"^(?P<name>{_WHOLE}),\s+(?P<body>[^:;]*\b(?:CCGs?|Clinical Commissioning Groups?|Council|Trust)),\s+"
    rf"(?P<role>{ROLE}[^:;,\d]*)$"
)
_OF_GROUP = re.compile(
    r"^(.*\b(?:Officer|Director|Executive|Chair|Lead|Nurse))\s+\b.*\b(?:CCG|Commissioning Group)\b.*$"
)
#: "Chief Executive, Swindon and Wiltshire": the places are in the names of the bodies.
_OF_PLACES = re.compile(
    r"(.*?\b(?:Officer|Director|Executive|Chair|Lead|Nurse))(?:,|\s+for|\s+of)\s+([A-Z].*)"
)
_ROLE_AT = re.compile(rf"{ROLE}|(?:CCG|Clinical [Cc]ommissioning [Gg]roup)\b")
#: How an office ends whose beginning is on the line before.
_ENDS_OFFICE = re.compile(r"(?:Officer|Executive|Services)\b")
_GOES_ON = re.compile(r"(?:\b(?:and|of|for|the|to|&)|[,–—-])$", re.I)


def find_council(text: str, area: str | None, lexicon: Lexicon) -> str | None:
    """
    The first council in a text whose name is the area's, or any where no area is known.

    >>> find_council("Director – People Halton Borough Council Municipal", "Halton", Lexicon.shipped())
    'Halton Borough Council'
    """
    for match in _COUNCIL.finditer(text):
        words = match.group()
        areas = find_areas(words, lexicon)
        if area and any(a.name == area for a in areas):
            first = min(a.start for a in areas if a.name == area)
            before = re.search(
                r"(?:(?:Royal|London|Metropolitan)\s+Borough\s+of|City\s+of)\s+$", words[:first]
            )
            return words[before.start() if before else first :]
        if not area and areas:
            return words[areas[0].start :]
        if area and not areas and area.lower() in words.lower():
            return words[words.lower().index(area.lower()) :]
    for match in _STYLED.finditer(text):
        areas = find_areas(text[match.end() : match.end() + 60], lexicon)
        if areas and areas[0].start == 0 and area in (None, areas[0].name):
            return text[match.start() : match.end() + areas[0].end]
    return None


def read_addressees(groups: Sequence[Sequence[str]], *, area: str, lexicon: Lexicon) -> list[Officer]:
    """
    The officers that a letter is addressed to, from the lines of each block before its salutation.

    >>> lines = [["Ms Jane Hall", "Director of Children’s Services", "Dudley Council", "3 High Street"]]
    >>> read_addressees(lines, area="Dudley", lexicon=Lexicon.shipped())
    [Officer(name='Jane Hall', role='Director of Children’s Services', body='Dudley Council')]
    """
    officers: list[Officer] = []
    places = tuple(sorted({a.name for a in lexicon.reference.areas.values()}, key=len, reverse=True))
    for part in _people_apart([line for group in groups for line in group], places):
        officer = _officer(part, area, places, lexicon)
        if officer is not None and all(o.name != officer.name for o in officers):
            officers.append(officer)
    return officers


def _people_apart(lines: Sequence[str], places: tuple[str, ...]) -> list[list[str]]:
    """
    The lines, cut wherever another person begins: with a title, or before an office.

    A town on a line of its own looks like a name, and is none.
    """
    parts: list[list[str]] = []
    lines = [_OFFICE_FIRST.sub(_name_first, line) for line in lines]
    lines = [_BODY_FIRST.sub(_office_next, line) for line in _whole_entries(lines)]
    for at, line in enumerate(lines):
        before_office = at + 1 < len(lines) and bool(_ROLE_AT.match(lines[at + 1]))
        if is_name(line, first=at == 0 or before_office) and (at == 0 or before_office or has_title(line)):
            parts.append([line])
            continue
        starts = [person.start for person in find_people(line, places)]
        if not starts:
            if parts:
                parts[-1].append(line)
            continue
        if parts and (rest := line[: starts[0]].lstrip(" ,;").rstrip(" ;")):
            parts[-1].append(rest)
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
            parts.append([line[start:end].lstrip(" ,;").rstrip(" ;")])
    return parts


def _name_first(match: re.Match[str]) -> str:
    """An entry such as "Chief Officer: Jane Hall, Waverley" with the name before the office."""
    if not is_name(match["name"]):
        return match.group()
    return f"{match['name']}, {match['role']}{match['rest'] or ''}"


def _whole_entries(lines: Sequence[str]) -> list[str]:
    """The lines, a wrapped entry with the body before the office on one."""
    whole: list[str] = []
    for line in lines:
        joined = f"{whole[-1]} {line}" if whole else line
        unfinished = bool(whole) and not re.search(r"\b(?:Officer|Executive|Director|Lead|Chair)$", whole[-1])
        if unfinished and _BODY_FIRST.match(joined) and not is_name(line) and not find_people(line):
            whole[-1] = joined
        else:
            whole.append(line)
    return whole


def _office_next(match: re.Match[str]) -> str:
    """An entry such as "Jane Hall, Halton CCG, Chief Officer" with the office before the body."""
    if not is_name(match["name"]) or re.match(ROLE, match["body"]):
        return match.group()
    return f"{match['name']}, {match['role']}, {match['body']}"


def _officer(lines: list[str], area: str, places: tuple[str, ...], lexicon: Lexicon) -> Officer | None:
    whole = " ".join(lines)
    if is_name(lines[0], first=True):
        name, described = plain_name(lines[0]), lines[1:]
    else:
        people = find_people(lines[0], places)
        if not people:
            return None
        name, described = people[0].name, [lines[0][people[0].end :].strip(" ,;:–—-"), *lines[1:]]
    body = _body(whole, area, lexicon)
    role = _role(described, body, area)
    return Officer(name=name, role=role, body=body or _body_by_role(role, area, whole, lexicon))


def _role(described: list[str], body: str | None, area: str) -> str | None:
    """The office: from its first word to the body, the address or the line's end."""
    taken: list[str] = []
    for line in described:
        words = line
        cuts = [
            words.find(b) for b in (body, "NHS ", f"{area} Council", f"{area} Borough", f"{area} County") if b
        ]
        cut = min((c for c in cuts if c >= 0), default=None)
        words = words[:cut] if cut is not None else words
        words = words.strip(" ,;()")
        if not words:
            break
        goes_on = bool(taken) and (
            words[0].islower() or bool(_GOES_ON.search(taken[-1])) or bool(_ENDS_OFFICE.match(words))
        )
        if taken and not goes_on:
            break
        if not taken and not _ROLE_AT.match(words):
            continue
        if _ADDRESS.search(words) and not re.search(r"\d+\s*[-–]\s*\d+", words) and taken:
            break
        taken.append(words)
        if cut is not None:
            break
    role = re.sub(rf",\s*{re.escape(area)}$", "", " ".join(taken)).strip(" ,;–—-")
    if body and (place := re.fullmatch(r"NHS (.+) Clinical Commissioning Group", body)):
        role = role.removesuffix(f", {place[1]}")
    role = _OF_GROUP.sub(r"\1", role)
    role = re.sub(r",\s+[^,]*\b(?:CCGs?|Clinical Commissioning Groups?|Trust)$", "", role)
    of_places = _OF_PLACES.fullmatch(role)
    if of_places and body and set(re.findall(r"\w+", of_places[2])) <= set(re.findall(r"\w+", body)):
        role = of_places[1]
    for length in range(len(body or ""), 7, -1):  # a name that begins on the office's own line
        if body and role.endswith(f", {body[:length].rstrip()}"):
            role = role[: -len(body[:length].rstrip()) - 2]
            break
    role = without_address(role.strip(" ,;–—-"))
    return role + ")" * (role.count("(") - role.count(")")) or None


def _body(text: str, area: str, lexicon: Lexicon) -> str | None:
    groups = find_groups(text, lexicon)
    council = find_council(text, area, lexicon)
    if council:
        return council
    if groups:
        return groups[0] if len(groups) == 1 else " and ".join(groups)
    trust = _TRUST.search(text)
    if trust:
        words = trust.group()
        role = list(_ROLE_AT.finditer(words))
        return (
            re.sub(r"^.*\b(?:Officer|Executive|Director|Nurse|Chair|Lead)\b,?\s*", "", words).strip(" ,")
            if role
            else words
        )
    return None


def _body_by_role(role: str | None, area: str, text: str, lexicon: Lexicon) -> str | None:
    """The council, where an office is plainly one of its own and nothing else is named."""
    if role and not _HEALTH.search(role) and _COUNCILS_OWN.search(role):
        return find_council(text, None, lexicon) or f"{area} Council"
    return None
