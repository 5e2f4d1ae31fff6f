"""
The phrases that labels are written in, and a matcher for many of them at once.

A plain label ("Short breaks") is its words side by side. They match whatever their case,
number, quotes and hyphens; a word with two or more capitals (DCO) matches by its capitals.
Hidden labels may also use signs, and nothing beyond these:

| sign | reads |
|---|---|
| `wait*` | any word that begins so |
| `check/review` | either word |
| `wait* … month*` | up to four words stand between |
| `EHC & delay*` | both in one sentence, in any order |
| `~training` | a weak label: worth half of another |
| `!health and social care` | a guard: what it covers earns its concept nothing |
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from sendgraph.extraction.words import Words, has_capitals, singular, split_words
from sendgraph.schemes import Concept

Strength = Literal["full", "weak", "guard"]
GAP = 4
_REMEMBERED = 50_000
_SIGNS: Mapping[str, Strength] = {"~": "weak", "!": "guard"}


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a phrase: the words and the stems that fill it."""

    words: frozenset[str]
    stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """An element, and how many words may stand before it."""

    element: Element
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A label read: one clause, or several that one sentence must hold."""

    clauses: tuple[tuple[Step, ...], ...]
    strength: Strength = "full"


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Where a phrase of a concept matches: indexes of the first and the last word."""

    first: int
    last: int
    key: str = field(compare=False)
    strength: Strength = field(compare=False)


@lru_cache(maxsize=8192)
def parse(label: str, *, plain: bool = False) -> Phrase:
    """
    Read a label; `plain` takes every character for itself, as preferred labels are meant.

    >>> parse("~wait* … month*").strength
    'weak'
    >>> [step.gap for step in parse("wait* … month*").clauses[0]]
    [0, 4]

    Raises:
        ValueError: where nothing is left to match.
    """
    strength: Strength = "full"
    if not plain and label[:1] in _SIGNS:
        strength, label = _SIGNS[label[0]], label[1:]
    clauses = (_plain(label),) if plain else tuple(map(_clause, label.split("&")))
    if not all(clauses):
        raise ValueError(f"the label {label!r} has no words to match")
    return Phrase(clauses, strength)


def _plain(text: str) -> tuple[Step, ...]:
    return tuple(Step(Element(frozenset({singular(word.form)}))) for word in split_words(text).words)


