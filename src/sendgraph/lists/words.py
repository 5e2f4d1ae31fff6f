"""Finding rows by words: every word that is asked for begins a word of the row, whatever case and accents."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import count

import numpy as np

from sendgraph.lists.links import Mask

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")


class WordIndex:
    """
    Which rows hold which words.

    >>> index = WordIndex(["Waits for autism", "José’s café"])
    >>> index.rows("WAIT").tolist(), index.rows("cafe joses").tolist()
    ([True, False], [False, True])
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Index one text for each row."""
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        codes, lengths = array("l"), array("l")
        for text in texts:
            found = set(words(text))
            codes.extend(map(numbers.__getitem__, found))
            lengths.append(len(found))
        self._vocabulary = sorted(numbers)
        place = np.empty(len(numbers), np.int32)
        place[[numbers[word] for word in self._vocabulary]] = np.arange(len(numbers))
        ranked = place[np.asarray(codes, np.int64)]
        order = np.argsort(ranked, kind="stable")
        self._size = len(lengths)
        self._rows = np.repeat(np.arange(self._size, dtype=np.int32), np.asarray(lengths))[order]
        self._starts = np.searchsorted(ranked[order], np.arange(len(numbers) + 1))

    def rows(self, text: str) -> Mask:
        """The rows that hold every word of a text, as a word or the beginning of one; none without words."""
        asked = set(words(text))
        chosen = np.full(self._size, bool(asked), np.bool_)
        for word in asked:
            first = bisect_left(self._vocabulary, word)
            last = bisect_left(self._vocabulary, f"{word}\U0010ffff")
            holding = np.zeros(self._size, np.bool_)
            holding[self._rows[self._starts[first] : self._starts[last]]] = True
            chosen &= holding
        return chosen


def words(text: str) -> list[str]:
    """
    The words of a text without what people vary: case, accents, apostrophes.

    >>> words("King’s Lynn: 0–25s")
    ['kings', 'lynn', '0', '25s']
    """
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _WORD.findall(text.casefold())
