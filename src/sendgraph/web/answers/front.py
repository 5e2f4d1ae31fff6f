"""The front page: what the graph holds, and five questions to click."""

from dataclasses import dataclass
from typing import Final

from sendgraph.store import Question
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.pages import render
from sendgraph.workers import Reply

#: The questions that the front page offers, out of all that `/questions` lists.
_OFFERED: Final = (
    "recurring-concerns",
    "significant-weaknesses",
    "services-praised-and-criticised",
    "waits-by-service",
    "areas-by-judgement-and-region",
)


@dataclass(frozen=True, slots=True)
class Holding:
    """How much there is of something."""

    name: str
    count: int
    meaning: str


def front_page(served: ServedRelease, root: str) -> Reply:
    """The front page."""
    values = {
        "holdings": holdings(served),
        "questions": offered_questions(served),
        "documents": served.release.documents,
        "release": served.release.name,
        "manifest": served.release.manifest,
        "base_iri": served.base_iri,
    }
    return Reply(render("front.html", values, root))


def offered_questions(served: ServedRelease) -> list[Question]:
    """The five questions to click."""
    return [served.questions[name] for name in _OFFERED if name in served.questions]


def holdings(served: ServedRelease) -> list[Holding]:
    """What the release holds, counted in the graph."""
    send = str(served.namespaces.send)
    nodes = served.graph.nodes.values()

    def count(kind: str) -> int:
        return sum(1 for node in nodes if f"{send}{kind}" in node.types)

    read = {s.object.value for s in served.store.match(predicate=f"{send}reportedIn")}
    areas = {s.object.value for s in served.store.match(predicate=f"{send}localArea")}
    with_documents = {line.area for line in served.release.documents}
    about = "1 area" if len(with_documents) == 1 else f"{len(with_documents)} areas"
    return [
        Holding(
            "Documents",
            len(served.release.documents),
            f"letters, reports and council papers about {about}",
        ),
        Holding("Areas", len(areas), f"local areas with an inspection, of {count('LocalArea')} in England"),
        Holding(
            "Inspections", count("Inspection"), f"of which {len(read)} are here with their letter or report"
        ),
        Holding("Findings", count("Finding"), "statements of inspectors, and of areas about themselves"),
        Holding("Measures", count("Measure"), "figures that the documents state"),
        Holding("Statements", served.release.manifest.quads, "in the graph, each in the graph of its source"),
    ]