def _clause(text: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    gap = 0
    for part in text.replace("’", "'").replace("-", " ").split():
        if part == "…":
            gap = GAP
            continue
        names = [n.strip(".,:;()'\"").removesuffix("'s") for n in part.split("/")]
        names = [n if has_capitals(n) else n.lower() for n in names if n]
        stems = tuple(n[:-1] for n in names if n.endswith("*"))
        words = frozenset(singular(n) for n in names if not n.endswith("*"))
        if words or stems:
            steps.append(Step(Element(words, stems), gap if steps else 0))
            gap = 0
    return tuple(steps)


class Matcher:
    """Many phrases, compiled once: `find` gives the matches of all of them in a text."""

    def __init__(self, phrases: Iterable[tuple[str, Phrase]]) -> None:
        """Take phrases, each with the key of what it stands for."""
        self._by_word: dict[str, list[int]] = {}
        self._by_stem: dict[str, list[int]] = {}
        self._seen: dict[str, tuple[int, ...]] = {}
        numbers: dict[Element, int] = {}
        compiled = [
            (key, p.strength, [[(self._number(s.element, numbers), s.gap) for s in c] for c in p.clauses])
            for key, p in phrases
        ]
        uses: dict[int, int] = {}
        for _, _, clauses in compiled:
            for number in {n for clause in clauses for n, _ in clause}:
                uses[number] = uses.get(number, 0) + 1
        # A phrase of one element matches wherever that occurs; another is tried where its rarest occurs.
        self._single: dict[int, list[tuple[str, Strength]]] = {}
        self._anchored: dict[int, list[_Compiled]] = {}
        for key, strength, clauses in compiled:
            needed = {n for clause in clauses for n, _ in clause}
            anchor = min(needed, key=lambda n: (uses[n], n))
            if len(clauses) == len(clauses[0]) == 1:
                self._single.setdefault(anchor, []).append((key, strength))
            else:
                self._anchored.setdefault(anchor, []).append(
                    _Compiled(key, strength, clauses, frozenset(needed))
                )

    @classmethod
    def of_concepts(cls, concepts: Iterable[Concept]) -> "Matcher":
        """The matcher of concepts' labels; matches carry the notation as their key."""
        return cls.of_keyed((concept.notation, concept) for concept in concepts)

    @classmethod
    def of_keyed(cls, concepts: Iterable[tuple[str, Concept]]) -> "Matcher":
        """The matcher of the labels of concepts, each with the key that its matches carry."""

        def phrases() -> Iterator[tuple[str, Phrase]]:
            for key, concept in concepts:
                for label in (concept.label, *concept.labels):
                    yield key, parse(label, plain=True)
                for label in concept.hidden:
                    yield key, parse(label)

        return cls(phrases())

    def find(self, words: Words) -> list[Match]:
        """Every match in the text, in reading order, guarded ones left out."""
        places = self._places(words)
        sentences = [w.sentence for w in words.words]
        present = frozenset(places)
        found: set[tuple[int, int, str, Strength]] = set()
        guards: dict[str, list[tuple[int, int]]] = {}
        for anchor in self._single.keys() & present:
            at = places[anchor]
            for key, strength in self._single[anchor]:
                if strength == "guard":
                    guards.setdefault(key, []).extend((i, i) for i in at)
                else:
                    found.update((i, i, key, strength) for i in at)
        for anchor in self._anchored.keys() & present:
            for phrase in self._anchored[anchor]:
                if not phrase.needed <= present:
                    continue
                spans = _spans(phrase.clauses, places, sentences)
                if phrase.strength == "guard":
                    guards.setdefault(phrase.key, []).extend(spans)
                else:
                    found.update((first, last, phrase.key, phrase.strength) for first, last in spans)
        kept = (
            one
            for one in sorted(found)
            if one[2] not in guards or not any(one[0] <= b and a <= one[1] for a, b in guards[one[2]])
        )
        return [Match(*one) for one in kept]

    def _places(self, words: Words) -> dict[int, list[int]]:
        """Where each element of a phrase stands, by its number: indexes of words, in order."""
        by_form: dict[str, list[int]] = {}
        for i, word in enumerate(words.words):
            by_form.setdefault(word.form, []).append(i)
        places: dict[int, list[int]] = {}
        for form, at in by_form.items():
            for number in self._seen.get(form) or self._numbers(form):
                known = places.get(number)
                places[number] = at if known is None else sorted(known + at)
        return places

    def _number(self, element: Element, numbers: dict[Element, int]) -> int:
        if element not in numbers:
            number = numbers[element] = len(numbers)
            for word in element.words:
                self._by_word.setdefault(word, []).append(number)
            for stem in element.stems:
                self._by_stem.setdefault(stem, []).append(number)
        return numbers[element]

    def _numbers(self, form: str) -> tuple[int, ...]:
        known = self._seen.get(form)
        if known is None:
            numbers: set[int] = set()
            for shown in {form, form.lower()}:  # SHORT BREAKS is short breaks, salt is not SALT
                numbers.update(self._by_word.get(singular(shown), ()))
                for length in range(1, len(shown) + 1):
                    numbers.update(self._by_stem.get(shown[:length], ()))
            known = tuple(sorted(numbers))
            if len(self._seen) < _REMEMBERED:
                self._seen[form] = known
        return known


@dataclass(frozen=True, slots=True)
class _Compiled:
    key: str
    strength: Strength
    clauses: Sequence[Sequence[tuple[int, int]]]
    needed: frozenset[int]


def _spans(
    clauses: Sequence[Sequence[tuple[int, int]]], places: Mapping[int, list[int]], sentences: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Where the clauses match: for several, the narrowest stretch of each sentence that holds all."""
    runs = [list(_runs(clause, places, sentences)) for clause in clauses]
    if len(runs) == 1:
        yield from runs[0]
        return
    for first, last in runs[0]:
        near = [
            min(
                (run for run in others if sentences[run[0]] == sentences[first]),
                key=lambda run: (abs(run[0] - first), run),
                default=None,
            )
            for others in runs[1:]
        ]
        if all(near):
            spans = [(first, last), *(run for run in near if run)]
            yield min(s[0] for s in spans), max(s[1] for s in spans)


def _runs(
    clause: Sequence[tuple[int, int]], places: Mapping[int, list[int]], sentences: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Where one clause matches: the nearest word for each step, within its gap and sentence."""
    for first in places[clause[0][0]]:
        last = _last(clause, 1, first, places, sentences)
        if last is not None:
            yield first, last


def _last(
    clause: Sequence[tuple[int, int]],
    step: int,
    at: int,
    places: Mapping[int, list[int]],
    sentences: Sequence[int],
) -> int | None:
    if step == len(clause):
        return at
    number, gap = clause[step]
    for place in places[number]:
        if at < place <= at + 1 + gap and sentences[place] == sentences[at]:
            last = _last(clause, step + 1, place, places, sentences)
            if last is not None:
                return last
    return None
