"""
Likeness: whether two findings of different inspections are about the same specific matter.

Not everything that shares a theme is one matter. What counts is what `Evidence` holds; the
weights say how much. They are those of a logistic regression over pairs of findings that
people had judged, so that a likeness is the chance that a person would let the pair stand.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import mul
from typing import Final, NamedTuple

from sendgraph.extraction.record import Finding
from sendgraph.graph.matters import Matter, content_words, matter_of, stem

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
#: How much of what else they share counts where two findings name different objects.
_APART: Final = 0.5
_MOST_THEMES: Final = 1.5
#: From this much of the odds on it is said that a finding repeats another, by that one's first words.
_WORTH_SAYING: Final = 1.0
_BEGINNING: Final = 14


class Evidence(NamedTuple):
    """What speaks for two findings being about one matter, and what against it."""

    #: How many themes both are about; those that cut across everything count half.
    themes: float
    #: How much of what either is about both are about, the rarer themes weighing more.
    share: float
    #: The rarest theme of both.
    rarest: float
    #: The words of both, weighed by how rare they are.
    words: float
    #: How much the later one repeats another later concern that is like the earlier one.
    repeated: float
    #: How many of their objects are the same ones.
    objects: float
    #: Whether both name objects, and none is the same.
    apart: float


#: From `benchmarks/link_weights.py`: a logistic regression with a ridge over every pair of a later
#: finding and an earlier concern of three areas (docs/links.md).
WEIGHTS: Final = Evidence(
    themes=1.9, share=1.3, rarest=3.0, words=13.9, repeated=5.8, objects=1.4, apart=-0.3
)
BIAS: Final = -4.7


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two findings are, and in what."""

    score: float
    themes: tuple[str, ...]
    services: tuple[str, ...]
    groups: tuple[str, ...]
    words: tuple[str, ...]
    #: How another later concern begins that is like both, where that speaks for the pair.
    repeats: str = ""

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
        if self.repeats:
            parts.append(f"another finding of the later inspection is like both: “{self.repeats} …”")
        return "; ".join(parts)


