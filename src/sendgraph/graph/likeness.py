"""
Likeness: whether two findings of different inspections are about the same specific matter.

Not everything that shares a theme is one matter. What counts is how much of what either is
about both are about; themes of a specific matter count in full, those that cut across
everything (leadership, communication, capacity) by half; a service or a group of both speaks
for it, different ones against it; and the words that the two share weigh by how rare they
are among all the findings compared. The weights were set on pairs that people made by hand.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sendgraph.extraction.record import Finding

#: From this likeness on, two findings are taken to be about one matter.
SAME_MATTER: Final = 0.75

#: Themes under which findings about quite different matters stand.
_CROSS_CUTTING: Final = frozenset(
    {
        "communication",
        "equity",
        "family-confidence",
        "funding",
        "governance",
        "joint-commissioning",
        "joint-working",
        "preparation-for-adulthood",
        "quality-assurance",
        "referral-access",
        "self-evaluation",
        "strategic-leadership",
        "transition",
        "workforce-capacity",
        "workforce-development",
    }
)
_WORD = re.compile(r"[a-z][a-z'-]{2,}")
_ENDINGS: Final = (
    ("'s", ""),
    ("ies", "y"),
    ("ational", ""),
    ("ation", ""),
    ("ating", ""),
    ("ated", ""),
    ("ates", ""),
    ("ate", ""),
    ("ments", ""),
    ("ment", ""),
    ("ings", ""),
    ("ing", ""),
    ("edly", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("ly", ""),
    ("e", ""),
)
#: Words that say nothing of the matter: those of grammar, and those that every finding here is made of.
_STOP: Final = frozenset(
    re.findall(
        r"\w+",
        """
        about above after again all also although an and any are as at be because been being between
        both but by can cannot could did do does during each ever every for from further had has have
        having he her here his how however if in into is it its itself just least less like made make
        many may more most much must no nor not now of off on once one only onto or other others our out
        over own per same she should since so some still such than that the their theirs them themselves
        then there therefore these they this those though through thus to too under until up upon used
        very was we well were what when where whereas which while who whom whose why will with within
        without would yet you your young child children person people parent parents carer carers family
        families area areas local need needs send support service services education health care social
        leader leaders inspector inspectors inspection partnership council
        """,
    )
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """
    A word without its commonest endings.

    >>> stem("waiting"), stem("waits"), stem("assessments")
    ('wait', 'wait', 'assess')
    """
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + instead
    return word


def content_words(text: str) -> list[str]:
    """
    The words of a text that say what it is about, in order.

    >>> content_words("Children wait too long for assessments")
    ['wait', 'long', 'assessments']
    """
    words: list[str] = _WORD.findall(text.lower().replace("’", "'"))
    return [word for word in words if word not in _STOP]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two findings are, and in what."""

    score: float
    themes: tuple[str, ...]
    services: tuple[str, ...]
    groups: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def because(self) -> str:
        """
        The likeness in words that a person can check.

        >>> Likeness(0.9, ("waiting-times",), ("camhs",), (), ("wait", "assessments")).because
        'both are about waiting times; both name camhs; both say “wait”, “assessments”'
        """
        names = {"about": self.themes, "name": self.services, "concern": self.groups}
        verbs = {"about": "both are about", "name": "both name", "concern": "both concern"}
        parts = [f"{verbs[k]} {', '.join(n.replace('-', ' ') for n in v)}" for k, v in names.items() if v]
        if self.words:
            parts.append(f"both say {', '.join(f'“{word}”' for word in self.words)}")
        return "; ".join(parts)


class Comparison:
    """Findings of the inspections of one area, ready to be compared."""

    def __init__(self, findings: Sequence[Finding], area: str = "") -> None:
        """Weigh every word and theme by how rare it is among these findings; the area's name is none."""
        number = len(findings)
        ignored = set(map(stem, content_words(area)))
        words = [Counter({w: n for w, n in _stems(f).items() if w not in ignored}) for f in findings]
        seen = Counter(word for counts in words for word in counts)
        themes = Counter(theme for f in findings for theme in f.themes)
        self._rarity = {word: math.log(1 + number / seen[word]) for word in seen}
        self._themes = {theme: math.log(1 + number / themes[theme]) for theme in themes}
        self._vectors = {id(f): self._vector(counts) for f, counts in zip(findings, words, strict=True)}
        self._findings = tuple(findings)  # keeps the identities above alive

    def likeness(self, later: Finding, earlier: Finding) -> Likeness:
        """How alike two of the findings are."""
        mine, theirs = _focus(later), _focus(earlier)
        themes = {theme: min(weight, theirs[theme]) for theme, weight in mine.items() if theme in theirs}
        services = set(later.services) & set(earlier.services)
        groups = set(later.groups) & set(earlier.groups)
        shared = self._shared(later, earlier)
        score = 0.3 * min(sum(weight * _reach(theme) for theme, weight in themes.items()), 1.0)
        score += 0.6 * self._share(themes, mine, theirs)
        score += 0.35 * min(sum(shared.values()) / 0.15, 1.2)
        score += 0.2 if services else -0.4 if later.services and earlier.services else 0.0
        score += 0.05 if groups else -0.05 if later.groups and earlier.groups else 0.0
        best = sorted(shared, key=lambda word: (-shared[word], word))[:5]
        return Likeness(
            score=round(max(score, 0.0), 4),
            themes=tuple(sorted(themes)),
            services=tuple(sorted(services)),
            groups=tuple(sorted(groups)),
            words=tuple(_as_said(later.text, best)),
        )

    def _share(
        self, themes: Mapping[str, float], mine: Mapping[str, float], theirs: Mapping[str, float]
    ) -> float:
        """How much of what either is about both are about, the rarer themes weighing more."""
        every = {theme: max(mine.get(theme, 0.0), theirs.get(theme, 0.0)) for theme in {**mine, **theirs}}
        whole = sum(weight * self._themes[theme] for theme, weight in every.items())
        part = sum(weight * _reach(theme) * self._themes[theme] for theme, weight in themes.items())
        return part / whole if whole else 0.0

    def _vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        vector = {word: (1 + math.log(n)) * self._rarity[word] for word, n in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        return {word: weight / length for word, weight in vector.items()}

    def _shared(self, one: Finding, other: Finding) -> dict[str, float]:
        mine, theirs = self._vectors[id(one)], self._vectors[id(other)]
        return {word: weight * theirs[word] for word, weight in mine.items() if word in theirs}


def _reach(theme: str) -> float:
    return 0.5 if theme in _CROSS_CUTTING else 1.0


def _focus(finding: Finding) -> dict[str, float]:
    """How much a finding is about each of its themes: the best supported by its words weighs 1."""
    weights: dict[str, float] = {}
    for reason in finding.why:
        if reason.weight is not None and reason.label in finding.themes:
            weights[reason.label] = max(weights.get(reason.label, 0.0), reason.weight)
    most = max(weights.values(), default=1.0) or 1.0
    return {theme: weights.get(theme, most) / most for theme in finding.themes}


def _stems(finding: Finding) -> Counter[str]:
    return Counter(stem(word) for word in content_words(finding.text))


def _as_said(text: str, stems: Sequence[str]) -> list[str]:
    said: dict[str, str] = {}
    for word in content_words(text):
        said.setdefault(stem(word), word)
    return [said[one] for one in stems]
