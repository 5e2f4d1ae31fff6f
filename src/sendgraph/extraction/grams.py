"""Grams: the single words and runs of words of a text that a linear model weighs."""

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

from sendgraph.extraction.words import Word, Words, singular, split_words

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
    begin = bisect_left(words.words, start, key=_start)
    stop = len(words.words) if end is None else bisect_left(words.words, end, key=_start)
    forms = _forms(words.text)
    found: dict[str, tuple[int, int]] = {}
    for first in range(begin, stop):
        form, sentence = forms[first]
        found.setdefault(form, (first, first))
        for last in range(first + 1, min(first + LONGEST, stop)):
            further, same = forms[last]
            if same != sentence:
                break
            form = f"{form} {further}"
            found.setdefault(form, (first, last))
    return found


@lru_cache(maxsize=512)
def _forms(text: str) -> tuple[tuple[str, int], ...]:
    """The words of a text as grams have them, each with the sentence that it stands in."""
    return tuple((plain(word.form), word.sentence) for word in split_words(text).words)


def _start(word: Word) -> int:
    return word.start


@lru_cache(maxsize=32_768)
def plain(form: str) -> str:
    """
    A word's form as grams have it.

    >>> plain("waits"), plain("DCOs")
    ('wait', 'dco')
    """
    return singular(form).lower()
