"""Where documents are looked for, and what is taken for one."""

import json
from pathlib import Path

import pytest

from sendgraph.errors import BadParameter, InvalidFile
from sendgraph.evaluation.places import find_documents, read_record
from sendgraph.shipped import folder


def put(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Some words.")


def put_record(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"findings": [{"n": 1, "text": "Words.", "passages": []}]}))
    path.with_suffix(".txt").write_text("Words.")


def test_documents_about_the_labels(tmp_path: Path) -> None:
    """In the labels' folder, beside it, in the folders beside it; then those shipped; never far or hidden."""
    gold = tmp_path / "gold"
    put(gold / "labelled" / "a.json", gold / "more" / "a.txt", gold / "b.pdf", tmp_path / "b.pdf")
    put(tmp_path / "c.md", tmp_path / "reports" / "d.pdf", tmp_path / "reports" / "2024" / "e.html")
    put(tmp_path / "reports" / "2024" / "old" / "f.pdf", tmp_path / ".hidden" / "g.pdf", tmp_path / "h.csv")
    put(tmp_path / "reports" / "halton-2017.docx")
    names = [*"abcdefgh", "halton-2017", "cheshire-west-and-chester-2022"]
    for labels in (gold, gold / "labelled"):
        found = find_documents(names, labels)
        assert found.documents == {
            "a": gold / "more" / "a.txt",
            "b": gold / "b.pdf",
            "c": tmp_path / "c.md",
            "d": tmp_path / "reports" / "d.pdf",
            "e": tmp_path / "reports" / "2024" / "e.html",
            "halton-2017": tmp_path / "reports" / "halton-2017.docx",
            "cheshire-west-and-chester-2022": folder("data")
            / "documents"
            / "cheshire-west-and-chester-2022.txt",
        }
        assert found.records == {}


def test_records_count_where_they_are_given(tmp_path: Path) -> None:
    """A record's text is no document; a document comes before its record; the first place counts."""
    records, reports = tmp_path / "records", tmp_path / "reports"
    put_record(records / "a.json")
    put_record(records / "b.json")
    put(records / "b.pdf", records / "c.txt", reports / "a.pdf", reports / "c.pdf")
    (records / "c.json").write_text(json.dumps({"findings": [{"n": 1, "starts": "Some words."}]}))
    given = find_documents("abc", tmp_path / "gold", [records, reports])
    assert given.records == {"a": records / "a.json"}
    assert given.documents == {"b": records / "b.pdf", "c": records / "c.txt"}
    one = find_documents("ab", tmp_path / "gold", [records / "b.json", reports / "a.pdf"])
    assert (one.records, one.documents) == ({"b": records / "b.json"}, {"a": reports / "a.pdf"})
    (tmp_path / "gold").mkdir()
    assert find_documents("ab", tmp_path / "gold").documents == {
        "a": reports / "a.pdf",
        "b": records / "b.pdf",
    }


def test_what_is_not_there_or_no_record(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="nowhere: there is no such file or folder"):
        find_documents("a", tmp_path, [tmp_path / "nowhere"])
    put_record(tmp_path / "a.json")
    with pytest.raises(InvalidFile, match="is not a record: Field required at document; extract it again"):
        read_record(tmp_path / "a.json")
