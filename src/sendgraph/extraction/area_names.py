"""Local areas in running text, by every name that the reference knows them by."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from sendgraph.extraction.lexicon import Lexicon

_STYLES = re.compile(
    r"^(?:the\s+)?(?:(?:royal|london|metropolitan)\s+borough\s+of|county\s+of|city\s+of|borough\s+of)\s+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class NamedArea:
    """An area where a text names it: its plain name and where the words stand."""

    name: str
    start: int
    end: int


def find_areas(text: str, lexicon: Lexicon) -> list[NamedArea]:
    """
    The areas that a text names, in order, the longest name where several fit.

    >>> [a.name for a in find_areas("Cheshire West & Chester, then Hull", Lexicon.shipped())]
    ['Cheshire West and Chester', 'Kingston upon Hull']
    """
    names, pattern = _names(lexicon)
    return [NamedArea(names[_key(m.group())], m.start(), m.end()) for m in pattern.finditer(text)]


def area_named(words: str, lexicon: Lexicon) -> str | None:
    """
    The plain name of the area that words name, where all of them do.

    >>> area_named("the London Borough of Hackney", Lexicon.shipped())
    'Hackney'
    """
    plain = re.sub(
        r"\s+(?:local\s+(?:area|authority)|(?:borough|county|city|metropolitan)?\s*council)$",
        "",
        words,
        flags=re.I,
    )
    for candidate in (words, plain, _STYLES.sub("", plain), re.sub(r"^the\s+", "", plain, flags=re.I)):
        found = find_areas(candidate, lexicon)
        if len(found) == 1 and found[0].start == 0 and found[0].end == len(candidate):
            return found[0].name
    return None


def most_named(text: str, lexicon: Lexicon) -> str | None:
    """The area that a text names most often, the first of equals."""
    counts = Counter(area.name for area in find_areas(text, lexicon))
    return counts.most_common(1)[0][0] if counts else None


@lru_cache(maxsize=4)
def _names(lexicon: Lexicon) -> tuple[dict[str, str], re.Pattern[str]]:
    names: dict[str, str] = {}
    for area in lexicon.reference.areas.values():
        for name in (area.name, area.official_name, *area.also_known_as):
            names.setdefault(_key(name), area.name)
            names.setdefault(_key(name).replace(".", ""), area.name)
    patterns = [
        r"(?:and|&)".join(re.escape(part) for part in re.split(r"\band\b", name))
        .replace(r"\ ", r"[\s-]+")
        .replace(r"\-", r"[\s-]+")
        for name in sorted(names, key=len, reverse=True)
    ]
    return names, re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])", re.I)


def _pattern(name: str) -> str:
    words = (r"(?:and|&)" if word == "and" else re.escape(word) for word in name.split())
    return r"[\s-]+".join(words)


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name.lower().replace("&", "and")).strip()
