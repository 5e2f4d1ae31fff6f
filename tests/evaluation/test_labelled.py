"""Labelled files: where they are found, and what of them is taken."""

import json
import re
from pathlib import Path

import pytest

from sendgraph.errors import BadParameter, InvalidFile
from sendgraph.evaluation.labelled import LabelledFinding, load_labels
from sendgraph.evaluation.notations import unknown_notations
from sendgraph.extraction.fingerprints import fingerprint

FINDING = {"n": 1, "starts": "Waits are long", "ends": "are long."}
PAIRS = {"earlier": "old", "later": "new", "recurs": [{"later": 1, "earlier": 2}]}


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_folder_with_folders(tmp_path: Path) -> None:
    write(tmp_path / "metadata.json", {"old": {}})
    write(tmp_path / "labelled" / "new.json", {"document": "new", "findings": [FINDING]})
    write(tmp_path / "labelled" / "old.json", {"findings": [FINDING]})
    write(tmp_path / "recurrence" / "halton.json", PAIRS)
    for place in (tmp_path, tmp_path / "labelled"):
        labels = load_labels(place)
        assert [record.document for record in labels.records] == ["new", "old"]
        assert [(pairs.earlier, pairs.later) for pairs in labels.pairs] == [("old", "new")]
        assert (labels.documents, labels.problems) == (["new", "old"], ())


def test_all_in_one_folder_and_one_file_alone(tmp_path: Path) -> None:
    write(tmp_path / "metadata.json", {"old": {}})
    write(tmp_path / "mine.json", {"findings": [FINDING]})
    write(tmp_path / "pairs.json", PAIRS)
    assert load_labels(tmp_path).documents == ["mine", "new", "old"]
    write(tmp_path / "gold" / "new.json", {"findings": [FINDING]})
    write(tmp_path / "gold" / "other.json", {"findings": [FINDING]})
    write(tmp_path / "recurrence" / "one.json", PAIRS)
    write(tmp_path / "recurrence" / "two.json", PAIRS | {"earlier": "older", "later": "other"})
    assert load_labels(tmp_path / "gold" / "new.json").documents == ["new", "old"]


def test_a_finding_is_named_by_its_words_or_its_fingerprint() -> None:
    text = "One two three four five six seven eight nine ten."
    whole = LabelledFinding.model_validate({"n": 1, "text": text})
    assert (whole.starts, whole.ends) == (
        "One two three four five six seven eight",
        "five six seven eight nine ten.",
    )
    printed = LabelledFinding.model_validate({"n": 2, "fingerprint": "0123456789ab"})
    assert (printed.starts, printed.name) == (None, "finding 2 (0123456789ab)")


def test_a_file_that_cannot_be_taken_costs_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "good.json", {"findings": [FINDING]})
    write(tmp_path / "nameless.json", {"findings": [{"n": 3, "themes": ["equity"]}]})
    write(tmp_path / "wrong.json", {"findings": [FINDING | {"polarity": "bad"}]})
    write(tmp_path / "other.json", {"document": "good", "findings": []})
    write(tmp_path / "list.json", [])
    (tmp_path / "broken.json").write_text("{")
    labels = load_labels(tmp_path)
    assert labels.documents == ["good"]
    where = str(tmp_path)
    assert [problem.line().removeprefix(f"{where}/") for problem in labels.problems] == [
        "broken.json: is no JSON in UTF-8: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1); mend it",
        "list.json: is no labelled record; see docs/evaluation.md",
        "nameless.json: is no labelled record: a finding needs starts and ends, its text, or its "
        "fingerprint at findings.0; see docs/evaluation.md",
        "other.json: the labels are of good; name the file after its document",
        "wrong.json: is no labelled record: Input should be 'positive', 'negative' or 'mixed' "
        "at findings.0.polarity; see docs/evaluation.md",
    ]


def test_the_examples_of_the_documentation_are_labels(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    mine, pairs = re.findall(r"```json\n(.*?)```", text, re.S)
    (tmp_path / "mine.json").write_text(mine, encoding="utf-8")
    (tmp_path / "pairs.json").write_text(pairs, encoding="utf-8")
    labels = load_labels(tmp_path)
    assert labels.problems == ()
    assert list(unknown_notations(labels.records)) == []
    first, second = labels.records[0].findings or ()
    assert (first.labels("themes"), second.labels("services")) == (
        ({"waiting-times"}, {"therapy-provision"}),
        (None, frozenset()),
    )
    assert second.fingerprint == fingerprint("Waits are too long.")
    assert labels.documents == ["exampleshire-2017", "exampleshire-2023", "mine"]


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="there are no labelled records"):
        load_labels(tmp_path)
    with pytest.raises(BadParameter, match="there is no such folder"):
        load_labels(tmp_path / "nowhere")
