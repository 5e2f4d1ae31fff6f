"""
Whether a finding tells of something good, something bad, or both.

The cues are labels of the polarity scheme. Each clause of a finding leans one way; a
finding's clauses are weighed against each other, with its section as the expectation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.phrases import Match, Matcher
from sendgraph.extraction.record import UNPOLARISED_SECTIONS, Polarity, Section
from sendgraph.extraction.words import Words, split_words

_WEIGHT = {"full": 1.0, "weak": 0.4}
_REACH = 4
_TURN = re.compile(
    r"[,;:]?\s+(?=(?:but|however|although|though|whereas|nevertheless|despite|except)\b)", re.IGNORECASE
)
_CONCESSION = re.compile(
    r"\W*(?:(?:and|but|however),?\s+)?(?:although|though|while|whilst|despite|notwithstanding|whereas)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\W*(?:however|but|nevertheless|nonetheless|that said|unfortunately|despite this)\b", re.IGNORECASE
)
#: A clause that begins so says that what it goes on to praise is missing.
_DENIAL = re.compile(
    r"\W*(?:no|neither|there (?:is|are|was|were|has been|have been) "
    r"(?:no|not|limited|little|few|insufficient))\b",
    re.IGNORECASE,
)
#: That leaders know of a weakness is no praise.
_AWARENESS = re.compile(
    r"\b(?:leaders|partnership|they|authority)\b[^.]{0,30}\b"
    r"(?:recogni[sz]e|acknowledge|are aware|is aware|have identified)",
    re.IGNORECASE,
)
_NEGATORS = frozenset(
    {"not", "no", "never", "neither", "nor", "cannot", "without", "lack", "rarely", "seldom", "few"}
)
_RELIEVERS = (
    "reduc",
    "decreas",
    "prevent",
    "avoid",
    "overcom",
    "fewer",
    "tackl",
    "remov",
    "minimis",
    "shorten",
    "halv",
)
_ALWAYS_NEGATIVE: frozenset[Section] = frozenset(
    {"priority-action", "area-for-improvement", "significant-weakness", "risk"}
)
_EXPECTED: Mapping[Section, Polarity] = {
    "strength": "positive",
    "effective": "positive",
    "progress": "positive",
    "other-progress": "positive",
    "area-for-development": "negative",
    "needs-improvement": "negative",
    "could-be-better": "negative",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text up to its next turn: `conceded` after although, `turned` after however."""

    start: int
    end: int
    conceded: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Lean:
    """How far one clause leans to either side."""

    good: float
    bad: float
    clause: Clause

    @property
    def side(self) -> int:
        """1 where it leans to the good, -1 to the bad, 0 where it says neither."""
        if self.bad >= BAD_ENOUGH and self.bad >= BAD_SHARE * self.good:
            return -1
        return 1 if self.good >= GOOD_ENOUGH else 0


BAD_ENOUGH, BAD_SHARE, GOOD_ENOUGH = 0.4, 0.5, 0.4
CONCEDED, OPENING = 0.4, 1.4
MIXED_GOOD, MIXED_BAD = 0.5, 0.6
OPEN_LOW, OPEN_HIGH = 0.15, 0.7


class PolarityReader:
    """The cues of the polarity scheme, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the labels of the polarities."""
        self._matcher = Matcher.of_concepts(lexicon.schemes["polarity"].concepts.values())

    def read(self, text: str, section: Section) -> Polarity | None:
        """The polarity of a finding's text, its section being the expectation."""
        if section in UNPOLARISED_SECTIONS:
            return None
        if section in _ALWAYS_NEGATIVE:
            return "negative"
        words = split_words(text)
        matches = self._matcher.find(words)
        leans = self.leans(words, matches)
        return judge(leans, _EXPECTED.get(section), mixed=any(m.key == "mixed" for m in matches))

    def leans(self, words: Words, matches: Sequence[Match]) -> list[Lean]:
        """How each clause of a text leans."""
        found: list[Lean] = []
        for clause in clauses(words):
            inside = [m for m in matches if clause.start <= words.words[m.first].start < clause.end]
            bad = apart(m for m in inside if m.key == "negative" and not _relieved(words, clause, m))
            denied = _denied(words.text[clause.start : clause.end])
            good = apart(
                m
                for m in inside
                if not denied
                and m.key == "positive"
                and not any(overlap(m, b) for b in bad)
                and not _negated(words, clause, m)
            )
            found.append(Lean(_sum(good), _sum(bad), clause))
        return found


