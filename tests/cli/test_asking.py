"""`query`, `neighbours`, `paths` on the shipped documents."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest


def test_the_questions_are_listed(sendgraph: Callable) -> None:
    lines = sendgraph("query").out.splitlines()
    assert lines[0] == "Question\tAsks"
    assert "significant-weaknesses\tSignificant weaknesses of an area" in lines


def test_a_question_with_a_parameter(shipped_releases: Path, sendgraph: Callable) -> None:
    outcome = sendgraph(
        "query", "significant-weaknesses", "-p", "area=Medway", "-f", "csv", "--release", shipped_releases
    )
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert outcome.code == 0
    assert [row["text"] for row in rows][:2] == [
        "the lack of joint strategic leadership across the area between the council, the CCG and education"
        " providers",
        "the lack of a clearly communicated strategy that is understood and shared by leaders across the"
        " area",
    ]
    assert len(rows) == 8


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nope"], "'nope': there is no such question; choose from area-timeline, "),
        (["significant-weaknesses", "-p", "area=Medwey"], "area: 'Medwey' is no area; did you mean Medway?"),
        (
            ["significant-weaknesses", "-p", "area"],
            "--param area: is not NAME=VALUE; write --param area=Halton",
        ),
        (["nope.rq"], "nope.rq: no such file or directory; give a SPARQL file, or a name that "),
        (["significant-weaknesses", "-f", "ttl"], "--format ttl: a table is no graph; "),
    ],
)
def test_a_wrong_question_is_one_line(
    arguments: list[str], line: str, shipped_releases: Path, sendgraph: Callable
) -> None:
    outcome = sendgraph("query", *arguments, "--release", shipped_releases)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"sendgraph: {line}")
    assert outcome.err.count("\n") == 1


def test_any_sparql_file(tmp_path: Path, shipped_releases: Path, sendgraph: Callable) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("ASK { ?finding a <https://w3id.org/sendgraph/def/RecurringConcern> }")
    assert sendgraph("query", file, "--release", shipped_releases).out == "true\n"
    file.write_text("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    refused = sendgraph("query", file, "--release", shipped_releases)
    assert (refused.code, refused.out) == (2, "")
    assert "SERVICE would call another server" in refused.err


def test_a_file_that_is_no_text_is_told(tmp_path: Path, shipped_releases: Path, sendgraph: Callable) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes(b"ASK { ?s ?p '\xff' }")
    outcome = sendgraph("query", file, "--release", shipped_releases)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == f"sendgraph: {file}: is not text in UTF-8; save it as UTF-8\n"


@pytest.mark.parametrize(
    "query", ["ASK { }", "SELECT (1 AS ?one) { }", "CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 1"]
)
def test_json_is_one_document_and_ends_its_line(
    query: str, tmp_path: Path, shipped_releases: Path, sendgraph: Callable
) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(query)
    out = sendgraph("query", file, "-f", "json", "--release", shipped_releases).out
    assert json.loads(out)
    assert out.endswith(("}\n", "]\n"))


def test_neighbours(shipped_releases: Path, sendgraph: Callable) -> None:
    outcome = sendgraph("neighbours", "area/halton", "--type", "Inspection", "--release", shipped_releases)
    assert outcome.code == 0
    assert "SEND inspection of Halton, March 2017\tis an inspection of\tHalton\n" in outcome.out
    as_json = sendgraph("neighbours", "area/halton", "-f", "json", "--release", shipped_releases)
    assert json.loads(as_json.out)["node"] == "https://w3id.org/sendgraph/id/area/halton"
    unknown = sendgraph("neighbours", "area/atlantis", "--release", shipped_releases)
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err == ("sendgraph: area/atlantis: the graph has no such node; give an IRI of the graph\n")


def test_paths_explain_each_hop(shipped_releases: Path, sendgraph: Callable) -> None:
    outcome = sendgraph(
        "paths",
        "inspection/halton-2017-03-27",
        "body/nhs-cheshire-and-merseyside-icb",
        "-k",
        1,
        "--release",
        shipped_releases,
    )
    group = "“NHS Halton Clinical Commissioning Group”"
    assert outcome.out == (
        "1. 2 hops\n"
        f"   “SEND inspection of Halton, March 2017” has responsible body {group}\n"
        f"   {group} was succeeded by “NHS Cheshire and Merseyside Integrated Care Board”\n"
    )
