"""Links that a person settled: made or left whatever is recognised, or refused with a reason."""

from typing import Any

import pytest
from rdflib import Graph

from sendgraph.extraction.record import Record
from sendgraph.graph import Namespaces, correct_links, link_inspections, register
from sendgraph.reference import load_reference

from .test_links import finding
from .test_register import letter

NAMES = Namespaces()
SEND = NAMES.send
WAITS = "Too many children wait too long for speech and language therapy."
PLANS = "Annual reviews of plans are late."
LABELS = {"themes": ["waiting-times"], "services": ["speech-and-language-therapy"]}


def records(*links: dict[str, Any], first: tuple[dict[str, Any], ...] = ()) -> list[Record]:
    """Three inspections; the machine links the waits of all three."""
    weak = {"section": "area-for-development"}
    one = letter(
        "first",
        "2017-03-27",
        findings=[
            finding(1, WAITS, "negative", **weak, **LABELS),
            finding(2, PLANS, "mixed", **weak),
            finding(3, "Leaders are proud.", "positive", "strength"),
        ],
        corrected_links=list(first),
    )
    again = finding(1, WAITS, "negative", "needs-improvement", **LABELS)
    two = letter(
        "second", "2020-01-06", findings=[finding(1, f"Still, {WAITS.lower()}", "negative", **weak, **LABELS)]
    )
    three = letter(
        "third",
        "2023-11-20",
        kind="inspection-report-2023",
        framework="2023",
        findings=[
            again,
            finding(2, "Reviews are held in time.", "positive", "effective"),
            finding(3, "Late reviews remain.", "negative", "needs-improvement"),
        ],
        corrected_links=list(links),
    )
    paper = letter(
        "paper",
        "2017-03-27",
        kind="committee-report",
        document_date="2018-03-08",
        findings=[
            finding(1, PLANS, "mixed", "area-for-development"),
            finding(2, "Reviews, it is said, are late.", "negative", "area-for-development").model_copy(
                update={"restates": 1}
            ),
            finding(3, "Reviews are better.", "positive", "progress"),
        ],
    )
    elsewhere = letter("slough", "2018-03-05", area="Slough", findings=[again.model_copy()])
    return [three, paper, two, one, elsewhere]


def link(later: int, document: str, earlier: int, kind: str = "recurs-from", **more: Any) -> dict[str, Any]:
    return {"type": kind, "later": later, "document": document, "earlier": earlier, "stands": True} | more


def linked(made: list[Record]) -> tuple[Graph, list[str]]:
    known = register(made, load_reference())
    graph = link_inspections(made, NAMES, known)
    return graph, [p.line() for p in correct_links(graph, made, NAMES, known)]


def pairs(graph: Graph, name: str = "recursFrom") -> set[tuple[str, str]]:
    short = {
        "halton-2017-03-27/area-for-development/1": "first waits",
        "halton-2017-03-27/area-for-development/2": "first plans",
        "halton-2020-01-06/area-for-development/1": "second waits",
        "halton-2023-11-20/needs-improvement/1": "third waits",
        "halton-2023-11-20/effective/1": "third strength",
        "halton-2023-11-20/needs-improvement/2": "third plans",
    }
    return {
        (short[NAMES.path(s).removeprefix("finding/")], short[NAMES.path(o).removeprefix("finding/")])
        for s, o in graph.subject_objects(SEND[name])
    }


MACHINE = {("third waits", "first waits"), ("third waits", "second waits"), ("second waits", "first waits")}


def reasons(graph: Graph, start: str, kind: str, end: str) -> tuple[list[str], list[str]]:
    node = NAMES.thing("link", start, kind, end)
    because = sorted(str(value) for value in graph.objects(node, SEND.because))
    return because, [str(value) for value in graph.objects(node, SEND.confidence)]


def test_the_machine_alone() -> None:
    graph, refused = linked(records())
    assert (pairs(graph), refused) == (MACHINE, [])


def test_a_link_that_the_machine_does_not_make() -> None:
    graph, refused = linked(records(link(3, "first", 2, because="the same reviews", by="Team")))
    assert (pairs(graph), refused) == (MACHINE | {("third plans", "first plans")}, [])
    ends = "halton-2023-11-20/needs-improvement/2", "recurs-from", "halton-2017-03-27/area-for-development/2"
    assert reasons(graph, *ends) == (["corrected by hand (Team): the same reviews"], ["1"])


