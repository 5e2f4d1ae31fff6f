"""What files, folders, records and releases stand for as sources of a build."""

import json
from pathlib import Path

import pytest

from sendgraph.errors import BadParameter
from sendgraph.release.catalogue import read_catalogue
from sendgraph.release.sources import Gathered, gather
from sendgraph.shipped import folder

HEADER = "file,title,publisher,date,kind,licence,licence_note,sha256\n"


def told(gathered: Gathered) -> list[str]:
    return [problem.line() for problem in gathered.problems]


def test_the_shipped_documents_are_the_default() -> None:
    gathered = gather()
    assert [source.name for source in gathered.sources] == [
        "cheshire-east-2019-update",
        "cheshire-west-and-chester-2022",
        "cheshire-west-and-chester-2025",
        "halton-2017",
        "medway-2018-committee",
    ]
    assert gather([folder("data")]) == gather([folder("data") / "documents"]) == gathered
    assert gathered.problems == ()
    assert [source.entry.publisher for source in gathered.sources if source.entry] == [
        "Cheshire East Council",
        "Ofsted",
        "Ofsted",
        "Ofsted",
        "Medway Council",
    ]


def test_the_catalogue_claims_a_licence_for_crown_copyright_alone() -> None:
    entries = read_catalogue(folder("data") / "documents").values()
    assert {entry.publisher for entry in entries if entry.licence} == {"Ofsted"}
    for entry in entries:
        if entry.licence:
            assert entry.licence.endswith("/open-government-licence/version/3/")
            assert entry.licence_note.endswith("© Crown copyright")
        else:
            assert entry.licence_note.startswith("Public committee paper of the council")


def test_order_and_repetition_of_paths_do_not_matter(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("1")
    two.write_text("2")
    assert gather([one, two]) == gather([two, one, two, tmp_path, one])


def test_the_same_bytes_twice_are_one_document(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("b.txt", "a/c.txt"):
        (tmp_path / name).write_text("the same")
    gathered = gather([tmp_path])
    assert [source.name for source in gathered.sources] == ["b"]
    assert told(gathered) == ["c.txt: is the same document as b.txt; keep one of them"]


def test_a_catalogued_document_comes_before_a_copy_of_it(tmp_path: Path) -> None:
    shipped = folder("data") / "documents" / "halton-2017.txt"
    copy = tmp_path / "a.txt"
    copy.write_bytes(shipped.read_bytes())
    gathered = gather([copy, shipped])
    assert [source.name for source in gathered.sources] == ["halton-2017"]
    assert told(gathered) == ["a.txt: is the same document as halton-2017.txt; keep one of them"]


def test_two_documents_of_one_name_cannot_stand_together(tmp_path: Path) -> None:
    (tmp_path / "halton.html").write_text("1")
    (tmp_path / "halton.pdf").write_text("2")
    gathered = gather([tmp_path])
    assert [source.file for source in gathered.sources] == ["halton.html"]
    assert told(gathered) == ["halton.pdf: another document is called halton as well; rename one"]


def test_a_folder_is_its_files_and_not_what_is_about_them(tmp_path: Path) -> None:
    for name in (".hidden.txt", "README.md", "letter.txt", ".git/x.txt", "deep/down/report.PDF", "LICENCE"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [source.path.name for source in gather([tmp_path]).sources] == ["letter.txt", "report.PDF"]


def test_a_record_comes_with_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({}))
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "b.json").write_text(json.dumps({"b": 1}))
    gathered = gather([tmp_path])
    assert [(source.name, source.form) for source in gathered.sources] == [("a", "record")]
    assert told(gathered) == [
        "b.json: the record's text b.txt is not beside it; extract both with `sendgraph extract`"
    ]


def test_a_document_that_is_not_what_the_catalogue_says_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("changed")
    row = f"a.txt,A,Ofsted,,outcome-letter-2016,,,{'0' * 64}\n"
    (tmp_path / "catalogue.csv").write_text(HEADER + row + row.replace("a.txt", "b.txt"))
    gathered = gather([tmp_path])
    assert gathered.sources == ()
    assert told(gathered) == [
        "a.txt: its bytes are not those of the catalogue (SHA-256 differs); "
        "fetch it again, or put its hash into the catalogue",
        "b.txt: the catalogue names it, and it is not there; add the file",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"file,title\n", "catalogue.csv: the catalogue lacks the column publisher; add it"),
        (b"\xff\xfe", "catalogue.csv: the catalogue is not CSV in UTF-8: "),
        (
            HEADER.encode() + b"a,,,,,,,\na,,,,,,,\n",
            "catalogue.csv: the catalogue names a twice; remove one row",
        ),
    ],
)
def test_a_bad_catalogue_costs_nothing_else(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "catalogue.csv").write_bytes(content)
    (tmp_path / "a.txt").write_text("a")
    gathered = gather([tmp_path])
    assert [source.name for source in gathered.sources] == ["a"]
    assert len(gathered.problems) == 1
    assert told(gathered)[0].startswith(message)


def test_a_path_that_is_not_there_is_a_bad_call(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="there is no such file or folder; check the path"):
        gather([tmp_path / "nothing.pdf"])
