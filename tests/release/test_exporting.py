"""A release in other forms: the same statements in every syntax, and tables that are safe to open."""

import csv
import io
import json
import zipfile

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset

from sendgraph.errors import BadParameter
from sendgraph.release import FORMS, Release, csv_tables, export, status_rows
from sendgraph.release.exporting import safe_cell


def rows(release: Release, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_tables(release)[table].decode(), newline="")))


def canonical(dataset: pyoxigraph.Dataset) -> set[str]:
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def test_nquads_and_trig_hold_the_dataset(shipped_release: Release) -> None:
    whole = canonical(pyoxigraph.Dataset(shipped_release.quads()))
    for form, syntax in (("nq", pyoxigraph.RdfFormat.N_QUADS), ("trig", pyoxigraph.RdfFormat.TRIG)):
        assert canonical(pyoxigraph.Dataset(pyoxigraph.parse(export(shipped_release, form), syntax))) == whole


def test_json_ld_holds_the_dataset_and_carries_its_context(shipped_release: Release) -> None:
    content = export(shipped_release, "jsonld")
    context = json.loads(content)["@context"]
    assert context["send"] == "https://w3id.org/sendgraph/def/"
    dataset = Dataset()
    dataset.parse(data=content, format="json-ld")
    lines = dataset.serialize(format="nquads")
    found = pyoxigraph.Dataset(pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_QUADS))
    assert canonical(found) == canonical(pyoxigraph.Dataset(shipped_release.quads()))


def test_turtle_holds_the_union(shipped_release: Release) -> None:
    found = pyoxigraph.Dataset(pyoxigraph.parse(export(shipped_release, "ttl"), pyoxigraph.RdfFormat.TURTLE))
    union = pyoxigraph.Dataset(pyoxigraph.Quad(*quad.triple) for quad in shipped_release.quads())
    assert canonical(found) == canonical(union)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_release_gives_the_same_bytes(shipped_release: Release, form: str) -> None:
    assert export(shipped_release, form) == export(Release.open(shipped_release.path), form)


def test_an_unknown_form_says_which_there_are(shipped_release: Release) -> None:
    with pytest.raises(BadParameter, match="there is no form xml; take one of nq, ttl, trig, jsonld, csv"):
        export(shipped_release, "xml")


def test_each_thing_is_one_row(shipped_release: Release) -> None:
    things = shipped_release.manifest.things
    for table, key, number in (
        ("areas.csv", "area", things["areas"]),
        ("inspections.csv", "inspection", things["inspections"]),
        ("findings.csv", "finding", things["findings"]),
        ("measures.csv", "measure", things["measures"]),
    ):
        found = [row[key] for row in rows(shipped_release, table)]
        assert len(found) == len(set(found)) == number, table


def test_the_tables_say_what_the_records_say(shipped_release: Release) -> None:
    halton = shipped_release.record("halton-2017")
    document = "https://w3id.org/sendgraph/id/document/halton-2017-03-27"
    found = [row for row in rows(shipped_release, "findings.csv") if row["document"] == document]
    assert [
        (row["ordinal"], row["section"], row["polarity"], row["themes"], row["services"], row["groups"])
        for row in found
    ] == [
        (
            str(finding.n),
            finding.section,
            finding.polarity or "",
            "; ".join(sorted(finding.themes)),
            "; ".join(sorted(finding.services)),
            "; ".join(sorted(finding.groups)),
        )
        for finding in halton.findings
    ]
    (inspection,) = (
        row
        for row in rows(shipped_release, "inspections.csv")
        if row["inspection"].endswith("/halton-2017-03-27")
    )
    assert (inspection["area"], inspection["start"], inspection["end"]) == (
        "Halton",
        "2017-03-27",
        "2017-03-31",
    )
    assert (inspection["framework"], inspection["judgement"]) == ("2016", "wsoa-not-required")
    assert (inspection["documents"], inspection["findings"]) == (document, str(len(halton.findings)))


def test_csv_is_a_zip_of_the_tables(shipped_release: Release) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export(shipped_release, "csv")))
    assert {name: archive.read(name) for name in archive.namelist()} == csv_tables(shipped_release)


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    safe = safe_cell(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe in (text, f"'{text}")


def test_the_status_names_what_a_release_holds(shipped_release: Release) -> None:
    found = dict(status_rows(shipped_release.manifest))
    assert found["release"] == shipped_release.name
    assert found["checks"] == "passed"
    assert found["documents"] == "5"
    assert found["halton-2017"] == "outcome-letter-2016, Halton, Ofsted"
    assert found["triples"] == f"{shipped_release.manifest.quads:,}"
    assert (
        found["graph/reference"]
        == f"{shipped_release.manifest.graphs[f'{shipped_release.base_iri}id/graph/reference']:,}"
    )
