"""Texts as rows of numbers: the known grams of each, by rarity, in all of length one."""

import math
from collections import Counter
from collections.abc import Collection, Sequence

import numpy
from scipy.sparse import csr_matrix


class Vocabulary:
    """The grams that occur in enough texts, with their rarity: the logarithm of one in how many have it."""

    def __init__(self, texts: Sequence[Collection[str]], *, least: int) -> None:
        """Count the grams of all texts; one that fewer than `least` hold is left out."""
        counts = Counter(gram for text in texts for gram in set(text))
        self.grams = sorted(gram for gram, count in counts.items() if count >= least)
        self.rarity = {gram: round(math.log(len(texts) / counts[gram]), 3) for gram in self.grams}
        self._columns = {gram: column for column, gram in enumerate(self.grams)}

    def rows(self, texts: Sequence[Collection[str]]) -> csr_matrix:
        """A row for each text, a column for each gram: what `LinearModel` makes of the same grams."""
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, text in enumerate(texts):
            known = sorted(gram for gram in set(text) if gram in self._columns)
            length = math.sqrt(sum(self.rarity[gram] ** 2 for gram in known)) or 1.0
            rows.extend(row for _ in known)
            columns.extend(self._columns[gram] for gram in known)
            values.extend(self.rarity[gram] / length for gram in known)
        shape = (len(texts), len(self.grams))
        return csr_matrix((numpy.array(values), (rows, columns)), shape=shape)
