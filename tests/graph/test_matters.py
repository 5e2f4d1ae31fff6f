"""What findings are about: their objects, what counts of a mixed one, and in which words."""

import pytest

from sendgraph.extraction.record import Finding, Reason
from sendgraph.graph.matters import PRAISED, content_words, matter_of


def finding(text: str, polarity: str = "negative", **more: object) -> Finding:
    own = {"n": 1, "section": "main-finding", "text": text, "passages": [], "polarity": polarity}
    return Finding.model_validate(own | more)


def reason(text: str, label: str, words: str, weight: float = 1.0) -> Reason:
    start = text.index(words)
    return Reason(label=label, start=start, end=start + len(words), words=words, weight=weight)


@pytest.mark.parametrize(
    ("labels", "objects"),
    [
        ({"themes": ["waiting-times", "strategic-leadership"]}, set()),
        ({"themes": ["waiting-times", "ehc-timeliness"]}, {"ehc-timeliness"}),
        (
            {"themes": ["waiting-times"], "services": ["camhs", "mainstream-school"]},
            {"mental-health-support"},
        ),
        ({"themes": ["therapy-provision"]}, {"therapy-provision"}),
        ({"themes": ["therapy-provision"], "services": ["physiotherapy"]}, {"physiotherapy"}),
        ({"themes": ["short-breaks"], "services": ["short-breaks-provider"]}, {"short-breaks"}),
    ],
)
def test_objects(labels: dict[str, list[str]], objects: set[str]) -> None:
    assert matter_of(finding("Words.", **labels)).objects == objects


def test_the_best_supported_theme_weighs_most() -> None:
    text = "Waits are long, and waits for plans grow."
    why = [reason(text, "waiting-times", "Waits", 2.0), reason(text, "ehc-timeliness", "plans", 0.5)]
    one = finding(text, themes=["waiting-times", "ehc-timeliness"], why=why)
    assert matter_of(one).themes == {"waiting-times": 1.0, "ehc-timeliness": 0.25}


def test_of_a_mixed_finding_what_is_wrong_counts() -> None:
    text = "The quality of plans is excellent. However, families wait too long for short breaks."
    why = [reason(text, "ehc-quality", "quality of plans"), reason(text, "short-breaks", "short breaks")]
    one = finding(text, "mixed", themes=["ehc-quality", "short-breaks"], why=why)
    matter = matter_of(one)
    assert matter.themes == {"ehc-quality": PRAISED, "short-breaks": 1.0}
    assert matter.objects == {"short-breaks"}
    assert set(matter.words) == {"wait", "long", "short", "break"}
    whole = matter_of(one.model_copy(update={"polarity": "negative"}))
    assert whole.themes == {"ehc-quality": 1.0, "short-breaks": 1.0}


def test_what_is_praised_and_faulted_counts_in_full() -> None:
    text = "The quality of plans is excellent in schools. However, too many plans are poor."
    why = [reason(text, "ehc-quality", "quality of plans"), reason(text, "sen-support", "schools")]
    matter = matter_of(finding(text, "mixed", themes=["ehc-quality", "sen-support"], why=why))
    assert matter.themes == {"ehc-quality": 1.0, "sen-support": PRAISED}


def test_praise_alone_leaves_its_words() -> None:
    assert set(matter_of(finding("Plans are excellent.", "mixed")).words) == {"plan", "excellent"}


def test_hyphens() -> None:
    assert content_words("Co-production of short-breaks, coproduction of multi-agency plans") == [
        "coproduction",
        "short",
        "breaks",
        "coproduction",
        "multiagency",
        "plans",
    ]
