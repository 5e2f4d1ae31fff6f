"""The figures are those of the scorers, on what is read well and on what is read badly."""

import json
import random
from pathlib import Path

import pytest

from sendgraph.evaluation import as_data, evaluate, label_rows, load_labels
from sendgraph.extraction.fingerprints import fingerprint
from sendgraph.extraction.record import Finding, Record

from .conftest import Scorer

#: What is ours beside the scorers' keys.
OURS = {"of", "recurrence"}


def spoilt(record: Record, luck: random.Random) -> Record:
    """The record as a bad reader would have it: findings lost, joined and mislabelled, values wrong."""
    findings: list[Finding] = []
    for finding in record.findings:
        fate = luck.random()
        if fate < 0.1:
            continue
        changes: dict[str, object] = {}
        if fate < 0.3:
            changes = {
                "text": f"Page 3 {finding.text} and more",
                "section": luck.choice(["strength", "risk"]),
            }
        elif fate < 0.5:
            changes = {"themes": [*finding.themes[1:], "equity"], "groups": [], "polarity": "mixed"}
        elif fate < 0.6:
            changes = {"services": ["camhs", "senco"], "addresses": 2, "restates": None, "aspect": "meeting"}
        findings.append(finding.model_copy(update=changes))
    if luck.random() < 0.5:
        findings += findings[:2]
    measures = [m.model_copy(update={"value": m.value + (luck.random() < 0.3)}) for m in record.measures]
    measures += [m.model_copy(update={"status": "target", "date": None}) for m in record.measures[1:3]]
    changes = {"findings": findings, "measures": measures, "judgement": None, "area": record.area.upper()}
    if luck.random() < 0.5:
        changes |= {
            "health_bodies": [f"NHS {name}" for name in record.health_bodies] + ["NHS Elsewhere ICB"],
            "inspectors": record.inspectors[1:],
            "officers": [],
            "local_services": [s.model_copy(update={"type": None}) for s in record.local_services],
            "plan_events": record.plan_events[:-1],
        }
    return record.model_copy(update=changes)


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_the_scorer_says_the_same(
    seed: int | None, shared: Path, records: dict[str, Record], scorer: Scorer, tmp_path: Path
) -> None:
    labels = load_labels(shared / "gold" / "labelled")
    luck = random.Random(seed)
    read = {
        record.document: records[record.document] if seed is None else spoilt(records[record.document], luck)
        for record in labels.records
    }
    for name, record in read.items():
        (tmp_path / f"{name}.json").write_text(record.model_dump_json())
    data = as_data(evaluate(labels, read))
    assert {key: value for key, value in data.items() if key not in OURS} == scorer(
        shared / "gold" / "labelled", tmp_path
    )


def test_what_cannot_be_read_counts_and_what_is_missing_does_not(
    shared: Path, records: dict[str, Record], scorer: Scorer, tmp_path: Path
) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    for name in ("halton", "enfield"):
        content = (shared / "gold" / "labelled" / f"{name}.json").read_bytes()
        (gold / f"{name}.json").write_bytes(content)
    (tmp_path / "enfield.json").write_text(records["enfield"].model_dump_json())
    labels = load_labels(gold)
    unread = as_data(evaluate(labels, {"halton": None, "enfield": records["enfield"]}))
    theirs = scorer(gold, tmp_path)
    assert theirs["missing"] == ["halton"]
    assert {k: v for k, v in unread.items() if k not in OURS} == theirs | {"missing": []}
    result = evaluate(labels, {"enfield": records["enfield"]})
    assert (result.documents, result.missing) == (1, ("halton",))
    alone = evaluate(load_labels(gold / "enfield.json"), records)
    assert as_data(result) == as_data(alone) | {"missing": ["halton"]}


