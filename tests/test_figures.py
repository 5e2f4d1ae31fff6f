"""The figures of the scorers over the labelled documents and the whole corpus, where they are here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def figures(shared: Path, read_records: Path) -> dict:
    """What `score_extraction.py` says."""
    scorer = shared / "tools" / "score_extraction.py"
    command = [sys.executable, scorer, shared / "gold" / "labelled", read_records, "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def test_documents_and_metadata(figures: dict) -> None:
    assert (figures["documents"], figures["missing"]) == (15, [])
    assert figures["metadata_all"] >= 0.995


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("health_bodies", 1),
        ("responsible_bodies", 1),
        ("lead_inspectors", 1),
        ("predecessor_health_bodies", 1),
        ("inspectors", 0.98),
        ("officers", 0.95),
        ("plan_events", 0.95),
        ("findings", 0.99),
        ("themes", 0.88),
        ("services", 0.94),
        ("groups", 0.92),
        ("measures", 0.90),
        ("local_services", 0.85),
    ],
)
def test_f1(what: str, least: float, figures: dict) -> None:
    assert figures[what]["f1"] >= least


@pytest.mark.parametrize(("what", "least"), [("section", 0.995), ("aspect", 0.995), ("polarity", 0.93)])
def test_findings(what: str, least: float, figures: dict) -> None:
    assert figures["finding"][what] >= least


def test_every_fact_of_every_report(shared: Path, read_records: Path) -> None:
    """Every date, judgement, body and lead inspector right, and the number of findings in each section."""
    scorer = shared / "tools" / "score_metadata.py"
    command = [sys.executable, scorer, shared / "gold" / "metadata.json", read_records, "--verbose"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert ran.stdout.splitlines()[-1].split() == ["all", "595", "of", "595", "(1.0000)"]
