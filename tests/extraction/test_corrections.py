"""Corrections files: what may stand in one, and what a person is told of one that is wrong."""

from pathlib import Path

import pytest

from sendgraph.errors import InvalidFile
from sendgraph.extraction.corrections import Corrections, read_corrections

WHOLE = """\
# What people corrected in halton.pdf.
[[finding]]
n = 12
starts = "Too many children wait"
polarity = "mixed"
themes = { add = ["ehc-quality"], remove = ["annual-review"], confirm = ["waiting-times"] }
services = { remove = ["camhs"] }
groups = { add = ["autism"] }
because = "the wait is for a plan"
by = "SEND data team"

[[link]]
type = "recurs-from"
later = 3
document = "halton-2017"
earlier = 47
stands = false

[[measure]]
finding = 21
words = "82%"
value = 28
date = 2019-06-30
without = ["previous_value"]

[[measure]]
words = "9%"
drop = true
"""
ENTRY = '[[finding]]\nn = 1\nstarts = "a"\n'
MEASURE = '[[measure]]\nfinding = 1\nwords = "9%"\n'
LINK = '[[link]]\ntype = "recurs-from"\nlater = 3\ndocument = "x"\nearlier = 4\n'


def read(path: Path, text: str) -> Corrections:
    file = path / "halton.corrections.toml"
    file.write_text(text, encoding="utf-8")
    return read_corrections(file)


def test_a_whole_file(tmp_path: Path) -> None:
    corrections = read(tmp_path, WHOLE)
    (finding,), (link,), (one, other) = corrections.finding, corrections.link, corrections.measure
    assert finding.model_dump(exclude_defaults=True) == {
        "n": 12,
        "starts": "Too many children wait",
        "polarity": "mixed",
        "themes": {"add": ("ehc-quality",), "remove": ("annual-review",), "confirm": ("waiting-times",)},
        "services": {"remove": ("camhs",)},
        "groups": {"add": ("autism",)},
        "because": "the wait is for a plan",
        "by": "SEND data team",
    }
    assert (link.type, link.later, link.document, link.earlier, link.stands) == (
        *("recurs-from", 3, "halton-2017", 47, False),
    )
    assert one.fields == {"value": 28.0, "date": "2019-06-30", "previous_value": None}
    assert (other.finding, other.words, other.drop, other.fields) == (None, "9%", True, {})


def test_the_example_of_the_guide_is_one(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")
    corrections = read(tmp_path, guide.partition("```toml\n")[2].partition("```")[0])
    assert [len(entries) for entries in (corrections.finding, corrections.link, corrections.measure)] == [
        1,
        1,
        1,
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\ufeff# with a mark that editors leave\n"])
def test_a_file_may_say_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == Corrections()


def test_several_entries_of_one_finding_add_up(tmp_path: Path) -> None:
    more = ENTRY + 'themes = { add = ["x"] }\n' + ENTRY + 'themes = { confirm = ["x"], remove = ["y"] }\n'
    assert [f.n for f in read(tmp_path, more).finding] == [1, 1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[[finding]\n",
            "is not TOML: expected ']]' at the end of an array declaration (at line 1, column 10)",
        ),
        ("[[findings]]\n", "there is no key findings; there are finding"),
        ("[[finding]]\nn = 1\n", "[[finding]] number 1: starts is missing"),
        ('[[finding]]\nn = 1\nstarts = " "\n', "[[finding]] number 1: starts: string should have at least 1"),
        (ENTRY.replace("1", "0"), "[[finding]] number 1: n: input should be greater than or equal to 1"),
        (ENTRY.replace("1", '"1"'), "[[finding]] number 1: n: input should be a valid integer"),
        (ENTRY + ENTRY + 'theme = "x"\n', "[[finding]] number 2: there is no key theme; there are themes"),
        (
            ENTRY + 'polarity = "bad"\n',
            "[[finding]] number 1: polarity: input should be 'positive', 'negative' or 'mixed'",
        ),
        (ENTRY + 'themes = ["x"]\n', "[[finding]] number 1: themes: write lists of codes: { add = ["),
        ("[finding]\nn = 1\n", "finding: write [[finding]], in two brackets, before each entry"),
        (
            ENTRY + 'themes = { ad = ["x"] }\n',
            "[[finding]] number 1: there is no key themes.ad; there are add",
        ),
        (
            ENTRY + 'themes = { add = ["x"], remove = ["x"] }\n',
            "[[finding]] number 1: themes: it both keeps and removes x: leave it in one of the lists",
        ),
        (
            ENTRY + 'themes = { add = ["x"] }\n' + ENTRY + 'themes = { remove = ["x"] }\n',
            "two entries of finding 1 say different things about themes x; keep the right one",
        ),
        (
            ENTRY + 'polarity = "mixed"\n' + ENTRY + 'polarity = "negative"\n',
            "two entries of finding 1 say different things about its polarity; keep the right one",
        ),
        (LINK.replace("recurs-from", "repeats"), "[[link]] number 1: type: input should be 'recurs-from' or"),
        (
            LINK + LINK + "stands = false\n",
            "two entries of finding 3 say different things about recurs-from x 4; keep the right one",
        ),
        (MEASURE, "[[measure]] number 1: drop the measure, or set fields of it"),
        (
            MEASURE + "drop = true\nvalue = 1\n",
            "[[measure]] number 1: drop the measure, or set fields of it; not",
        ),
        (
            MEASURE + 'without = ["unit"]\n',
            "[[measure]] number 1: a measure cannot be without unit, only without",
        ),
        (
            MEASURE + 'date = "2019"\nwithout = ["date"]\n',
            "[[measure]] number 1: it both sets date and does without it",
        ),
        (MEASURE + 'date = "June 2019"\n', "[[measure]] number 1: date: string should match pattern"),
        (
            ENTRY + 'by = 1\nwho = "x"\n',
            "[[finding]] number 1: by: input should be a valid string (and 1 more)",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        read(tmp_path, text)
    line = str(caught.value)
    assert line.startswith(f"halton.corrections.toml: {message}")
    assert "mend it; docs/corrections.md" in line
    assert "\n" not in line


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.corrections.toml").write_bytes("# é".encode("latin-1"))
    with pytest.raises(InvalidFile, match=r"a\.corrections\.toml: is not text in UTF-8; save it as UTF-8"):
        read_corrections(tmp_path / "a.corrections.toml")
