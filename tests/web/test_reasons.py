"""Why a finding is labelled so: on its page, and as marks in its text."""

import re

import httpx
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.web.answers.reasons import Reason, runs
from sendgraph.web.answers.tables import Cell

FINDING = "/doc/finding/cheshire-west-and-chester-2025-11-17/area-for-improvement/3"
_WORDS = st.text("ab c", min_size=1, max_size=4)


@given(st.text("ab c", max_size=30), st.lists(_WORDS, max_size=5))
def test_runs_are_the_text_and_mark_the_words_that_it_holds(text: str, words: list[str]) -> None:
    labels = [Reason(Cell(f"label {n}"), (word,), "0.5", Cell("")) for n, word in enumerate(words)]
    cut = runs(text, labels)
    assert "".join(run.text for run in cut) == text
    assert all(run.text for run in cut)
    marked = {label for run in cut for label in run.labels}
    assert marked == {f"label {n}" for n, word in enumerate(words) if word in text}


def test_a_whole_clause_that_earned_a_polarity_is_not_marked() -> None:
    polarity = Reason(Cell("Negative", "/def/polarity/negative"), ("Waits are long.",), "0.9", Cell(""))
    assert [run.labels for run in runs("Waits are long.", [polarity])] == [()]


def test_the_page_of_a_finding_says_why(shipped: httpx.Client) -> None:
    page = shipped.get(FINDING, headers={"Accept": "text/html"}).text
    marked = re.findall(r'<mark title="([^"]*)">([^<]*)</mark>', page)
    assert any("Short breaks" in labels.split(", ") and words == "short breaks" for labels, words in marked)
    why = page[page.index("Why it is labelled so") : page.index("Why it is tied to other inspections")]
    rows = re.findall(
        r'<a href="(/def/[^"]*)">[^<]*</a></th><td>([^<]*)</td><td><a href="([^"]*)">([\d.]+)<', why
    )
    assert ("/def/theme/short-breaks", "short breaks") in {row[:2] for row in rows}
    assert [float(row[3]) for row in rows] == sorted((float(row[3]) for row in rows), reverse=True)
    for _, _, reason, _ in rows:
        assert shipped.get(reason, headers={"Accept": "text/html"}).status_code == 200
    ties = page[page.index("Why it is tied to other inspections") : page.index("What is stated")]
    assert "/doc/finding/cheshire-west-and-chester-2022-02-14/area-for-development/10" in ties
    assert "both are about short breaks" in ties
    assert "is labelling of" not in page
