"""The figures of the scorers over the labelled documents and the whole corpus, where they are here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sendgraph.cli.application import run


@pytest.fixture(scope="module")
def records(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of the shipped documents and the corpus, read as a user reads them."""
    output = tmp_path_factory.mktemp("records")
    assert run(["extract", str(shared / "documents"), str(shared / "corpus"), "--output", str(output)]) == 0
    return output


@pytest.fixture(scope="module")
def figures(shared: Path, records: Path) -> dict:
    """What `score_extraction.py` says."""
    scorer = shared / "tools" / "score_extraction.py"
    command = [sys.executable, scorer, shared / "gold" / "labelled", records, "--json"]
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
        ("inspectors", 0.98),
        ("officers", 0.95),
        ("findings", 0.99),
        ("themes", 0.72),
        ("services", 0.80),
        ("groups", 0.75),
        ("measures", 0.70),
    ],
)
def test_f1(what: str, least: float, figures: dict) -> None:
    assert figures[what]["f1"] >= least


@pytest.mark.parametrize(("what", "least"), [("section", 0.995), ("aspect", 0.995), ("polarity", 0.90)])
def test_findings(what: str, least: float, figures: dict) -> None:
    assert figures["finding"][what] >= least


def test_every_fact_of_every_report(shared: Path, records: Path) -> None:
    """Every date, judgement, body and lead inspector right, and the number of findings in each section."""
    scorer = shared / "tools" / "score_metadata.py"
    command = [sys.executable, scorer, shared / "gold" / "metadata.json", records, "--verbose"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert ran.stdout.splitlines()[-1].split() == ["all", "595", "of", "595", "(1.0000)"]
