"""`sendgraph evaluate`: the figures as a table, as JSON and as CSV; what cannot be scored."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sendgraph.shipped import folder

LETTER = folder("data") / "documents" / "halton-2017.txt"


@pytest.fixture
def labels(tmp_path: Path, sendgraph: Callable) -> Path:
    """Labels made out of what is read of a letter: two themes wrong, one polarity, one date."""
    record = json.loads(sendgraph("extract", LETTER).out)
    findings = []
    for finding in record["findings"]:
        words = finding["text"].split()
        kept = {k: finding[k] for k in ("n", "section", "aspect", "polarity", "themes", "services", "groups")}
        findings.append(kept | {"starts": " ".join(words[:8]), "ends": " ".join(words[-6:])})
    findings[0]["themes"] = [*findings[0]["themes"], "dispute-resolution"]
    findings[1]["themes_ok"] = findings[1]["themes"]
    findings[1]["themes"] = []
    findings[2]["polarity"] = "negative" if findings[2]["polarity"] != "negative" else "positive"
    facts = {"kind": record["kind"], "area": "Halton", "letter_date": "2017-01-01"}
    (tmp_path / "gold").mkdir()
    path = tmp_path / "gold" / "halton-2017.json"
    path.write_text(json.dumps({"document": "halton-2017", **facts, "findings": findings}), encoding="utf-8")
    return path.parent


def test_figures_for_people(labels: Path, sendgraph: Callable) -> None:
    outcome = sendgraph("evaluate", labels)
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[:6] == [
        "1 document",
        "",
        "Figure\tShare\tOf",
        "kind\t1.000\t1",
        "area\t1.000\t1",
        "letter_date\t0.000\t1",
    ]
    assert "metadata, all fields\t0.667\t3" in lines
    assert "finding polarity\t0.984\t63" in lines
    assert "Figure\tPrecision\tRecall\tF1\tRead\tGold" in lines
    assert "findings\t1.000\t1.000\t1.000\t63\t63" in lines


def test_figures_for_programs(labels: Path, sendgraph: Callable) -> None:
    data = json.loads(sendgraph("evaluate", labels, "--format", "json", "--differences", "--by-label").out)
    assert (data["documents"], data["missing"]) == (1, [])
    assert data["metadata"] == {"kind": 1.0, "area": 1.0, "letter_date": 0.0}
    assert (data["of"]["metadata"]["area"], data["themes"]["precision"]) == (1, 1.0)
    told = [(d["finding"], d["what"], d["gold"]) for d in data["differences"]]
    assert [t for t in told if t[1] != "polarity"] == [
        (None, "letter_date", "2017-01-01"),
        (1, "theme", "dispute-resolution"),
    ]
    assert [t[:2] for t in told if t[1] == "polarity"] == [(3, "polarity")]
    missed = {one["label"]: one["missed"] for one in data["by_label"]["themes"] if one["missed"]}
    assert [(e["document"], e["finding"]) for e in missed["dispute-resolution"]] == [("halton-2017", 1)]


def test_rows(labels: Path, sendgraph: Callable) -> None:
    rows = list(csv.reader(io.StringIO(sendgraph("evaluate", labels, "--format", "csv").out)))
    assert rows[0] == ["figure", "precision", "recall", "f1", "predicted", "gold", "share", "of"]
    assert ["letter_date", "", "", "", "", "", "0.000", "1"] in rows
    assert ["findings", "1.000", "1.000", "1.000", "63", "63", "", ""] in rows
    told = list(
        csv.reader(io.StringIO(sendgraph("evaluate", labels, "--format", "csv", "--differences").out))
    )
    assert told[:3] == [
        ["document", "finding", "what", "gold", "read"],
        ["halton-2017", "", "letter_date", "2017-01-01", "2017-05-25"],
        ["halton-2017", "1", "theme", "dispute-resolution", ""],
    ]
    assert len(told) == 4
    both = sendgraph("evaluate", labels, "--format", "csv", "--differences", "--by-label")
    assert (both.code, both.out) == (2, "")


def test_labels_and_differences_for_people(labels: Path, sendgraph: Callable) -> None:
    out = sendgraph("evaluate", labels, "--by-label", "--differences").out
    heads = [line for line in out.splitlines() if line.endswith("\tGold\tPrecision\tRecall\tF1")]
    assert [head.split("\t")[0] for head in heads] == ["Themes", "Services", "Groups", "Polarity"]
    assert "  dispute-resolution, missed: halton-2017 1: " not in out  # too few in gold to say anything of it
    assert out.splitlines()[-4:-2] == [
        "document\tfinding\twhat\tgold\tread",
        "halton-2017\t\tletter_date\t2017-01-01\t2017-05-25",
    ]


def test_the_worst_labels_come_with_examples(shared: Path, read_records: Path, sendgraph: Callable) -> None:
    out = sendgraph("evaluate", shared / "gold", "--documents", read_records, "--by-label").out
    lines = out.splitlines()
    table = lines[lines.index("Themes\tGold\tPrecision\tRecall\tF1") + 1 :]
    worst = [line.split("\t") for line in table[:5]]
    assert all(int(gold) >= 5 for _, gold, *_ in worst)
    assert [float(row[-1]) for row in worst] == sorted(float(row[-1]) for row in worst)
    examples = [
        line for line in table[: table.index("Services\tGold\tPrecision\tRecall\tF1")] if line[:2] == "  "
    ]
    assert {line.split(",")[0].strip() for line in examples} == {label for label, *_ in worst}


def test_documents_and_records_are_taken_from_where_they_are_named(
    labels: Path, tmp_path: Path, sendgraph: Callable
) -> None:
    assert sendgraph("extract", LETTER, "--output", tmp_path / "records").code == 0
    plain = sendgraph("evaluate", labels).out
    for places in ([LETTER], [LETTER.parent], [tmp_path / "records"], [tmp_path / "gold", LETTER]):
        outcome = sendgraph("evaluate", labels, "--documents", *places)
        assert (outcome.code, outcome.out, outcome.err) == (0, plain, "")


def test_a_draft_is_labels_and_never_its_own_record(tmp_path: Path, sendgraph: Callable) -> None:
    """What `extract` wrote, corrected in place: one theme taken out."""
    draft = json.loads(sendgraph("extract", LETTER).out)
    taken_out = draft["findings"][0]["themes"].pop()
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "halton-2017.json").write_text(json.dumps(draft), encoding="utf-8")
    (tmp_path / "gold" / "halton-2017.txt").write_bytes(LETTER.read_bytes())
    for places in ([], ["--documents", tmp_path / "gold"]):
        told = sendgraph("evaluate", tmp_path / "gold", *places, "--format", "csv", "--differences")
        assert (told.code, told.err) == (0, "")
        assert told.out.splitlines() == [
            "document,finding,what,gold,read",
            f"halton-2017,1,theme,,{taken_out}",
        ]


def test_corrections_do_not_score_themselves(labels: Path, tmp_path: Path, sendgraph: Callable) -> None:
    beside = tmp_path / "reports" / LETTER.name
    beside.parent.mkdir()
    beside.write_bytes(LETTER.read_bytes())
    before = sendgraph("evaluate", labels, "--documents", beside)
    finding = json.loads(sendgraph("extract", LETTER).out)["findings"][0]
    correction = f"n = 1\nstarts = {json.dumps(finding['text'][:40])}\n"
    correction += 'themes = { add = ["dispute-resolution"] }\n'
    beside.with_name("halton-2017.corrections.toml").write_text(f"[[finding]]\n{correction}", "utf-8")
    corrected = json.loads(sendgraph("extract", beside).out)["findings"][0]
    assert "dispute-resolution" in corrected["themes"]
    assert sendgraph("evaluate", labels, "--documents", beside) == before


def test_what_is_not_found_is_named(labels: Path, sendgraph: Callable) -> None:
    (labels / "elsewhere.json").write_text(json.dumps({"findings": [{"n": 1, "starts": "Waits"}]}))
    outcome = sendgraph("evaluate", labels, "--documents", LETTER)
    line = (
        f"sendgraph: elsewhere: it is not scored, for there is no document of that name in {LETTER}; "
        "name its folder with --documents\n"
    )
    assert (outcome.code, outcome.err) == (0, line)
    (labels / "halton-2017.json").unlink()
    outcome = sendgraph("evaluate", labels, "--documents", LETTER)
    last = "sendgraph: no labelled document could be scored\n"
    assert (outcome.code, outcome.out, outcome.err) == (1, "", line + last)


def test_what_cannot_be_read_counts_as_nothing_read(
    labels: Path, tmp_path: Path, sendgraph: Callable
) -> None:
    (tmp_path / "halton-2017.pdf").write_bytes(b"%PDF-1.4 no more")
    outcome = sendgraph("evaluate", labels, "--documents", tmp_path / "halton-2017.pdf")
    assert outcome.code == 1
    assert outcome.err.startswith("sendgraph: halton-2017.pdf: ")
    assert "findings\t\t0.000\t\t0\t63" in outcome.out


def test_a_label_that_is_none_is_named(labels: Path, sendgraph: Callable) -> None:
    finding = {"n": 1, "starts": "Waits", "themes": ["wating-times"]}
    (labels / "halton-2017.json").write_text(json.dumps({"findings": [finding]}))
    outcome = sendgraph("evaluate", labels)
    assert (outcome.code, outcome.err) == (
        0,
        "sendgraph: halton-2017: finding 1 has the theme wating-times, which is none; "
        "write it as in ontology/schemes/themes.ttl\n",
    )


def test_a_call_at_fault(tmp_path: Path, sendgraph: Callable) -> None:
    assert sendgraph("evaluate", tmp_path / "nowhere").code == 2
    assert sendgraph("evaluate", tmp_path).code == 1
