"""Linear models: what a table says, in and out of its file."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.errors import InvalidFile
from sendgraph.extraction.linear_model import LinearModel, read_model, write_model
from sendgraph.extraction.models import load_models

_GRAMS = st.text("abcd ", min_size=1, max_size=6).map(str.strip).filter(bool)
_WEIGHTS = st.floats(-9, 9).map(lambda x: round(x, 2))
_MODELS = st.builds(
    LinearModel,
    rarity=st.just({}),
    weights=st.dictionaries(_GRAMS, st.dictionaries(st.sampled_from(["theme:a", "group:b"]), _WEIGHTS)),
    biases=st.just({"theme:a": -0.5, "group:b": 0.25}),
    examples=st.dictionaries(st.sampled_from(["theme:a", "group:b"]), st.integers(0, 999)),
).map(lambda m: LinearModel(dict.fromkeys(m.weights, 1.5), m.weights, m.biases, m.examples))


@given(_MODELS)
def test_a_model_comes_back_out_of_its_file(
    tmp_path_factory: pytest.TempPathFactory, model: LinearModel
) -> None:
    path = tmp_path_factory.mktemp("model") / "model.tsv"
    write_model(model, path, about="invented")
    again = read_model(path)
    assert (again.rarity, again.weights, again.biases, again.examples) == (
        model.rarity,
        model.weights,
        model.biases,
        model.examples,
    )


@given(_MODELS, st.lists(_GRAMS))
def test_the_parts_of_a_score_add_up_to_it(model: LinearModel, grams: list[str]) -> None:
    for outcome, score in model.scores(grams).items():
        parts = sum(part.weight for part in model.parts(grams, outcome))
        assert math.isclose(model.biases[outcome] + parts, score, abs_tol=1e-9)


def test_words_said_twice_weigh_no_more(tmp_path: Path) -> None:
    model = LinearModel({"wait": 2.0, "plan": 1.0}, {"wait": {"late": 1.0}}, {"late": 0.0})
    assert model.scores(["wait"]) == model.scores(["wait", "wait", "unknown"]) == {"late": 1.0}
    assert model.scores(["wait", "plan"])["late"] == pytest.approx(2 / math.sqrt(5))


def test_a_broken_table_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "clauses.tsv"
    path.write_text("# about\nwait\t1.0\tlate=much\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"clauses\.tsv: line 2 is no gram .* train the model again"):
        read_model(path)


def test_a_folder_of_models_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidFile, match=r"there is no folder of models .*none; train them there, or unset SENDGRAPH_MODELS"
    ):
        load_models(tmp_path / "none")


def test_the_shipped_models_know_the_shipped_schemes() -> None:
    from sendgraph.schemes import load_schemes

    models = load_models()
    schemes = load_schemes()
    for outcome in models.concepts.biases:
        kind, _, notation = outcome.partition(":")
        assert notation in schemes[kind].concepts
    assert set(models.clauses.biases) == {"positive"}
    assert set(models.polarity.biases) == {"positive", "negative", "mixed"}
