"""Files of any RDF syntax against the shapes."""

from pathlib import Path

import pytest

from sendgraph.errors import InvalidFile
from sendgraph.release import validate_file

BASE = "https://w3id.org/sendgraph/"
GOOD = f"""
@prefix send: <{BASE}def/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<{BASE}id/inspection/halton-2023-11-20> send:inspector <{BASE}id/person/ofsted/a-n-inspector> .
<{BASE}id/person/ofsted/a-n-inspector> a send:Person ; rdfs:label "A N Inspector" .
"""


def test_a_file_is_checked_and_the_shipped_facts_beside_it_are_not(tmp_path: Path) -> None:
    good = tmp_path / "good.ttl"
    good.write_text(GOOD)
    assert validate_file(good, base_iri=BASE).rows() == []
    bad = tmp_path / "bad.ttl"
    bad.write_text(GOOD.replace(' ; rdfs:label "A N Inspector"', ""))
    validation = validate_file(bad, base_iri=BASE)
    assert not validation.conforms
    assert {row[:3] for row in validation.rows()} == {
        ("Violation", "person/ofsted/a-n-inspector", "rdfs:label")
    }


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "a,b", r"a\.csv: its ending names no RDF syntax; take ttl, nt, nq, trig, jsonld or rdf"),
        ("a.ttl", "<a> <b>", r"a\.ttl: it is not valid RDF: .*; mend the file"),
        ("none.ttl", None, r"none\.ttl: it cannot be read \(No such file or directory\)"),
    ],
)
def test_what_is_not_rdf_says_so(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(InvalidFile, match=message):
        validate_file(tmp_path / name, base_iri=BASE)
