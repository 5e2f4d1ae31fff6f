"""
Reprints: findings of one inspection that a second document prints again.

A paper may append a letter that is here itself; a second update may list the weaknesses that
the first one listed. What inspectors found is one finding, in whichever document it is first
met (the inspectors' own, then papers by date): the others are further places where its words
stand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from sendgraph.extraction.record import INSPECTORS_SECTIONS, Finding, Record

#: The name of a document and the running number of a finding in it.
Place = tuple[str, int]

#: The least share of words that two printings of one finding have in common.
_SAME = 0.8
_WORD = re.compile(r"\w+")


def find_reprints(records: Sequence[Record]) -> Mapping[Place, Place]:
    """
    Where the findings that are printed again stand first; records of one inspection, the first ones first.

    A restatement is no printing of its own: it goes where the finding that it restates goes.
    """
    first: dict[Place, Place] = {}
    pool: list[tuple[Place, Finding]] = []
    for record in records:
        fresh: list[tuple[Place, Finding]] = []
        own = [f for f in record.findings if f.section in INSPECTORS_SECTIONS and not f.restates]
        taken: set[Place] = set()
        for finding in own:
            here = (record.document, finding.n)
            found = _best(finding, (entry for entry in pool if entry[0] not in taken))
            if found:
                taken.add(found)
                first[here] = found
            else:
                fresh.append((here, finding))
        pool += fresh
    return first


def likeness_of_words(one: str, other: str) -> float:
    """
    The share of words that two texts have in common, each as often as it stands (Dice's coefficient).

    >>> likeness_of_words("The lack of co-production.", "the lack of co-production; and")
    0.9090909090909091
    """
    mine, theirs = (Counter(_WORD.findall(text.casefold())) for text in (one, other))
    total = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / total if total else 0.0


def _best(finding: Finding, pool: Iterable[tuple[Place, Finding]]) -> Place | None:
    """The place of the finding of the same section and aspect that is nearest in words, if near enough."""
    same = (
        (likeness_of_words(finding.text, other.text), place)
        for place, other in pool
        if (other.section, other.aspect) == (finding.section, finding.aspect)
    )
    score, place = max(chain([(0.0, ("", 0))], same), key=lambda found: found[0])
    return place if score >= _SAME else None
