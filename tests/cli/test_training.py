"""`sendgraph train`, and `sendgraph evaluate --leave-one-out`: through real files and real reading."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sendgraph.shipped import folder

DOCUMENTS = folder("data") / "documents"
LABELS = folder("data") / "labels" / "labelled"


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """The labels of two of the shipped documents."""
    (tmp_path / "labels").mkdir()
    for name in ("halton-2017.json", "cheshire-west-and-chester-2022.json"):
        (tmp_path / "labels" / name).write_bytes((LABELS / name).read_bytes())
    return tmp_path / "labels"


def test_models_are_written_the_same_each_time(labels: Path, tmp_path: Path, sendgraph: Callable) -> None:
    models = tmp_path / "models"
    trained = sendgraph("train", labels, "--documents", DOCUMENTS, "--output", models)
    assert (trained.code, trained.err) == (0, "")
    assert trained.out == f"112 findings of 2 documents → {models}\n"
    head = (models / "concepts.tsv").read_text(encoding="utf-8").splitlines()[:3]
    assert head[:2] == [
        "# What findings are about: outcomes are a scheme and a notation.",
        "# gram, rarity, weight for each outcome",
    ]
    assert head[2].startswith("(bias)\t0\t")
    sendgraph("train", labels, "-d", DOCUMENTS, "-o", tmp_path / "again")
    for name in ("clauses.tsv", "concepts.tsv", "polarity.tsv"):
        assert (tmp_path / "again" / name).read_bytes() == (models / name).read_bytes()


def test_a_document_that_is_not_found_is_named(labels: Path, tmp_path: Path, sendgraph: Callable) -> None:
    (tmp_path / "documents").mkdir()
    name = "halton-2017.txt"
    (tmp_path / "documents" / name).write_bytes((DOCUMENTS / name).read_bytes())
    outcome = sendgraph("train", labels, "--documents", tmp_path / "documents", "--output", tmp_path / "m")
    assert outcome.code == 1
    assert outcome.err == (
        "sendgraph: cheshire-west-and-chester-2022: there is no document of that name; "
        "name its folder with --documents\n"
    )


def test_too_little_to_learn_from_is_said(tmp_path: Path, sendgraph: Callable) -> None:
    (tmp_path / "labels").mkdir()
    empty = {"document": "halton-2017", "findings": []}
    (tmp_path / "labels" / "halton-2017.json").write_text(json.dumps(empty), encoding="utf-8")
    outcome = sendgraph("train", tmp_path / "labels", "--documents", DOCUMENTS, "--output", tmp_path / "m")
    assert outcome.code == 1
    assert "0 labelled findings are too few, or too alike, to fit models to" in outcome.err
    assert not (tmp_path / "m").exists()


def test_leaving_one_out_is_harder_than_reading_what_was_learned(labels: Path, sendgraph: Callable) -> None:
    def figures(*options: str) -> dict:
        outcome = sendgraph("evaluate", labels, "--documents", DOCUMENTS, "--format", "json", *options)
        assert (outcome.code, outcome.err) == (0, "")
        return json.loads(outcome.out)

    learned, left_out = figures(), figures("--leave-one-out")
    assert left_out["findings"] == learned["findings"]
    assert left_out["finding"]["polarity"] < learned["finding"]["polarity"]


def test_learning_from_more_needs_leaving_one_out(labels: Path, sendgraph: Callable) -> None:
    outcome = sendgraph("evaluate", labels, "--learn-from", labels)
    assert (outcome.code, outcome.err) == (
        2,
        "sendgraph: --learn-from: nothing is learned here; add --leave-one-out\n",
    )
