"""The shipped letters and papers against their hand-made records: every fact but the labels."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from sendgraph.documents import read_document
from sendgraph.extraction import Lexicon, extract
from sendgraph.shipped import folder

FACTS = (
    "kind", "title", "publisher", "document_date", "area", "framework", "inspection_start", "inspection_end",
    "letter_date", "judgement", "local_authority", "inspectors",
)  # fmt: skip
PARTS = ("section", "aspect", "restates", "addresses", "description", "mitigation", "rating")


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", "", unicodedata.normalize("NFKC", re.sub(r"<[^>]+>", " ", text)).lower())


@pytest.mark.parametrize(
    "name",
    ["halton-2017", "cheshire-west-and-chester-2022", "medway-2018-committee", "cheshire-east-2019-update"],
)
def test_every_fact_of_the_gold_is_read(shared: Path, name: str) -> None:
    gold: dict[str, Any] = json.loads(
        (shared / "gold" / "labelled" / f"{name}.json").read_text(encoding="utf-8")
    )
    document = read_document(folder("data") / "documents" / f"{name}.txt")
    record = extract(document, Lexicon.shipped()).model_dump()
    assert {fact: record[fact] for fact in FACTS} == {fact: gold[fact] for fact in FACTS}
    assert [(o["name"], o["body"]) for o in record["officers"]] == [
        (o["name"], o["body"]) for o in gold["officers"]
    ]
    events = [(e["type"], e["date"], e["body"]) for e in record["plan_events"]]
    assert events == [(e["type"], e["date"], e["body"]) for e in gold["plan_events"]]
    assert set(gold["health_bodies"]) <= set(record["health_bodies"])
    assert set(record["health_bodies"]) <= {*gold["health_bodies"], *gold.get("health_bodies_ok", [])}
    assert len(record["findings"]) == len(gold["findings"])
    for read, marked in zip(record["findings"], gold["findings"], strict=True):
        assert {part: read[part] for part in PARTS} == {part: marked.get(part) for part in PARTS}
        assert _plain(read["text"]).startswith(_plain(marked["starts"]))
        assert _plain(read["text"]).endswith(_plain(marked["ends"]))
