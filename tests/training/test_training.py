"""Training: the same labels give the same models, and what was left out was left out."""

import itertools
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.evaluation.labelled import LabelledFinding, LabelledRecord
from sendgraph.extraction import Lexicon
from sendgraph.extraction.grams import grams
from sendgraph.extraction.linear_model import LinearModel
from sendgraph.extraction.models import load_models
from sendgraph.extraction.record import Finding, Record
from sendgraph.extraction.words import split_words
from sendgraph.training import Example, examples, fit, write_models
from sendgraph.training.fitting import fit_concepts
from sendgraph.training.matrices import Vocabulary

_GOOD = ["Nurses visit {} quickly.", "Staff welcome {} warmly.", "Teams support {} skilfully."]
_BAD = ["Nurses visit {} too late.", "Staff neglect {} often.", "Teams fail {} badly."]


def invented(document: str, taxi: bool = True) -> list[Example]:
    """Twelve findings of a document: of taxis and of clubs, half of them praise."""
    found = []
    for good, subject, words in itertools.product([True, False], ["taxis", "clubs"], range(3)):
        text = (_GOOD if good else _BAD)[words].format(f"the {subject} of {document}")
        about = "theme:transport" if subject == "taxis" else "theme:community-participation"
        found.append(
            Example(
                document=document,
                section="effective" if good else "needs-improvement",
                text=text,
                polarity="positive" if good else "negative",
                kinds=frozenset({"theme"}),
                right=frozenset({about} if taxi or subject != "taxis" else set()),
                arguable=frozenset(),
            )
        )
    return [*found, mixed(document)]


def mixed(document: str) -> Example:
    """A finding of both kinds."""
    text = "Nurses visit quickly. However, staff neglect clubs often."
    return Example(document, "experience", text, "mixed", frozenset(), frozenset(), frozenset())


@pytest.fixture(scope="module")
def given_examples() -> list[Example]:
    return [example for name in ("north", "south", "east") for example in invented(name)]


def test_a_model_learns_what_people_labelled(given_examples: list[Example]) -> None:
    model = fit_concepts(given_examples)
    scores = model.scores(grams(split_words("The taxis are new.")))
    assert scores["theme:transport"] > 0 > scores["theme:community-participation"]


def test_the_same_labels_give_the_same_bytes(given_examples: list[Example], tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_models(fit(given_examples, Lexicon.shipped()), tmp_path / name)
    written = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert written == ["clauses.tsv", "concepts.tsv", "polarity.tsv"]
    for name in written:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert load_models(tmp_path / "one").clauses.scores(["warmly"])["positive"] > 0


def test_an_arguable_label_teaches_nothing(given_examples: list[Example]) -> None:
    def arguable(example: Example) -> Example:
        return Example(
            example.document,
            example.section,
            example.text,
            example.polarity,
            example.kinds,
            example.right - {"theme:transport"},
            example.arguable | {"theme:transport"},
        )

    changed = [arguable(e) if "south" in e.text and "taxis" in e.text else e for e in given_examples]
    without = [e for e in given_examples if not ("south" in e.text and "taxis" in e.text)]
    both = fit_concepts(changed), fit_concepts(without)
    for model in both:
        assert model.scores(grams(split_words("The taxis are new.")))["theme:transport"] > 0


def test_an_outcome_that_hardly_anything_has_is_left_to_its_phrases() -> None:
    few = [*invented("north", taxi=False), *invented("south", taxi=False), *invented("east")]
    assert set(fit_concepts(few).biases) == {"theme:community-participation"} | (
        {"theme:transport"} if sum("theme:transport" in e.right for e in few) >= 5 else set()
    )
    none = [*invented("north", taxi=False), *invented("south", taxi=False)]
    assert set(fit_concepts(none).biases) == {"theme:community-participation"}


def test_nothing_can_be_fitted_to_nothing() -> None:
    with pytest.raises(ValueError, match="sample"):
        fit([], Lexicon.shipped())


_TEXTS = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=6), min_size=2, max_size=12)


@given(_TEXTS)
def test_rows_are_what_a_model_makes_of_the_same_grams(texts: list[frozenset[str]]) -> None:
    vocabulary = Vocabulary(texts, least=1)
    weights = {gram: {"x": float(place + 1)} for place, gram in enumerate(vocabulary.grams)}
    model = LinearModel(vocabulary.rarity, weights, {"x": 0.0})
    column = numpy.array([weights[gram]["x"] for gram in vocabulary.grams])
    scores = vocabulary.rows(texts) @ column if vocabulary.grams else numpy.zeros(len(texts))
    assert [model.scores(text)["x"] for text in texts] == pytest.approx(list(scores))


def test_examples_are_found_by_fingerprint_and_say_what_was_labelled() -> None:
    finding = Finding(n=1, section="effective", text="Waits are too long.", passages=[])
    record = Record.model_construct(document="mine", findings=[finding])
    labelled = LabelledRecord(
        document="mine",
        findings=(
            LabelledFinding(
                n=1,
                fingerprint="21c78fb24cf4",
                polarity="negative",
                themes=frozenset({"waiting-times"}),
                themes_ok=frozenset({"transition"}),
                services=frozenset(),
            ),
        ),
    )
    (example,) = examples([labelled], {"mine": record})
    assert (example.text, example.polarity, example.kinds) == (
        "Waits are too long.",
        "negative",
        frozenset({"theme", "service"}),
    )
    assert example.right == {"theme:waiting-times"}
    assert example.arguable == {"theme:transition"}
    assert examples([labelled], {}) == []
