"""Which finding is which: by first words, by fingerprint, by place between two that are known."""

from hypothesis import given
from hypothesis import strategies as st

from sendgraph.evaluation.alignment import align
from sendgraph.evaluation.labelled import LabelledFinding
from sendgraph.extraction.fingerprints import fingerprint
from sendgraph.extraction.record import Finding


def read(*texts: str, section: str = "strength") -> list[Finding]:
    return [
        Finding.model_validate({"n": n, "section": section, "text": text, "passages": []})
        for n, text in enumerate(texts, 1)
    ]


def labelled(*texts: str, **changes: str) -> list[LabelledFinding]:
    """Labels that name findings by their fingerprints."""
    return [
        LabelledFinding.model_validate(
            {"n": n, "section": "strength", "fingerprint": fingerprint(text)} | changes
        )
        for n, text in enumerate(texts, 1)
    ]


def numbers(gold: list[LabelledFinding], findings: list[Finding]) -> list[tuple[int, int, bool]]:
    return [(pair.gold.n, pair.read.n, pair.whole) for pair in align(gold, findings).pairs]


words = st.lists(st.sampled_from(["waits", "plans", "are", "long", "help", "and"]), min_size=1).map(" ".join)


@given(st.lists(words, max_size=8), st.booleans())
def test_a_document_is_aligned_with_itself(texts: list[str], by_words: bool) -> None:
    """Each finding once, all of them whole in what they say; also where some are the same."""
    findings = read(*texts)
    gold = labelled(*texts)
    if by_words:
        gold = [LabelledFinding.model_validate({"n": f.n, "text": f.text}) for f in findings]
    alignment = align(gold, findings)
    assert len({pair.read.n for pair in alignment.pairs}) == len(texts)
    assert (alignment.missed, alignment.extra) == ((), ())
    if not by_words:
        assert all(pair.whole and texts[pair.gold.n - 1] == pair.read.text for pair in alignment.pairs)


def test_setting_does_not_matter() -> None:
    gold = labelled("Plans are “clear”, and well-known.")
    assert numbers(gold, read("plans are clear  and well-\nknown")) == [(1, 1, True)]


def test_what_now_reads_otherwise_is_known_by_its_place() -> None:
    gold = labelled("One.", "Two.", "Three.")
    assert numbers(gold, read("One.", "Two, and a footer.", "Three.")) == [
        (1, 1, True),
        (2, 2, False),
        (3, 3, True),
    ]


def test_a_place_tells_nothing_where_the_numbers_or_sections_differ_or_nothing_is_known() -> None:
    gold = labelled("One.", "Two.", "Three.")
    split = align(gold, read("One.", "Tw", "o", "Three."))
    assert [finding.n for finding in split.missed] == [2]
    assert [finding.text for finding in split.extra] == ["Tw", "o"]
    other = labelled("One.", "Two.", "Three.", section="area-for-development")
    assert numbers(other, read("One.", "2.", "Three.")) == [(1, 1, True), (3, 3, True)]
    assert numbers(gold, read("Eins.", "Zwei.", "Drei.")) == []


def test_the_nearest_of_the_same_section_is_taken() -> None:
    findings = [*read("Waits fell.", "Waits fell."), *read("Waits fell.", section="experience")]
    for n, finding in enumerate(findings, 1):
        finding.n = n
    gold = [
        LabelledFinding.model_validate({"n": 1, "starts": "Waits fell", "section": "experience"}),
        LabelledFinding.model_validate({"n": 2, "starts": "Waits fell", "section": "strength"}),
    ]
    assert [(g, r) for g, r, _ in numbers(gold, findings)] == [(1, 3), (2, 2)]
