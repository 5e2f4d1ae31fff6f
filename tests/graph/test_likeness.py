"""How alike two findings are, in what, and what holds it back."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.extraction.record import Finding
from sendgraph.graph.likeness import Comparison, Evidence

THEMES = ["waiting-times", "ehc-quality", "co-production", "strategic-leadership", "short-breaks"]
SERVICES = ["speech-and-language-therapy", "occupational-therapy", "camhs", "mainstream-school"]
WORDS = ["plans", "late", "waits", "therapy", "breaks", "However,", "good", "weak.", "families"]


def finding(n: int, text: str, polarity: str = "negative", **labels: list[str]) -> Finding:
    own = {"n": n, "section": "needs-improvement", "text": text, "passages": [], "polarity": polarity}
    return Finding.model_validate(own | labels)


def compared(later: list[Finding], earlier: list[Finding], area: str = "") -> Evidence:
    comparison = Comparison(later, earlier, area)
    return comparison.evidence(comparison.later[0], comparison.earlier[0])


def test_says_in_what() -> None:
    one = finding(1, "Plans are issued late.", themes=["ehc-timeliness", "governance"])
    other = finding(2, "Too many plans are late.", themes=["ehc-timeliness"])
    both = Comparison([one], [other])
    likeness = both.likeness(both.later[0], both.earlier[0])
    assert likeness.because == "both are about ehc timeliness; both say “late”, “plans”"
    assert likeness.score == both.score(both.later[0], both.earlier[0])


def test_another_object_holds_what_is_shared_apart() -> None:
    labels = {"themes": ["waiting-times", "therapy-provision"]}
    speech = finding(1, "Children wait for therapy.", services=["speech-and-language-therapy"], **labels)
    hands = speech.model_copy(update={"services": ["occupational-therapy"]})
    same, other = compared([speech], [speech]), compared([speech], [hands])
    assert (same.apart, same.objects, other.apart, other.objects) == (0, 1, 1, 0)
    assert (other.themes, other.share) == (same.themes / 2, same.share / 2)


def test_a_demand_is_tied_by_way_of_the_finding_that_it_repeats() -> None:
    short, long = (
        "Improve the quality of plans.",
        "The quality of plans is poor: outcomes are vague and generic.",
    )
    demand = finding(1, short, themes=["ehc-quality"])
    said = finding(2, long, themes=["ehc-quality"])
    before = finding(1, "Outcomes in plans are vague and generic.", themes=["ehc-quality"])
    alone, beside = compared([demand], [before]), compared([demand, said], [before])
    assert alone.repeated == 0 < beside.repeated
    both = Comparison([demand, said], [before])
    because = both.likeness(both.later[0], both.earlier[0]).because
    assert because.endswith(
        "; another finding of the later inspection is like both: "
        "“The quality of plans is poor: outcomes are vague and generic …”"
    )


def test_the_name_of_the_area_is_no_likeness() -> None:
    one, other = (
        finding(1, "Halton waits.", themes=["transport"]),
        finding(1, "Halton moves.", themes=["transport"]),
    )
    assert compared([one], [other], "Halton").words == 0 < compared([one], [other]).words


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)))
    labels = {
        "themes": draw(st.lists(st.sampled_from(THEMES), unique=True, max_size=3)),
        "services": draw(st.lists(st.sampled_from(SERVICES), unique=True, max_size=2)),
    }
    return finding(1, text, draw(st.sampled_from(["negative", "mixed", "positive"])), **labels)


@given(findings(), findings())
def test_is_a_chance_and_the_same_both_ways(one: Finding, other: Finding) -> None:
    there, back = Comparison([one], [other]), Comparison([other], [one])
    score = there.score(there.later[0], there.earlier[0])
    assert 0 <= score <= 1
    assert score == pytest.approx(back.score(back.later[0], back.earlier[0]))


def test_does_not_depend_on_the_order_of_sets() -> None:
    """The same digits in processes that order their sets otherwise: a release is reproducible."""
    code = """if True:
        from sendgraph.extraction.record import Finding
        from sendgraph.graph.likeness import Comparison
        own = {"n": 1, "section": "needs-improvement", "passages": [], "polarity": "negative"}
        themes = ["short-breaks", "ehc-quality", "co-production", "waiting-times", "governance"]
        texts = ["Plans for short breaks come late, weak, dear", "Late plans, weak, dear short breaks again"]
        one, other = (Finding(text=text, themes=themes[i:], **own) for i, text in enumerate(texts))
        both = Comparison([one], [other])
        print(both.evidence(both.later[0], both.earlier[0]))
    """
    said = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        said.add(ran.stdout)
    assert len(said) == 1