class Comparison:
    """The findings of two inspections of one area, ready to be compared."""

    def __init__(self, later: Sequence[Finding], earlier: Sequence[Finding], area: str = "") -> None:
        """Weigh every word and theme by how rare it is among these findings; the area's name is none."""
        ignored = frozenset(map(stem, content_words(area)))
        self.later = [matter_of(finding, ignored) for finding in later]
        self.earlier = [matter_of(finding, ignored) for finding in earlier]
        every = [*self.later, *self.earlier]
        self._words = _rarity((matter.words for matter in every), len(every))
        self._themes = _rarity((matter.themes for matter in every), len(every))
        rarest = math.log(1 + len(every))
        self._themes = {theme: weight / rarest for theme, weight in self._themes.items()}
        self._vectors = {id(matter): self._vector(matter.words) for matter in every}
        #: Of each earlier finding that was asked for, how near every later one is.
        self._near_earlier: dict[int, list[float]] = {}

    def score(self, later: Matter, earlier: Matter) -> float:
        """The chance that a person would take two of the findings to be about one matter."""
        odds = BIAS + sum(map(mul, WEIGHTS, self.evidence(later, earlier)))
        return round(1 / (1 + math.exp(-odds)), 4)

    def likeness(self, later: Matter, earlier: Matter) -> Likeness:
        """How alike two of the findings are, and in what."""
        mine, theirs = self._vectors[id(later)], self._vectors[id(earlier)]
        shared = {word: mine[word] * theirs[word] for word in mine.keys() & theirs.keys()}
        best = sorted(shared, key=lambda word: (-shared[word], word))[:5]
        return Likeness(
            score=self.score(later, earlier),
            themes=tuple(sorted(later.themes.keys() & earlier.themes.keys())),
            services=tuple(sorted(later.services & earlier.services)),
            groups=tuple(sorted(later.groups & earlier.groups)),
            words=tuple(_as_said(later.finding.text, best)),
            repeats=self._repeats(later, earlier),
        )

    def evidence(self, later: Matter, earlier: Matter) -> Evidence:
        """What speaks for and against two of the findings being about one matter."""
        both = _both(later, earlier)
        same, every = later.objects & earlier.objects, later.objects | earlier.objects
        apart = bool(later.objects and earlier.objects and not same)
        held = _APART if apart else 1.0
        return Evidence(
            themes=held * min(math.fsum(w * _reach(t) for t, w in both.items()), _MOST_THEMES),
            share=held * self._share(later, earlier),
            rarest=held * max((w * _reach(t) * self._themes[t] for t, w in both.items()), default=0.0),
            words=self._said_alike(later, earlier),
            repeated=held * self._repeated(later, earlier)[0],
            objects=len(same) / len(every) if same else 0.0,
            apart=float(apart),
        )

    def _repeats(self, later: Matter, earlier: Matter) -> str:
        how, at = self._repeated(later, earlier)
        if WEIGHTS.repeated * how < _WORTH_SAYING:
            return ""
        return " ".join(self.later[at].finding.text.split()[:_BEGINNING]).rstrip(",.;:")

    def _repeated(self, later: Matter, earlier: Matter) -> tuple[float, int]:
        """How much a later concern repeats another that is like the earlier one, and that one's place."""
        if later.finding.polarity == "positive":
            return 0.0, 0
        near = self._near_earlier.get(id(earlier))
        if near is None:
            near = self._near_earlier[id(earlier)] = [self._near(new, earlier) for new in self.later]
        return max(((how * near[i], i) for i, how in self._near_later[id(later)]), default=(0.0, 0))

    @cached_property
    def _near_later(self) -> dict[int, list[tuple[int, float]]]:
        """Of each later finding the other later concerns by their place, and how near they are."""
        concerns = [(i, m) for i, m in enumerate(self.later) if m.finding.polarity != "positive"]
        return {
            id(one): [(i, self._near(one, other)) for i, other in concerns if other is not one]
            for _, one in concerns
        }

    def _near(self, one: Matter, other: Matter) -> float:
        return self._share(one, other) + self._said_alike(one, other)

    def _share(self, one: Matter, other: Matter) -> float:
        """How much of what either is about both are about."""
        both = _both(one, other)
        if not both:
            return 0.0
        names = one.themes.keys() | other.themes.keys()
        whole = math.fsum(
            max(one.themes.get(t, 0.0), other.themes.get(t, 0.0)) * self._themes[t] for t in names
        )
        return math.fsum(weight * self._themes[theme] for theme, weight in both.items()) / whole

    def _vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        vector = {word: (1 + math.log(n)) * self._words[word] for word, n in counts.items()}
        length = math.sqrt(math.fsum(weight * weight for weight in vector.values())) or 1.0
        return {word: weight / length for word, weight in vector.items()}

    def _said_alike(self, one: Matter, other: Matter) -> float:
        """How alike the words are in which two of the findings put it, the rarer ones weighing more."""
        mine, theirs = self._vectors[id(one)], self._vectors[id(other)]
        return math.fsum(mine[word] * theirs[word] for word in mine.keys() & theirs.keys())


def _rarity(counted: Iterable[Collection[str]], number: int) -> dict[str, float]:
    seen = Counter(one for names in counted for one in names)
    return {one: math.log(1 + number / times) for one, times in seen.items()}


def _both(one: Matter, other: Matter) -> dict[str, float]:
    return {t: min(weight, other.themes[t]) for t, weight in one.themes.items() if t in other.themes}


def _reach(theme: str) -> float:
    return 0.5 if theme in _CROSS_CUTTING else 1.0


def _as_said(text: str, stems: Sequence[str]) -> list[str]:
    said: dict[str, str] = {}
    for word in content_words(text):
        said.setdefault(stem(word), word)
    return [said[one] for one in stems]
