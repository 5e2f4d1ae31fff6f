"""
Whether a finding tells of something good, something bad, or both.

The cues are labels of the polarity scheme. Each clause of a finding leans one way; a
finding's clauses are weighed against each other, with its section as the expectation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.phrases import Match, Matcher
from sendgraph.extraction.record import UNPOLARISED_SECTIONS, Polarity, Section
from sendgraph.extraction.words import Words, split_words

_WEIGHT = {"full": 1.0, "weak": 0.4}
_TURN = re.compile(
    r"[,;:]?\s+(?=(?:but|however|although|though|whereas|yet|nevertheless|despite|except|other than)\b)", re.I
)
_CONCESSION = re.compile(
    r"^(?:\W*(?:and|but))?\W*(?:although|though|while|whilst|despite|notwithstanding|whereas)\b", re.I
)
_NEGATORS = frozenset(
    {"not", "no", "never", "neither", "nor", "cannot", "without", "lack", "rarely", "seldom", "few"}
)
ALWAYS_NEGATIVE: frozenset[Section] = frozenset(
    {"priority-action", "area-for-improvement", "significant-weakness", "risk"}
)
EXPECTED: dict[Section, Polarity] = {
    "strength": "positive",
    "effective": "positive",
    "progress": "positive",
    "other-progress": "positive",
    "area-for-development": "negative",
    "needs-improvement": "negative",
    "could-be-better": "negative",
}


@dataclass(frozen=True, slots=True)
class Lean:
    """How far one clause leans to either side; `conceded` where it stands under although, while, despite."""

    good: float
    bad: float
    conceded: bool = False


class PolarityReader:
    """The cues of the polarity scheme, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._matcher = Matcher.of_concepts(lexicon.schemes["polarity"].concepts.values())

    def read(self, text: str, section: Section) -> Polarity | None:
        """The polarity of a finding's text under the heading of its section."""
        if section in UNPOLARISED_SECTIONS:
            return None
        if section in ALWAYS_NEGATIVE:
            return "negative"
        words = split_words(text)
        matches = self._matcher.find(words)
        leans = list(self._leans(words, matches))
        return judge(leans, EXPECTED.get(section), mixed=any(m.key == "mixed" for m in matches))

    def _leans(self, words: Words, matches: list[Match]) -> Iterator[Lean]:
        for start, end, conceded in clauses(words):
            inside = [m for m in matches if start <= words.words[m.first].start < end]
            bad_spans = [m for m in inside if m.key == "negative"]
            bad = sum(_WEIGHT[m.strength] for m in _apart(bad_spans))
            good_spans = [
                m
                for m in inside
                if m.key == "positive"
                and not any(m.first <= b.last and b.first <= m.last for b in bad_spans)
                and not any(
                    w.form in _NEGATORS
                    for w in words.words[max(0, m.first - 4) : m.first]
                    if w.start >= start
                )
            ]
            good = sum(_WEIGHT[m.strength] for m in _apart(good_spans))
            yield Lean(good, bad, conceded)


def _apart(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    for m in sorted(matches, key=lambda m: (m.strength != "full", m.first, -m.last)):
        if not any(m.first <= k.last and k.first <= m.last for k in kept):
            kept.append(m)
    return kept


def clauses(words: Words) -> Iterator[tuple[int, int, bool]]:
    """The clauses of a text, cut where it turns (but, however, although), and whether each is a concession."""
    for sentence in words.sentences:
        text = words.text[sentence.start : sentence.end]
        cuts = [0, *(m.end() for m in _TURN.finditer(text) if m.start() > 0)]
        if _CONCESSION.match(text):
            comma = text.find(", ")
            if comma > 0:
                cuts.append(comma + 2)
        cuts = sorted(set(cuts))
        for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True):
            yield sentence.start + a, sentence.start + b, bool(_CONCESSION.match(text[a:b]))


def judge(leans: list[Lean], expected: Polarity | None, *, mixed: bool) -> Polarity:
    good = sum(_side(x) > 0 for x in leans if not x.conceded)
    bad = sum(_side(x) < 0 for x in leans if not x.conceded)
    conceded_good = sum(_side(x) > 0 for x in leans if x.conceded)
    conceded_bad = sum(_side(x) < 0 for x in leans if x.conceded)
    good += 0.4 * conceded_good
    bad += 0.4 * conceded_bad
    total = good + bad
    if expected == "positive":
        return "mixed" if bad >= 1 and bad / total >= 0.34 else "positive"
    if expected == "negative":
        return "mixed" if good >= 1 and good / total >= 0.67 else "negative"
    if total == 0:
        return "mixed" if mixed else "positive"
    share = bad / total
    if mixed:
        return "mixed"
    return "negative" if share > 0.7 else "positive" if share < 0.2 else "mixed"


def _side(lean: Lean) -> int:
    if lean.bad >= 0.8 and lean.bad >= 0.5 * lean.good:
        return -1
    return 1 if lean.good >= 0.4 else 0
