"""Phrases and model weighed together: laws of the balance, and what reasons name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.extraction.concept_labels import BALANCES, ENOUGH, ConceptReader, Label, confidence
from sendgraph.extraction.linear_model import LinearModel
from sendgraph.extraction.words import split_words
from sendgraph.schemes import load_schemes

_WEIGHT = st.sampled_from([0.0, 0.4, 0.8, 0.9, 1.0, 1.4, 1.5, 2.0, 2.5, 4.0])
_SCORE = st.floats(-6, 6)
_NUMBER = st.integers(0, 400)
CONCEPTS = load_schemes()["theme"].narrower()
TRANSPORT = [concept for concept in CONCEPTS if concept.notation == "transport"]


@pytest.mark.parametrize("kind", BALANCES)
@given(one=_WEIGHT, other=_WEIGHT, score=_SCORE, number=_NUMBER)
def test_more_phrases_never_make_a_label_less_likely(
    kind: str, one: float, other: float, score: float, number: int
) -> None:
    low, high = sorted([one, other])
    assert BALANCES[kind].chance(low, score, number) <= BALANCES[kind].chance(high, score, number)


@pytest.mark.parametrize("kind", BALANCES)
@given(weight=_WEIGHT, one=_SCORE, other=_SCORE, number=_NUMBER)
def test_a_better_score_never_makes_a_label_less_likely(
    kind: str, weight: float, one: float, other: float, number: int
) -> None:
    low, high = sorted([one, other])
    balance = BALANCES[kind]
    assert 0 < balance.chance(weight, low, number) <= balance.chance(weight, high, number) < 1


def read(model: LinearModel, text: str) -> list[Label]:
    """What a text says of one theme, by its phrases and this model."""
    return ConceptReader({"theme": TRANSPORT}, model).read(split_words(text))["theme"]


def taxi(score: float) -> LinearModel:
    """A model that scores the word taxi so much for transport, and otherwise -5."""
    return LinearModel(
        rarity={"taxi": 1.0, "transport": 1.0, "plan": 1.0},
        weights={"taxi": {"theme:transport": score + 5}},
        biases={"theme:transport": -5},
        examples={"theme:transport": 80},
    )


def test_the_model_alone_can_give_a_label_and_names_its_words() -> None:
    (label,) = read(taxi(4.0), "A taxi comes late each morning.")
    assert (label.notation, label.stands) == ("transport", True)
    (reason,) = label.reasons
    assert (reason.words, reason.start, reason.end) == ("taxi", 2, 6)
    assert reason.confidence == confidence(label.chance) >= ENOUGH


def test_a_phrase_that_the_model_speaks_against_is_kept_for_a_person() -> None:
    (label,) = read(taxi(-5), "Plans are late. So is transport.")
    assert not label.stands
    assert [reason.words for reason in label.reasons] == ["transport"]


def test_the_model_cannot_speak_against_words_that_it_never_read() -> None:
    model = LinearModel({"plan": 1.0}, {}, {"theme:transport": -5})
    (label,) = read(model, "Plans are late. So is transport.")
    assert label.stands


def test_a_model_that_knows_few_examples_cannot_speak_against_a_phrase() -> None:
    sure = taxi(-5)
    unsure = LinearModel(sure.rarity, sure.weights, sure.biases, {"theme:transport": 3})
    (label,) = read(unsure, "Plans are late. So is transport.")
    assert label.stands


def test_a_concept_that_the_model_does_not_know_is_read_by_its_phrases() -> None:
    labels = read(LinearModel({}, {}, {}), "Transport is late.")
    assert [(label.notation, label.stands) for label in labels] == [("transport", True)]


def test_a_name_brings_its_type_and_is_the_reason() -> None:
    services = [c for c in load_schemes()["service"].concepts.values() if c.notation == "portage"]
    nothing = LinearModel({}, {}, {})
    words = split_words("Little Steps visits homes.")
    reader = ConceptReader({"service": services}, nothing)
    (label,) = reader.read(words, {"service:portage": "Little Steps"})["service"]
    assert label.stands
    assert [(reason.words, reason.start) for reason in label.reasons] == [("Little Steps", None)]