def test_a_later_strength_leads_from_the_concern() -> None:
    graph, refused = linked(records(link(2, "first", 2, "later-strength")))
    assert (pairs(graph, "laterStrength"), refused) == ({("first plans", "third strength")}, [])
    ends = "halton-2017-03-27/area-for-development/2", "later-strength", "halton-2023-11-20/effective/1"
    assert reasons(graph, *ends) == (["corrected by hand"], ["1"])


def test_a_confirmed_link_keeps_the_words_that_it_was_made_for() -> None:
    graph, _ = linked(records(link(1, "second", 1)))
    ends = "halton-2023-11-20/needs-improvement/1", "recurs-from", "halton-2020-01-06/area-for-development/1"
    because, sure = reasons(graph, *ends)
    assert pairs(graph) == MACHINE
    assert [because[1], *sure] == ["confirmed by hand", "1"]
    assert because[0].startswith("both are about waiting times")


def test_a_denied_link_is_gone_with_its_reason() -> None:
    denied = link(1, "second", 1, stands=False)
    graph, refused = linked(records(denied))
    assert (pairs(graph), refused) == (MACHINE - {("third waits", "second waits")}, [])
    ends = "halton-2023-11-20/needs-improvement/1", "recurs-from", "halton-2020-01-06/area-for-development/1"
    assert reasons(graph, *ends) == ([], [])
    assert list(graph.predicate_objects(NAMES.thing("link", *ends))) == []
    assert set(graph) == set(linked(records(denied, denied))[0])


def test_a_denied_link_that_follows_from_others_is_told() -> None:
    """Recurrence is transitive: what came back twice came back from the first."""
    graph, refused = linked(records(link(1, "first", 1, stands=False)))
    assert pairs(graph) == MACHINE - {("third waits", "first waits")}
    assert refused == [
        "third: link from 1 to first 1: it still follows from links by way of other findings; "
        "deny one of those as well"
    ]


@pytest.mark.parametrize("n", [1, 2])
def test_what_is_printed_again_is_linked_where_it_was_first(n: int) -> None:
    """The paper's first finding reprints the letter's second; its second repeats its first."""
    graph, refused = linked(records(link(3, "paper", n)))
    assert (pairs(graph), refused) == (MACHINE | {("third plans", "first plans")}, [])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (link(3, "fisrt", 2), "fisrt is not among the documents; build it with the others, or mend its name"),
        (link(3, "first", 9), "there are 3 findings and no such one; look the finding up"),
        (
            link(3, "first", 1, earlier_starts="Annual reviews"),
            "it starts “Too many children wait too long for speech”; "
            "“Annual reviews” is finding 2 now; write 2",
        ),
        (link(3, "slough", 1), "it would tie two areas, Halton and Slough; link findings of one area"),
        (
            link(3, "third", 1),
            "SEND inspection of Halton, November 2023 is not earlier than SEND inspection of",
        ),
        (link(3, "paper", 3), "finding 3 is what the area says of itself; link what inspectors found"),
        (link(3, "first", 3), "the earlier finding is positive, so no concern; look the findings up"),
        (link(2, "first", 2), "the later finding is positive, so no concern; look the findings up"),
        (link(3, "first", 2, "later-strength"), "the later finding is negative, so no strength; look the"),
    ],
)
def test_what_cannot_be_linked_is_refused(said: dict[str, Any], told: str) -> None:
    graph, (refused,) = linked(records(said))
    assert pairs(graph) == MACHINE
    assert refused.startswith(
        f"third: link from {said['later']} to {said['document']} {said['earlier']}: {told}"
    )


def test_two_documents_that_say_the_opposite() -> None:
    """The letter of one inspection and a paper that reprints it may both speak of a link."""
    made = records()
    made[0] = made[0].model_copy(update={"corrected_links": records(link(3, "first", 2))[0].corrected_links})
    paper = made[0].model_copy(
        update={
            "document": "update",
            "kind": "improvement-update",
            "document_date": "2024-09-24",
            "corrected_links": records(link(3, "first", 2, stands=False))[0].corrected_links,
        }
    )
    graph, refused = linked([*made, paper])
    assert ("third plans", "first plans") in pairs(graph)
    assert refused == [
        "update: link from 3 to first 2: another document says the opposite; keep one of the two"
    ]