def clauses(words: Words) -> Iterator[Clause]:
    """
    The clauses of a text, cut where it turns.

    >>> text = "Although plans are good, waits are long. Staff care, but few stay."
    >>> [(text[c.start : c.end].strip(), c.conceded, c.turned) for c in clauses(split_words(text))]
    [('Although plans are good,', True, False), ('waits are long.', False, False),
     ('Staff care,', False, False), ('but few stay.', False, True)]
    """
    for sentence in words.sentences:
        text = words.text[sentence.start : sentence.end]
        cuts = {
            0,
            *(m.end() for m in _TURN.finditer(text) if text[: m.start()].strip(" ,").lower() not in _OPENERS),
        }
        for cut in list(cuts):
            comma = text.find(", ", cut + 9)
            if comma > 0 and _CONCESSION.match(text, cut):
                cuts.add(comma + 2)
        edges = [*sorted(cuts), len(text)]
        turned = False
        for a, b in pairwise(edges):
            turned = bool(_TURNED.match(text, a)) or (turned and a > 0)
            yield Clause(sentence.start + a, sentence.start + b, bool(_CONCESSION.match(text, a)), turned)


_OPENERS = frozenset({"", "and", "however", "but"})


def judge(leans: Sequence[Lean], expected: Polarity | None, *, mixed: bool) -> Polarity:
    """The polarity of a whole from its clauses, against what its section leads to expect."""
    good = sum(CONCEDED if x.clause.conceded else 1.0 for x in leans if x.side > 0)
    bad = sum(CONCEDED if x.clause.conceded else 1.0 for x in leans if x.side < 0)
    total = good + bad
    turned_bad = any(x.clause.turned and x.side < 0 and x.bad >= 1 for x in leans)
    turned_good = any(x.clause.turned and x.side > 0 and x.good >= 1 + 2 * x.bad for x in leans)
    if expected == "positive":
        firm = any(x.side < 0 and x.bad >= 1 for x in leans)
        return "mixed" if firm and bad >= 1 and (turned_bad or bad / total >= MIXED_GOOD) else "positive"
    if expected == "negative":
        firm = any(x.side > 0 and x.good >= 1 for x in leans)
        first = leans[0] if leans else None
        opens_well = (
            first is not None and first.good >= OPENING and first.bad == 0 and not first.clause.conceded
        )
        return "mixed" if firm and (turned_good or opens_well or good / total >= MIXED_BAD) else "negative"
    if mixed:
        return "mixed"
    if total == 0:
        return "positive"
    if bad / total > OPEN_HIGH:
        return "mixed" if turned_good and good >= 1 else "negative"
    return "positive" if bad / total < OPEN_LOW and not (turned_bad and bad >= 1) else "mixed"


def apart(matches: Iterable[Match]) -> list[Match]:
    """Matches that do not overlap, full ones first."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.strength != "full", m.first, -m.last)):
        if not any(overlap(match, k) for k in kept):
            kept.append(match)
    return kept


def overlap(one: Match, other: Match) -> bool:
    """Whether two matches share a word."""
    return one.first <= other.last and other.first <= one.last


def _denied(text: str) -> bool:
    """Whether what a clause seems to praise is missing, or is only known to be needed."""
    return _DENIAL.match(text) is not None or _AWARENESS.search(text) is not None


def _before(words: Words, clause: Clause, match: Match) -> Iterator[str]:
    for word in words.words[max(0, match.first - _REACH) : match.first]:
        if word.start >= clause.start:
            yield word.form


def _negated(words: Words, clause: Clause, match: Match) -> bool:
    return any(form in _NEGATORS for form in _before(words, clause, match))


def _relieved(words: Words, clause: Clause, match: Match) -> bool:
    return any(form.startswith(_RELIEVERS) for form in _before(words, clause, match))


def _sum(matches: Iterable[Match]) -> float:
    return sum(_WEIGHT[m.strength] for m in matches)
