"""Records for the tests of this room: hand-made ones, and the gold ones where they are at hand."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sendgraph.extraction.record import Finding, Record
from sendgraph.reference import Reference, load_reference
from sendgraph.shipped import folder

SHIPPED = [
    "cheshire-east-2019-update",
    "cheshire-west-and-chester-2022",
    "cheshire-west-and-chester-2025",
    "halton-2017",
    "medway-2018-committee",
]
GOLD = Path(__file__).parents[2] / ".." / "shared" / "gold"

GoldRecord = Callable[[str], tuple[Record, str]]


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="session")
def gold_record() -> GoldRecord:
    """A gold record of a shipped document, with the document's text."""
    if not GOLD.is_dir():
        pytest.skip("the gold records are not at hand")
    return read_gold


def read_gold(name: str) -> tuple[Record, str]:
    text = (folder("data") / "documents" / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((GOLD / "labelled" / f"{name}.json").read_text(encoding="utf-8"))
    return record_from_gold(gold, text), text


def record_from_gold(gold: dict[str, object], text: str) -> Record:
    """Gold findings carry their first and last words: look them up in the text, in order."""
    values = {k: v for k, v in gold.items() if k in Record.model_fields and k != "findings"}
    findings: list[Finding] = []
    for item in gold["findings"]:
        start, end = _bounds(text, item["starts"], item["ends"], findings)
        known = {k: v for k, v in item.items() if k in Finding.model_fields and v is not None}
        words = " ".join(text[start:end].split())
        findings.append(Finding(**known, text=words, passages=[{"start": start, "end": end}]))
    return Record(**(values | {"findings": findings}))


def _bounds(text: str, starts: str, ends: str, before: list[Finding]) -> tuple[int, int]:
    first, last = _pattern(starts), _pattern(ends)
    after = before[-1].passages[-1].end if before else 0
    start = first.search(text, after) or first.search(text)
    if start is None:
        return after, after + 1
    end = last.search(text, start.start())
    return start.start(), end.end() if end else start.end()


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"[\s*|<>/a-z]*?\s".join(re.escape(w) for w in words.split()) if words else "$^")
