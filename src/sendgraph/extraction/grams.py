"""Grams: the single words and runs of words of a text that a linear model weighs."""

from collections.abc import Mapping

from sendgraph.extraction.words import Words, singular

#: The longest run of words that counts as one gram.
LONGEST = 2


def grams(words: Words, start: int = 0, end: int | None = None) -> Mapping[str, tuple[int, int]]:
    """
    The grams of a stretch of a text (in characters), each with its first place: two indexes of words.

    Words count in lower case and without a plural's ending; a gram stays within a sentence.

    >>> from sendgraph.extraction.words import split_words
    >>> grams(split_words("Long waits. Few plans."))
    {'long': (0, 0), 'long wait': (0, 1), 'wait': (1, 1), 'few': (2, 2), 'few plan': (2, 3), 'plan': (3, 3)}
    """
    end = len(words.text) if end is None else end
    inside = [i for i, word in enumerate(words.words) if start <= word.start < end]
    forms = {i: singular(words.words[i].form).lower() for i in inside}
    found: dict[str, tuple[int, int]] = {}
    for first in inside:
        gram = ""
        for last in range(first, first + LONGEST):
            if last not in forms or words.words[last].sentence != words.words[first].sentence:
                break
            gram = f"{gram} {forms[last]}".strip()
            found.setdefault(gram, (first, last))
    return found
