"""`sendgraph extract` on the shipped documents and on what cannot be read."""

import json
from collections.abc import Callable
from pathlib import Path

from sendgraph.shipped import folder

LETTER = folder("data") / "documents" / "halton-2017.txt"


def test_one_document_is_one_record(sendgraph: Callable) -> None:
    outcome = sendgraph("extract", LETTER)
    record = json.loads(outcome.out)
    assert (outcome.code, outcome.err) == (0, "")
    assert (record["document"], record["area"], len(record["findings"])) == ("halton-2017", "Halton", 63)


def test_a_folder_takes_records_and_texts(tmp_path: Path, sendgraph: Callable) -> None:
    outcome = sendgraph("extract", LETTER.parent, "--output", tmp_path / "records", "--workers", 1)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    names = sorted(path.name for path in (tmp_path / "records").iterdir())
    stems = sorted(path.stem for path in LETTER.parent.glob("*.txt"))
    assert names == sorted([f"{s}.json" for s in stems] + [f"{s}.txt" for s in stems])
    for stem in stems:
        record = json.loads((tmp_path / "records" / f"{stem}.json").read_text())
        text = (tmp_path / "records" / f"{stem}.txt").read_bytes().decode()
        for finding in record["findings"]:
            for passage in finding["passages"]:
                assert text[passage["start"] : passage["end"]].strip()


def test_what_cannot_be_read_costs_nothing_else(tmp_path: Path, sendgraph: Callable) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "letter.txt").write_bytes(LETTER.read_bytes())
    outcome = sendgraph("extract", tmp_path)
    assert outcome.code == 1
    assert json.loads(outcome.out)[0]["area"] == "Halton"
    assert outcome.err.startswith("sendgraph: empty.pdf: ")
    assert outcome.err.count("\n") == 1
