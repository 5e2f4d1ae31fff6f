"""Words are found by how they begin, whatever case, accents and apostrophes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.lists.words import WordIndex, words

TEXTS = [
    "Élèves wait, “très” long",
    "Zoë's waits; the O’Neill’s school",
    "SEN d'accord Straße",
    "",
    "ﬁrst 0–25",
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("wait", [0, 1]),
        ("eleves LONG", [0]),
        ("zoes", [1]),
        ("zoë", [1]),
        ("o'neill", [1]),
        ("strasse", [2]),
        ("STRASSE dac", [2]),
        ("first", [4]),
        ("25 0", [4]),
        ("ait", []),
        ("wait wait school", [1]),
    ],
)
def test_words_are_found(asked: str, found: list[int]) -> None:
    assert WordIndex(TEXTS).rows(asked).nonzero()[0].tolist() == found


@given(st.lists(st.text("aAbé' ", max_size=12), max_size=6), st.text("aAbé' ", max_size=5))
def test_the_index_finds_what_reading_finds(texts: list[str], asked: str) -> None:
    expected = [
        bool(words(asked))
        and all(any(word.startswith(part) for word in words(text)) for part in words(asked))
        for text in texts
    ]
    assert WordIndex(texts).rows(asked).tolist() == expected
