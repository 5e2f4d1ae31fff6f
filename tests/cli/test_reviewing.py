"""`sendgraph review` in each of its formats."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from sendgraph.extraction.corrections import Corrections, read_corrections
from sendgraph.release import Release
from sendgraph.release.review import review


def test_a_table_of_the_least_certain(slough_release: Release, sendgraph: Callable) -> None:
    outcome = sendgraph("review", slough_release.path, "--limit", 5)
    head, *rows = (line.split("\t") for line in outcome.out.splitlines())
    assert head == ["Document", "Finding", "Starts", "Kind", "Label", "Because", "Confidence"]
    doubts = review(slough_release)
    assert [(row[0], int(row[1]), row[3], row[4]) for row in rows] == [
        (d.place.document, d.place.finding, d.kind, d.name) for d in doubts[:5]
    ]
    assert rows[0][2] == " ".join(doubts[0].place.text.split()[:8])
    assert (outcome.code, outcome.err) == (0, f"sendgraph: {len(doubts) - 5} more; raise --limit\n")


def test_links_as_data(slough_release: Release, sendgraph: Callable) -> None:
    asked = ("review", slough_release.path.parent, "--kind", "link", "--document", "slough-2024")
    entries = json.loads(sendgraph(*asked, "--format", "json").out)
    (waits,) = (e for e in entries if e["finding"] == 4)
    assert {k: v for k, v in waits.items() if k not in ("because", "confidence", "certainty")} == {
        "document": "slough-2024",
        "finding": 4,
        "starts": "Too many children still wait too long for",
        "kind": "link",
        "scheme": "recurs-from",
        "label": None,
        "earlier_document": "slough-2019",
        "earlier_finding": 3,
        "earlier_starts": "Too many children wait too long for speech",
    }
    table = list(csv.DictReader(io.StringIO(sendgraph(*asked, "--format", "csv").out)))
    assert [(row["finding"], row["earlier_finding"], row["confidence"]) for row in table] == [
        (str(e["finding"]), str(e["earlier_finding"]), str(e["confidence"])) for e in entries
    ]


def test_a_file_to_fill_in(slough_release: Release, tmp_path: Path, sendgraph: Callable) -> None:
    asked = ("review", slough_release.path, "--format", "toml", "--limit", 1000)
    outcome = sendgraph(*asked, "--document", "slough-2019")
    file = tmp_path / "slough-2019.corrections.toml"
    file.write_text(outcome.out, encoding="utf-8")
    assert (outcome.code, outcome.err, read_corrections(file)) == (0, "", Corrections())
    assert outcome.out.startswith(
        "# Corrections of slough-2019: save what you keep as slough-2019.corrections"
    )
    number = len({d.place.finding for d in review(slough_release, document="slough-2019")})
    assert outcome.out.count("#[[finding]]\n") == number
    assert sendgraph(*asked).err == (
        "sendgraph: --format toml: a corrections file is of one document; add --document NAME\n"
    )


def test_nothing_to_review(slough_release: Release, sendgraph: Callable) -> None:
    for form, empty in (("table", ""), ("csv", ""), ("json", "[]\n")):
        outcome = sendgraph("review", slough_release.path, "--below", 0, "--format", form)
        assert (outcome.code, outcome.out, outcome.err) == (0, empty, "sendgraph: nothing to review\n")


def test_bad_calls(slough_release: Release, tmp_path: Path, sendgraph: Callable) -> None:
    unknown = sendgraph("review", slough_release.path, "--document", "slough")
    assert (unknown.code, unknown.err) == (
        2,
        "sendgraph: slough: the release has no such document; it has slough-2019, slough-2024\n",
    )
    assert sendgraph("review", slough_release.path, "--below", 2).code == 2
    assert sendgraph("review", tmp_path).code == 1


def test_extract_corrects_and_tells(slough: Path, sendgraph: Callable) -> None:
    outcome = sendgraph("extract", slough / "slough-2024.txt")
    record = json.loads(outcome.out)
    assert (outcome.code, outcome.err) == (0, "")
    assert record["findings"][3]["polarity"] == "mixed"
    assert [one["stands"] for one in record["corrected_links"]] == [True, False]
    file = slough / "slough-2024.corrections.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("n = 4", "n = 2"), encoding="utf-8")
    outcome = sendgraph("extract", slough / "slough-2024.txt", "--output", slough / "records")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        "sendgraph: slough-2024.corrections.toml: finding 2: it starts “Leaders have an accurate "
        "understanding of what works.”; “Too many children still wait” is finding 4 now; write 4\n"
    )
    assert (slough / "records" / "slough-2024.json").is_file()
