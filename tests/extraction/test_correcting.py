"""A record with its corrections: what people said stands, and what does not fit is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.extraction import Lexicon
from sendgraph.extraction.correcting import correct
from sendgraph.extraction.corrections import Corrections
from sendgraph.extraction.record import CorrectedLink, Finding, Measure, Reason, Record

LEXICON = Lexicon.shipped()
THEMES = [c.notation for c in LEXICON.themes.narrower()][:6]
POLARITIES = ["positive", "negative", "mixed"]


def finding(n: int, text: str = "Too many children wait for a plan.", **more: Any) -> Finding:
    values = {"n": n, "section": "area-for-development", "text": text, "passages": []} | more
    return Finding.model_validate(values)


def record(*findings: Finding, **more: Any) -> Record:
    values = {
        **dict.fromkeys(Record.model_fields, None),
        "document": "halton",
        "kind": "outcome-letter-2016",
        "area": "Halton",
        "framework": "2016",
    }
    given = {name: value for name, value in values.items() if Record.model_fields[name].is_required()}
    return Record.model_validate(given | {"findings": list(findings)} | more)


def corrected(one: Record, **entries: Any) -> tuple[Record, list[str]]:
    result = correct(one, Corrections.model_validate(entries), LEXICON)
    return result.record, [problem.line() for problem in result.refused]


def entry(n: int = 1, starts: str = "Too many children", **more: Any) -> dict[str, Any]:
    return {"n": n, "starts": starts, **more}


WAITS = Reason(label="waiting-times", start=9, end=22, words="children wait", weight=1.0, confidence=0.6)
LATE = Reason(label="ehc-timeliness", words="plan", weight=0.9, confidence=0.4)
REVIEW = Reason(label="annual-review", words="plan", weight=1.0)
SAID = finding(
    *(1,), themes=["waiting-times", "annual-review"], polarity="negative", why=[WAITS, REVIEW], nearly=[LATE]
)


def test_labels_stand_as_a_person_said() -> None:
    changes = {
        "add": ["ehc-timeliness", "transport"],
        "remove": ["annual-review"],
        "confirm": ["waiting-times"],
    }
    one, refused = corrected(
        record(SAID), finding=[entry(themes=changes, because="it is the wait", by="Team")]
    )
    (now,) = one.findings
    assert refused == []
    assert now.themes == ["waiting-times", "ehc-timeliness", "transport"]
    assert (now.nearly, now.services, now.polarity) == ([], [], "negative")
    assert now.why == [
        WAITS.model_copy(update={"confidence": 1.0}),
        LATE.model_copy(update={"confidence": 1.0}),
        Reason(label="waiting-times", words="confirmed by hand (Team): it is the wait", confidence=1.0),
        Reason(label="ehc-timeliness", words="corrected by hand (Team): it is the wait", confidence=1.0),
        Reason(label="transport", words="corrected by hand (Team): it is the wait", confidence=1.0),
    ]


def test_a_correction_holds_whatever_is_recognised() -> None:
    """What is confirmed stands though it is recognised no longer; what is removed may be gone already."""
    one, refused = corrected(
        record(finding(1)), finding=[entry(themes={"confirm": ["waiting-times"], "remove": ["transport"]})]
    )
    assert (one.findings[0].themes, refused) == (["waiting-times"], [])
    assert [r.words for r in one.findings[0].why] == ["corrected by hand"]


@pytest.mark.parametrize(
    ("said", "words"), [("negative", "confirmed by hand"), ("mixed", "corrected by hand")]
)
def test_polarity(said: str, words: str) -> None:
    was = Reason(label="polarity:negative", words="Too many", confidence=0.8)
    one, _ = corrected(
        record(
            finding(1, polarity="negative", why=[was], nearly=[Reason(label="polarity:mixed", weight=0.5)])
        ),
        finding=[entry(polarity=said)],
    )
    (now,) = one.findings
    hand = Reason(label=f"polarity:{said}", words=words, confidence=1.0)
    evidence = {"negative": was, "mixed": Reason(label="polarity:mixed", weight=0.5)}[said]
    assert (now.polarity, now.nearly) == (said, [])
    assert now.why == [evidence.model_copy(update={"confidence": 1.0}), hand]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            entry(starts="Leaders are proud"),
            "finding 1: it starts “Too many children wait for a plan.”; "
            "“Leaders are proud” is finding 2 now; write 2",
        ),
        (
            entry(n=9, starts="Leaders are"),
            "finding 9: there are 4 findings and no such one; “Leaders are” is finding 2 now; write 2",
        ),
        (
            entry(starts="Nobody"),
            "finding 1: it starts “Too many children wait for a plan.”, and no finding starts “Nobody”; "
            "look the finding up with `sendgraph extract`",
        ),
        (
            entry(n=2),
            "finding 2: it starts “Leaders are proud of it.”, and 3 findings start “Too many children”; "
            "look the finding up with `sendgraph extract`",
        ),
        (
            entry(themes={"add": ["waiting-time"]}),
            "finding 1: there is no theme waiting-time (nearest: waiting-times); "
            "look it up in ontology/schemes/themes.ttl",
        ),
        (
            entry(themes={"remove": ["Waiting times"]}),
            "finding 1: there is no theme Waiting times (nearest: waiting-times); "
            "look it up in ontology/schemes/themes.ttl",
        ),
        (
            entry(themes={"add": ["camhs"]}),
            "finding 1: camhs is a service, not a theme; put it in its own list",
        ),
        (
            entry(groups={"add": ["qqq"]}),
            "finding 1: there is no group qqq; look it up in ontology/schemes/groups.ttl",
        ),
        (entry(n=3, polarity="mixed"), "finding 3: a next step has no polarity; leave its polarity out"),
        (entry(n=4, polarity="mixed"), "finding 4: it only repeats finding 1; correct finding 1"),
    ],
)
def test_what_does_not_fit_is_refused_whole_and_alone(given: dict[str, Any], told: str) -> None:
    one = record(
        SAID,
        finding(2, "Leaders are proud of it."),
        finding(3, section="next-step"),
        finding(4, restates=1),
    )
    fits = entry(n=2, starts="Leaders", themes={"add": ["transport"]})
    given = given | {"services": {"add": ["camhs"]}}
    after, refused = corrected(one, finding=[given, fits])
    assert refused == [told]
    assert [f.themes for f in after.findings] == [SAID.themes, ["transport"], [], []]
    assert {s for f in after.findings for s in f.services} == set()


def test_a_broader_theme_is_no_label() -> None:
    broad = next(c.broader for c in LEXICON.themes.concepts.values() if c.broader)
    _, (told,) = corrected(record(SAID), finding=[entry(themes={"add": [broad]})])
    assert told.startswith(f"finding 1: the theme {broad} is broader than a label may be; take ")


def test_the_guard_minds_words_and_not_their_setting() -> None:
    one = record(finding(1, "The area’s “offer” – as it stands – is known."))
    _, refused = corrected(
        one, finding=[entry(starts='The area\'s "offer" - as it stands…', polarity="mixed")]
    )
    assert refused == []


def measure(n: int | None, text: str, value: float, **more: Any) -> Measure:
    return Measure(finding=n, text=text, value=value, unit="percent", indicator="plans", **more)


MEASURED = record(
    finding(1, "From 9% in 2018 to 96% in 2019, and 96% of 213."),
    finding(2, "Of all, 82% are pleased; 7% are not."),
    measures=[
        measure(1, "From 9% in 2018 to 96% in 2019", 96, date="2019", previous_value=9, previous_date="2018"),
        measure(1, "96% of 213", 96),
        measure(1, "96% of 213", 213),
        measure(2, "82%", 82),
        measure(2, "82% are pleased", 82),
        measure(None, "5% more", 5),
    ],
)


def test_measures_are_set_right_or_dropped() -> None:
    one, refused = corrected(
        MEASURED,
        measure=[
            {
                "finding": 1,
                "words": "from 9%",
                "value": 69,
                "status": "forecast",
                "without": ["previous_value"],
            },
            {"finding": 1, "words": "96% of 213", "was": 213.0, "drop": True},
            {"finding": 2, "words": "82%", "indicator_code": "personal-budgets"},
            {"words": "5% more", "scope": "england"},
            {"finding": 2, "words": "7%", "drop": True},
        ],
    )
    assert refused == []
    first, second, third, fourth, fifth, sixth = MEASURED.measures
    assert one.measures == [
        first.model_copy(update={"value": 69.0, "status": "forecast", "previous_value": None}),
        second,
        fourth.model_copy(update={"indicator_code": "personal-budgets"}),
        fifth,
        sixth.model_copy(update={"scope": "england"}),
    ]
    assert third not in one.measures


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"finding": 1, "words": "96% of 213", "drop": True},
            "measure “96% of 213” of finding 1: 2 measures have these words (96, 213); "
            "add was = the value meant",
        ),
        (
            {"finding": 1, "words": "82% are pleased", "drop": True},
            "measure “82% are pleased” of finding 1: its measures are “From 9% in 2018 to 96% in 2019”, "
            "“96% of 213”, “96% of 213”; “82% are pleased” is measured in finding 2 now; "
            "look it up with `sendgraph extract`",
        ),
        (
            {"finding": 7, "words": "82%", "drop": True},
            "measure “82%” of finding 7: there are 2 findings and no such one; "
            "look it up with `sendgraph extract`",
        ),
        (
            {"words": "6% more", "value": 1.0},
            "measure “6% more” of no finding: its measures are “5% more”; "
            "look it up with `sendgraph extract`",
        ),
        (
            {"finding": 2, "words": "82%", "indicator_code": "personal-budget"},
            "measure “82%” of finding 2: there is no indicator personal-budget (nearest: personal-budgets); "
            "look it up in ontology/schemes/indicators.ttl",
        ),
    ],
)
def test_a_measure_that_is_not_there_is_refused(given: dict[str, Any], told: str) -> None:
    one, refused = corrected(MEASURED, measure=[given])
    assert refused == [told]
    assert one == MEASURED


def test_links_are_kept_in_the_record() -> None:
    link = {"type": "recurs-from", "later": 1, "document": "halton-2017", "earlier": 4, "because": "the same"}
    guarded = link | {"earlier": 5, "later_starts": "Too many", "earlier_starts": "Waits", "stands": False}
    moved = link | {"earlier": 6, "later_starts": "Leaders"}
    one, refused = corrected(record(SAID), link=[link, guarded, moved])
    assert one.corrected_links == [
        CorrectedLink(**link, stands=True),
        CorrectedLink(
            **{k: v for k, v in guarded.items() if k != "later_starts"},
        ),
    ]
    assert refused == [
        "link from 1 to halton-2017 6: it starts “Too many children wait for a plan.”, "
        "and no finding starts “Leaders”; look the finding up with `sendgraph extract`"
    ]
    changed, _ = corrected(one, link=[link | {"stands": False, "because": None}])
    assert [(kept.earlier, kept.stands, kept.because) for kept in changed.corrected_links] == [
        *((4, False, None), (5, False, "the same")),
    ]


CODES = st.lists(st.sampled_from(THEMES), max_size=3, unique=True)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    themes, nearly = draw(CODES), draw(CODES)
    sure = st.sampled_from([None, 0.3, 1.0])
    return finding(
        1,
        themes=themes,
        polarity=draw(st.sampled_from(POLARITIES)),
        why=[Reason(label=t, words="wait", weight=1.0, confidence=draw(sure)) for t in themes],
        nearly=[Reason(label=t, words="plan", confidence=0.4) for t in nearly if t not in themes],
    )


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    right, wrong = draw(CODES), draw(CODES)
    known = draw(st.integers(0, len(right)))
    themes = {"add": right[:known], "confirm": right[known:], "remove": [c for c in wrong if c not in right]}
    said = {"themes": themes, "because": draw(st.sampled_from([None, "it says so"]))}
    return entry(polarity=draw(st.sampled_from([None, *POLARITIES])), **said)


@given(findings(), entries())
def test_correcting_twice_is_correcting_once(one: Finding, said: dict[str, Any]) -> None:
    once, refused = corrected(record(one), finding=[said])
    assert refused == []
    assert corrected(once, finding=[said]) == (once, [])
    (now,) = once.findings
    assert set(now.themes) == (set(one.themes) | {*said["themes"]["add"], *said["themes"]["confirm"]}) - set(
        said["themes"]["remove"]
    )
    assert {r.label for r in now.why if not r.label.startswith("polarity:")} == set(now.themes)
    judged = {code for codes in said["themes"].values() for code in codes}
    assert all(r.confidence == 1.0 for r in now.why if r.label in judged)
    assert not judged & {r.label for r in now.nearly}


def test_nothing_said_changes_nothing() -> None:
    assert corrected(MEASURED) == (MEASURED, [])
