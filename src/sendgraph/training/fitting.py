"""Fitting: the models of concepts, clauses and polarity, out of examples."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from sendgraph.extraction.clauses import clauses
from sendgraph.extraction.grams import grams
from sendgraph.extraction.leans import LeanReader
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.linear_model import LinearModel
from sendgraph.extraction.models import Models
from sendgraph.extraction.polarity import (
    ALWAYS_NEGATIVE,
    POLARITIES,
    PRAISE,
    features,
    judge,
)
from sendgraph.extraction.words import split_words
from sendgraph.training.examples import Example
from sendgraph.training.matrices import Vocabulary

#: An outcome that fewer findings have is left to its phrases.
_FEWEST: Final = 5
#: How freely weights may grow: set on documents left out, together with the weights that are kept.
_CONCEPTS, _CLAUSES, _POLARITY = 10.0, 3.0, 0.3
_KEPT: Final = 500
_SMALLEST: Final = 0.05
_FOLDS: Final = 8

Numbers = NDArray[numpy.float64]


def fit(given: Sequence[Example], lexicon: Lexicon) -> Models:
    """
    The models of these examples. The same examples always give the same models.

    Raises:
        ValueError: where there are too few examples of different kinds to fit anything.
    """
    return Models(fit_concepts(given), fit_clauses(given), fit_polarity(given, lexicon))


def fit_concepts(given: Sequence[Example]) -> LinearModel:
    """The model of what findings are about: for each outcome the weightiest grams."""
    texts = [frozenset(grams(split_words(example.text))) for example in given]
    vocabulary = Vocabulary(texts, least=2)
    rows = vocabulary.rows(texts)
    weights: dict[str, dict[str, float]] = {}
    biases: dict[str, float] = {}
    number: dict[str, int] = {}
    for outcome in sorted({outcome for example in given for outcome in example.right}):
        answers = numpy.array([outcome in example.right for example in given])
        if answers.sum() < _FEWEST:
            continue
        kind = outcome.partition(":")[0]
        counted = numpy.array(
            [kind in example.kinds and outcome not in example.arguable for example in given], dtype=float
        )
        machine = _machine(_CONCEPTS)
        machine.fit(rows, answers, sample_weight=counted)
        number[outcome] = int(answers.sum())
        biases[outcome] = round(float(machine.intercept_[0]), 3)
        for gram, weight in _weightiest(vocabulary.grams, machine.coef_[0], _KEPT):
            weights.setdefault(gram, {})[outcome] = weight
    return LinearModel(vocabulary.rarity, weights, biases, number)


def fit_clauses(given: Sequence[Example]) -> LinearModel:
    """The model of praise: what clauses of wholly positive and of wholly negative findings say."""
    texts: list[frozenset[str]] = []
    answers: list[bool] = []
    for example in _open(given):
        if example.polarity == "mixed":
            continue
        for text in _clauses(example.text):
            texts.append(text)
            answers.append(example.polarity == "positive")
    vocabulary = Vocabulary(texts, least=2)
    machine = _machine(_CLAUSES)
    machine.fit(vocabulary.rows(texts), answers)
    kept = _weightiest(vocabulary.grams, machine.coef_[0], len(vocabulary.grams))
    bias = round(float(machine.intercept_[0]), 3)
    return LinearModel(vocabulary.rarity, {gram: {PRAISE: weight} for gram, weight in kept}, {PRAISE: bias})


def fit_polarity(given: Sequence[Example], lexicon: Lexicon) -> LinearModel:
    """
    The model of what a finding's clauses come to.

    The clauses of each document are scored by a model that has not seen the document: else
    they would look surer than those of a new one.
    """
    leans = LeanReader(lexicon)
    measured: list[dict[str, float]] = []
    answers: list[str] = []
    for known, left in _folds(list(_open(given))):
        model = fit_clauses(known)
        for example in left:
            measured.append(features(judge(split_words(example.text), leans, model), example.section))
            answers.append(example.polarity or "")
    names = sorted({name for values in measured for name in values})
    table = numpy.array([[values.get(name, 0.0) for name in names] for values in measured])
    scaler = StandardScaler().fit(table)
    machine = LogisticRegression(C=_POLARITY, max_iter=5000)
    machine.fit(scaler.transform(table), answers)
    weights: Numbers = machine.coef_ / scaler.scale_
    biases: Numbers = machine.intercept_ - weights @ scaler.mean_
    of = {str(outcome): row for row, outcome in enumerate(machine.classes_)}
    return LinearModel(
        rarity=dict.fromkeys(names, 1.0),
        weights={
            name: {p: round(float(weights[of[p]][column]), 3) for p in POLARITIES}
            for column, name in enumerate(names)
        },
        biases={p: round(float(biases[of[p]]), 3) for p in POLARITIES},
    )


def _open(given: Sequence[Example]) -> Iterator[Example]:
    """The examples whose polarity their section does not settle."""
    return (example for example in given if example.polarity and example.section not in ALWAYS_NEGATIVE)


def _clauses(text: str) -> list[frozenset[str]]:
    words = split_words(text)
    return [frozenset(grams(words, clause.start, clause.end)) for clause in clauses(words)]


def _folds(given: Sequence[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    documents = [example.document for example in given]
    number = min(_FOLDS, len(set(documents)))
    if number < 2:
        yield list(given), list(given)
        return
    for known, left in GroupKFold(number).split(given, groups=documents):
        yield [given[i] for i in known], [given[i] for i in left]


def _machine(freedom: float) -> LogisticRegression:
    """A logistic regression for many rare grams; its steps have a fixed order, so that it ends alike."""
    return LogisticRegression(
        C=freedom,
        class_weight="balanced",
        solver="liblinear",
        dual=True,
        max_iter=5000,
        tol=1e-4,
        random_state=0,
    )


def _weightiest(names: Sequence[str], values: Numbers, number: int) -> list[tuple[str, float]]:
    rounded = numpy.round(values, 2)
    order = numpy.argsort(-numpy.abs(rounded), kind="stable")[:number]
    return [(names[i], float(rounded[i])) for i in order if abs(rounded[i]) >= _SMALLEST]
