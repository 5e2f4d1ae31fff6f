"""Links are those of a release, and their figures those of the scorer."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sendgraph.evaluation import evaluate, load_labels
from sendgraph.evaluation.recurrence import KINDS, links_between
from sendgraph.extraction.record import Record
from sendgraph.reference import load_reference
from sendgraph.release import Release
from sendgraph.release.reading import Read, read_source
from sendgraph.release.sources import gather
from sendgraph.store import EmbeddedStore, Solutions

LINKS = """
PREFIX send: <https://w3id.org/sendgraph/def/>
SELECT ?later ?earlier WHERE {{
  GRAPH <https://w3id.org/sendgraph/id/graph/links> {{ {pattern} }}
  ?l send:ordinal ?later . ?e send:ordinal ?earlier .
}}"""
PATTERNS = {"recurs": "?l send:recursFrom ?e", "resolved": "?e send:laterStrength ?l"}


def test_the_links_are_those_that_a_release_states(shipped_release: Release) -> None:
    read = [one for one in map(read_source, gather().sources) if isinstance(one, Read)]
    by_name = {one.record.document: one.record for one in read}
    earlier, later = (by_name[f"cheshire-west-and-chester-{year}"] for year in (2022, 2025))
    made = links_between(later, earlier, load_reference())
    store = EmbeddedStore.open(shipped_release)
    for kind, pattern in PATTERNS.items():
        answer = store.query(LINKS.format(pattern=pattern))
        assert isinstance(answer, Solutions)
        stated = {tuple(int(term.value) for term in row) for row in answer.rows}
        assert made[kind] == stated
    assert made["recurs"]


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("more", [0, 7], ids=["as read", "numbered otherwise"])
def test_the_scorer_says_the_same(
    kind: str, more: int, shared: Path, records: dict[str, Record], tmp_path: Path
) -> None:
    given = dict(records)
    halton = records["halton"]
    findings = [f.model_copy(update={"n": f.n + more}) for f in halton.findings]
    given["halton"] = halton.model_copy(update={"findings": findings})
    result = evaluate(load_labels(shared / "gold"), given)
    for one in result.inspections:
        made = links_between(given[one.later], given[one.earlier], load_reference())[kind]
        moved = more if one.later == "halton" else 0
        with (tmp_path / "pairs.csv").open("w") as file:
            rows = [(later - moved, earlier) for later, earlier in made]
            csv.writer(file).writerows([("later", "earlier"), *rows])
        gold = next(
            path
            for path in (shared / "gold" / "recurrence").glob("*.json")
            if json.loads(path.read_text(encoding="utf-8"))["later"] == one.later
        )
        tool = shared / "tools" / "score_recurrence.py"
        command = [sys.executable, tool, gold, tmp_path / "pairs.csv", "--kind", kind]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        linked = one.kinds[kind]
        assert said == (
            f"recall {linked.recall or 0:.3f} ({linked.found} of {linked.sure} later findings), "
            f"precision {linked.precision or 0:.3f} ({linked.right} of {linked.links} links)\n"
        )
    pooled = result.pooled()[kind]
    assert pooled.links == sum(one.kinds[kind].links for one in result.inspections)
    assert pooled.found == sum(one.kinds[kind].found for one in result.inspections)


def small(name: str, date: str, *findings: dict) -> Record:
    own = {"document": name, "area": "Halton", "framework": "2016", "kind": "outcome-letter-2016"}
    none = dict.fromkeys(("title", "publisher", "document_date", "inspection_end", "judgement"))
    return Record.model_validate(
        {**own, **none, "local_authority": None, "inspection_start": date, "findings": findings}
    )


def concern(n: int, **changes: object) -> dict:
    text = "Short breaks are limited; families are uncertain how to reach them."
    labels = {"polarity": "negative", "themes": ["short-breaks"], "section": "area-for-development"}
    return {"n": n, "text": text, "passages": [], **labels, **changes}


def test_a_restatement_goes_by_what_it_restates(tmp_path: Path) -> None:
    paper = small("first", "2017-03-27", concern(1, restates=2, section="main-finding"), concern(2))
    letter = small(
        "second", "2019-11-20", concern(1), concern(2, themes=["equity"], text="Boys do less well.")
    )
    pairs = {"earlier": "first", "later": "second", "recurs": [{"later": 1, "earlier": 1}]}
    (tmp_path / "halton.json").write_text(json.dumps(pairs))
    result = evaluate(load_labels(tmp_path), {"first": paper, "second": letter})
    (one,) = result.inspections
    assert (one.area, one.kinds["recurs"].recall, one.kinds["recurs"].precision) == ("Halton", 1, 1)
    assert "resolved" not in one.kinds
    assert (result.documents, result.scored, result.missing) == (0, True, ())


def test_differences_name_both_findings(tmp_path: Path) -> None:
    first = small("first", "2017-03-27", concern(1), concern(2, text="Boys do less well.", themes=["equity"]))
    second = small("second", "2019-11-20", concern(4))
    pairs = {"earlier": "first", "later": "second", "recurs": [{"later": 4, "earlier": 2}]}
    (tmp_path / "halton.json").write_text(json.dumps(pairs))
    result = evaluate(load_labels(tmp_path), {"first": first, "second": second})
    told = [(d.document, d.finding, d.what, d.gold, d.read) for d in result.sheet.differences]
    assert told == [
        ("second", 4, "recurs from", "first 2", ""),
        ("second", 4, "recurs from", "", "first 1"),
    ]


def test_an_inspection_without_a_date_is_a_problem_of_its_own(tmp_path: Path) -> None:
    undated = small("first", "2017-03-27", concern(1)).model_copy(update={"inspection_start": None})
    (tmp_path / "pairs.json").write_text(json.dumps({"earlier": "first", "later": "second", "recurs": []}))
    result = evaluate(
        load_labels(tmp_path), {"first": undated, "second": small("second", "2019-11-20", concern(1))}
    )
    assert not result.scored
    assert [problem.code for problem in result.problems] == ["undated-inspection"]
