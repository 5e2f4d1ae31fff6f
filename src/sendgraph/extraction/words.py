"""A text as words and sentences, each word with its place: what phrases are matched against."""

import re
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"£?[^\W_]+(?:['’][^\W_]+)*")
_STOP = re.compile(r"[.!?;]+[\"'”’)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|St|No|vs)|\b[A-Z])$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: where it stands, in which sentence (from 0), and its form for comparison."""

    start: int
    end: int
    sentence: int
    form: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text: its place, and its words as a range of indexes."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its words and sentences in reading order."""

    text: str
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]

    def quote(self, first: int, last: int) -> str:
        """The text from the first to the last of these words."""
        return self.text[self.words[first].start : self.words[last].end]

    def sentence_of(self, place: int) -> Sentence:
        """
        The sentence that holds this place of the text.

        >>> split_words("Waits are long. Plans are late.").sentence_of(20).start
        16
        """
        return next((s for s in self.sentences if place < s.end), self.sentences[-1])


@lru_cache(maxsize=512)
def split_words(text: str) -> Words:
    """
    Words and sentences of a text. Hyphens part words; an apostrophe within a word does not.

    >>> [w.form for w in split_words("Children’s short-breaks. DCOs help.").words]
    ['children', 'short', 'breaks', 'DCOs', 'help']
    >>> [w.sentence for w in split_words("Children’s short-breaks. DCOs help.").words]
    [0, 0, 0, 1, 1]
    """
    stops = [m.end() for m in _STOP.finditer(text) if not _ABBREVIATION.search(text[: m.start()][-8:])]
    if not stops or stops[-1] < len(text.rstrip()):
        stops.append(len(text))
    words: list[Word] = []
    sentences: list[Sentence] = []
    matches = list(_WORD.finditer(text))
    at = begin = 0
    for stop in stops:
        first = at
        while at < len(matches) and matches[at].start() < stop:
            m = matches[at]
            words.append(Word(m.start(), m.end(), len(sentences), _form(m.group())))
            at += 1
        if at > first:
            start = begin + len(text[begin:stop]) - len(text[begin:stop].lstrip())
            sentences.append(Sentence(start, stop, first, at - 1))
        begin = stop
    return Words(text, tuple(words), tuple(sentences))


@lru_cache(maxsize=32768)
def _form(word: str) -> str:
    """As compared: lower case unless it has capitals to tell it by, without a possessive ending."""
    word = word.replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    return word if has_capitals(word) else word.lower()


def has_capitals(word: str) -> bool:
    """
    Whether a word is told by its capitals, as DCO, SENCo and GPs are.

    >>> [has_capitals(w) for w in ("DCO", "SENCo", "Salt", "GPs")]
    [True, True, False, True]
    """
    return sum(c.isupper() for c in word) >= 2


@lru_cache(maxsize=16384)
def singular(form: str) -> str:
    """
    The word without a plural ending: crude, but the same for label and text.

    >>> [singular(w) for w in ("agencies", "breaks", "GPs", "CAMHS", "access", "this")]
    ['agency', 'break', 'GP', 'CAMHS', 'access', 'this']
    """
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    if len(form) > 4 and form.endswith(("sses", "xes", "ches", "shes")):
        return form[:-2]
    if (
        form.endswith("s")
        and not form.endswith(("ss", "us", "is"))
        and len(form) > (2 if has_capitals(form) else 3)
    ):
        return form[:-1]
    return form
