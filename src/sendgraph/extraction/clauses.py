"""Clauses: a finding's text cut where it turns, with what each clause concedes or turns against."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sendgraph.extraction.words import Words

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
_OPENERS = frozenset({"", "and", "however", "but"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text up to its next turn: `conceded` after although, `turned` after however."""

    start: int
    end: int
    conceded: bool = False
    turned: bool = False


def clauses(words: Words) -> Iterator[Clause]:
    """
    The clauses of a text, cut where it turns.

    >>> from sendgraph.extraction.words import split_words
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
