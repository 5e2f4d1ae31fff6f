"""The published reports against the hand-made facts and records: the project's own scorers decide."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sendgraph.documents import read_document
from sendgraph.extraction import Lexicon, kind_of
from sendgraph.extraction.inspection_report import read_inspection_report


@pytest.fixture(scope="module")
def records(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of all published reports that are at hand, without labels."""
    folder = tmp_path_factory.mktemp("records")
    reports = [
        *sorted((shared / "corpus").glob("*.pdf")),
        shared / "documents" / "cheshire-west-and-chester-2025.txt",
    ]
    for path in reports:
        document = read_document(path)
        assert kind_of(document) == "inspection-report-2023"
        record = read_inspection_report(document, Lexicon.shipped())
        (folder / f"{path.stem}.json").write_text(record.model_dump_json(), encoding="utf-8")
    return folder


def test_every_date_judgement_body_lead_and_count_is_right(shared: Path, records: Path) -> None:
    scorer = shared / "tools" / "score_metadata.py"
    run = subprocess.run(
        [sys.executable, scorer, shared / "gold" / "metadata.json", records, "--verbose"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""
    assert "595 of 595 (1.0000)" in run.stdout


def test_every_finding_has_its_bounds_and_every_person_is_named(
    shared: Path, records: Path, tmp_path: Path
) -> None:
    for path in (shared / "gold" / "labelled").glob("*.json"):
        if (records / path.name).exists():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    scorer = shared / "tools" / "score_extraction.py"
    run = subprocess.run(
        [sys.executable, scorer, tmp_path, records, "--json"], capture_output=True, text=True, check=True
    )
    figures: dict[str, Any] = json.loads(run.stdout)
    assert figures["metadata_all"] == 1.0
    assert figures["finding"]["section"] == 1.0
    for part in (
        "health_bodies", "predecessor_health_bodies", "responsible_bodies", "inspectors", "lead_inspectors",
        "officers", "findings", "plan_events",
    ):  # fmt: skip
        assert figures[part]["f1"] == 1.0, part


def test_councils_and_others_are_named_as_the_gold_names_them(shared: Path, records: Path) -> None:
    gold = json.loads((shared / "gold" / "metadata.json").read_text(encoding="utf-8"))
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in records.glob("*.json")}
    assert {name: found[name]["local_authority"] for name in gold} == {
        name: facts["local_authority"] for name, facts in gold.items()
    }
    assert {name: found[name]["other_responsible_bodies"] for name in gold} == {
        name: facts.get("other_responsible_bodies", []) for name, facts in gold.items()
    }
