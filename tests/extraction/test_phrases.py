import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.extraction.phrases import Matcher, parse
from sendgraph.extraction.words import split_words
from sendgraph.schemes import Concept, load_schemes


def found(label: str, text: str, *, plain: bool = False) -> list[str]:
    words = split_words(text)
    return [words.quote(m.first, m.last) for m in Matcher([("k", parse(label, plain=plain))]).find(words)]


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("Short breaks", "A short-break offer; SHORT BREAKS are few.", ["short-break", "SHORT BREAKS"]),
        ("children’s centre", "Every Children's Centre is open.", ["Children's Centre"]),
        ("multi-agency", "multi agency and multi-agency, not multiagency", ["multi agency", "multi-agency"]),
        ("DCO", "The DCO and other DCOs; dco", ["DCO", "DCOs"]),
        ("SALT", "Salt is not SALT.", ["SALT"]),
        ("wait*", "Waits and waiting, await", ["Waits", "waiting"]),
        ("check/review*", "A check, two reviews, reviewing", ["check", "reviews", "reviewing"]),
        ("wait* … month*", "They wait for more than six months.", ["wait for more than six months"]),
        ("wait* … month*", "They wait here, there and everywhere for six months.", []),
        ("wait* … month*", "They wait. Six months on.", []),
        ("plan* & late", "Late are the plans. The plans are here.", ["Late are the plans"]),
        ("not … well", "It is not done very well or not well.", ["not done very well", "not well"]),
        ("EHC plan", "education, health and care (EHC) plans", ["EHC) plans"]),
    ],
)
def test_a_phrase_finds_what_it_reads(label: str, text: str, expected: list[str]) -> None:
    assert found(label, text) == expected


def test_a_plain_label_takes_its_characters_as_they_are() -> None:
    assert found("Outcomes: not & yet", "outcomes not yet", plain=True) == ["outcomes not yet"]
    assert parse("~training", plain=True).strength == "full"


def test_a_guard_hides_only_what_it_covers_and_only_from_its_concept() -> None:
    phrases = [
        ("care", parse("social care")),
        ("care", parse("!health and social care")),
        ("all", parse("care")),
    ]
    words = split_words("Health and social care work; social care leads.")
    matches = [(m.key, words.quote(m.first, m.last), m.first) for m in Matcher(phrases).find(words)]
    assert matches == [("all", "care", 3), ("care", "social care", 5), ("all", "care", 6)]


def test_a_weak_label_says_so() -> None:
    (match,) = Matcher([("k", parse("~training"))]).find(split_words("training"))
    assert match.strength == "weak"


def test_a_label_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words to match"):
        parse("plan &  ")


def test_every_shipped_label_can_be_read() -> None:
    schemes = load_schemes()
    for name in ("theme", "service", "group", "indicator", "polarity"):
        concepts = schemes[name].concepts.values()
        Matcher.of_concepts(concepts)
        for concept in concepts:
            labels = [concept.label, *concept.labels]
            assert not {s for label in labels for s in label} & set("*~&…!"), (
                f"{concept.iri}: signs belong to hidden labels"
            )
            assert len({*labels, *concept.hidden}) == len(labels) + len(concept.hidden), concept.iri


def test_a_scheme_finds_each_concept_by_its_own_preferred_and_alternative_labels() -> None:
    schemes = load_schemes()
    for name in ("theme", "service", "group", "indicator"):
        concepts = schemes[name].concepts.values()
        for concept in concepts:
            matcher = Matcher.of_concepts([_without_guards(concept)])
            for label in (concept.label, *concept.labels):
                assert matcher.find(split_words(f"It is {label} here")), (concept.iri, label)


def _without_guards(concept: Concept) -> Concept:
    return Concept(
        concept.notation, concept.iri, concept.label, concept.definition, concept.broader, concept.labels, ()
    )


WORD = st.text(alphabet="abcdefgh", min_size=2, max_size=6)


@given(
    st.lists(WORD, min_size=1, max_size=4), st.lists(WORD, max_size=5), st.lists(WORD, max_size=5), st.data()
)
def test_words_are_found_whatever_case_hyphen_and_quote(
    label: list[str], before: list[str], after: list[str], data: st.DataObject
) -> None:
    joints = data.draw(st.lists(st.sampled_from([" ", "-", "  ", ", ", " ‘", "’ "]), min_size=3, max_size=3))
    shown = [w.capitalize() if data.draw(st.booleans()) else w for w in label]
    middle = shown[0] + "".join(j + w for j, w in zip(joints, shown[1:], strict=False))
    text = " ".join([*before, middle, *after])
    start = len(" ".join([*before, ""])) if before else 0
    words = split_words(text)
    spans = [
        (words.words[m.first].start, words.words[m.last].end)
        for m in Matcher([("k", parse(" ".join(label), plain=True))]).find(words)
    ]
    assert (start, start + len(middle)) in spans


@given(st.text(alphabet=st.sampled_from("ab cDé’-.;,!?\n£5()"), max_size=80))
def test_words_and_sentences_stand_where_they_say(text: str) -> None:
    words = split_words(text)
    for word in words.words:
        piece = text[word.start : word.end]
        assert piece and piece.strip() == piece
        assert word.form.lower() in piece.lower().replace("’", "'")
    assert list(words.words) == sorted(words.words, key=lambda w: w.start)
    for i, sentence in enumerate(words.sentences):
        inside = words.words[sentence.first : sentence.last + 1]
        assert {w.sentence for w in inside} == {i}
        assert sentence.start <= inside[0].start
        assert inside[-1].end <= sentence.end
