"""The published reports against the hand-made facts that the scorers leave out."""

import json
from pathlib import Path


def test_councils_and_others_are_named_as_the_gold_names_them(shared: Path, read_records: Path) -> None:
    gold = json.loads((shared / "gold" / "metadata.json").read_text(encoding="utf-8"))
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in read_records.glob("*.json")}
    assert {name: found[name]["local_authority"] for name in gold} == {
        name: facts["local_authority"] for name, facts in gold.items()
    }
    assert {name: found[name]["other_responsible_bodies"] for name in gold} == {
        name: facts.get("other_responsible_bodies", []) for name, facts in gold.items()
    }
