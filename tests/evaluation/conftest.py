"""The scorers that come with the labels, and records to score with them."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sendgraph.extraction.record import Record

Scorer = Callable[[Path, Path], dict]


@pytest.fixture(scope="session")
def records(read_records: Path) -> dict[str, Record]:
    """The records of the corpus and the five documents, by name."""
    return {path.stem: Record.model_validate_json(path.read_bytes()) for path in read_records.glob("*.json")}


@pytest.fixture(scope="session")
def scorer(shared: Path) -> Scorer:
    """What `score_extraction.py` says of a folder of labels and a folder of records."""

    def call(gold: Path, read: Path) -> dict:
        command = [sys.executable, shared / "tools" / "score_extraction.py", gold, read, "--json"]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(ran.stdout)

    return call
