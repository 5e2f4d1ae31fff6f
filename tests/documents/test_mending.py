"""Mending: what becomes of hyphens, ligatures and white space; and that every character has its origin."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.documents import Passage
from sendgraph.documents.mending import mend

ELSEWHERE = " Partners use co-production. Partnership matters. The education plan is long-term."


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("co-\nproduction works", "co-production works"),
        ("a six-\nweek wait", "a six-week wait"),
        ("edu-\ncation works", "education works"),
        ("long-\nterm plans", "long-term plans"),
        ("short- and long-term, pre-\nand post-16", "short- and long-term, pre- and post-16"),
        ("a self-\n   evaluation", "a self-evaluation"),
        ("multi\u2011\nagency", "multi-agency"),
        ("2019–\n2020 and health/\ncare", "2019–2020 and health/care"),
        ("they wait –\nfar too long", "they wait – far too long"),
        ("e\u00adduca\u00ad\ntion", "education"),
        ("eﬀective oﬃcers ﬁnd ﬂow", "effective officers find flow"),
        ("  one\u00a0two\t\tthree\u200b\n\n four ", "one two three four"),
    ],
)
def test_lines_become_readable_text(source: str, mended: str) -> None:
    assert mend(source + ELSEWHERE, [Passage(0, len(source))]).text == mended


def test_what_interrupts_counts_as_a_line_end() -> None:
    source = "The partner-FOOTER 7ship meets each month." + ELSEWHERE
    content = mend(source, [Passage(0, 12, 1), Passage(20, 42, 2)])
    assert content.text == "The partnership meets each month."
    assert content.passages == (Passage(0, 12, 1), Passage(20, 42, 2))


_PIECES = st.lists(
    st.sampled_from(
        ["word", "co-", "-", "\n", " ", "  ", "\t", "\u00ad", "ﬁ", "/", "–", "a", "Zß", "\u200b", ".", "1"]
    ),
    max_size=40,
).map("".join)


@given(_PIECES, st.lists(st.integers(0, 60), max_size=6))
def test_every_character_has_its_origin(source: str, cuts: list[int]) -> None:
    edges = sorted({min(cut, len(source)) for cut in cuts} | {0, len(source)})
    passages = [Passage(a, b) for a, b in pairwise(edges)][::2]
    content = mend(source, passages)
    assert mend(source, content.passages) == content
    assert content.text == content.text.strip()
    assert not any(part in content.text for part in ("  ", "\n", "\u00ad", "ﬁ", "\t", "\u200b"))
    assert all(any(p.start <= origin < p.end for p in content.passages) for origin in content.origins)
    for character, origin in zip(content.text, content.origins, strict=True):
        assert character in {source[origin], " ", "-", "–", "/"} or source[origin] == "ﬁ"


@given(_PIECES)
def test_a_slice_keeps_text_and_origins(source: str) -> None:
    content = mend(source, [Passage(0, len(source))])
    for start in range(0, len(content.text), 5):
        part = content.slice(start, start + 7)
        assert part.text == content.text[start : start + 7]
        assert part.origins == content.origins[start : start + 7]