def without_words(path: Path, record: Record) -> dict:
    """A labelled file whose findings are known by their numbers and fingerprints alone."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    texts = {finding.n: finding.text for finding in record.findings}
    for finding in gold["findings"]:
        del finding["starts"], finding["ends"]
        finding["fingerprint"] = fingerprint(texts[finding["n"]])
    return gold


def test_fingerprints_do_as_well_as_words(shared: Path, records: dict[str, Record], tmp_path: Path) -> None:
    for path in (shared / "gold" / "labelled").glob("*.json"):
        (tmp_path / path.name).write_text(json.dumps(without_words(path, records[path.stem])))
    with_words = as_data(evaluate(load_labels(shared / "gold" / "labelled"), records))
    without = as_data(evaluate(load_labels(tmp_path), records))
    assert without["findings"] == {"precision": 1, "recall": 1, "f1": 1, "predicted": 652, "gold": 652}
    del with_words["recurrence"], without["recurrence"], with_words["findings"], without["findings"]
    assert without == with_words


READ = {
    "document": "mine",
    "kind": "improvement-update",
    "title": None,
    "publisher": None,
    "document_date": "2020-01-01",
    "area": "Halton",
    "framework": "2016",
    "inspection_start": "2017-03-27",
    "inspection_end": None,
    "judgement": None,
    "local_authority": None,
    "measures": [{"finding": 1, "text": "3 posts", "value": 3, "unit": "count", "indicator": "posts"}],
    "findings": [
        {
            "n": 1,
            "section": "progress",
            "text": "Three posts were filled, and waits fell.",
            "passages": [],
            "polarity": "positive",
            "themes": ["waiting-times", "equity"],
            "groups": ["autism"],
        }
    ],
}


def test_what_is_left_out_is_not_scored(tmp_path: Path) -> None:
    labelled = {"findings": [{"n": 1, "starts": "Three posts were filled", "themes": ["waiting-times"]}]}
    (tmp_path / "mine.json").write_text(json.dumps(labelled))
    data = as_data(
        evaluate(load_labels(tmp_path), {"mine": Record.model_validate(READ)}),
        by_label=True,
        differences=True,
    )
    assert data == {
        "documents": 1,
        "missing": [],
        "metadata": {},
        "finding": {},
        "measure": {},
        "metadata_all": None,
        "findings": {"precision": 1, "recall": 1, "f1": 1, "predicted": 1, "gold": 1},
        "themes": {"precision": 0.5, "recall": 1, "f1": 2 / 3, "predicted": 2, "gold": 1},
        "of": {"metadata": {}, "finding": {}, "measure": {}},
        "recurrence": {"areas": []},
        "by_label": {
            "themes": [
                {
                    "label": "waiting-times",
                    "precision": 1,
                    "recall": 1,
                    "f1": 1,
                    "predicted": 1,
                    "gold": 1,
                    "missed": [],
                    "wrong": [],
                },
                {
                    "label": "equity",
                    "precision": 0,
                    "recall": None,
                    "f1": None,
                    "predicted": 1,
                    "gold": 0,
                    "missed": [],
                    "wrong": [
                        {
                            "document": "mine",
                            "finding": 1,
                            "words": "Three posts were filled, and waits fell.",
                        }
                    ],
                },
            ],
            "services": [],
            "groups": [],
            "polarity": [],
        },
        "differences": [{"document": "mine", "finding": 1, "what": "theme", "gold": "", "read": "equity"}],
    }


def test_labels_add_up_to_their_family(shared: Path, records: dict[str, Record]) -> None:
    """The figures of labels add up to their family's, and their examples to the differences."""
    result = evaluate(load_labels(shared / "gold" / "labelled"), records)
    for family in ("themes", "services", "groups"):
        worst, others = result.labels(family)
        every, whole = [one.tally for one in (*worst, *others)], result.sheet.tallies[family]
        for name in ("right", "read", "found", "gold"):
            assert sum(getattr(tally, name) for tally in every) == getattr(whole, name)
        assert all(one.tally.gold >= 5 for one in worst)
        assert len(worst) == 5
        told = [d for d in result.sheet.differences if d.what == family.removesuffix("s")]
        assert len(told) == sum(len(one.missed) + len(one.wrong) for one in (*worst, *others))
    wrong = sum(len(one.missed) for part in result.labels("polarity") for one in part)
    share = result.sheet.findings["polarity"]
    assert (wrong, len(label_rows(result))) == (share.of - share.right, len(result.sheet.labels))
