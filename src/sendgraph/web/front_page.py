"""`/`: what the graph holds, and five questions to click."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.store import Question
from sendgraph.web.pages import STYLESHEET, render
from sendgraph.web.responses import answer
from sendgraph.web.service import Service, service_of

#: The questions that the front page offers, out of all that `/questions` lists.
_OFFERED: Final = (
    "recurring-concerns",
    "significant-weaknesses",
    "services-praised-and-criticised",
    "waits-by-service",
    "areas-by-judgement-and-region",
)
_HTML: Final = "text/html; charset=utf-8"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Holding:
    """How much there is of something."""

    name: str
    count: int
    meaning: str


async def front_page(request: Request) -> Response:
    """The front page."""
    service = service_of(request)

    def make() -> bytes:
        values = {
            "holdings": holdings(service),
            "questions": offered_questions(service),
            "documents": service.release.documents,
            "release": service.release.name,
            "manifest": service.release.manifest,
            "base_iri": service.base_iri,
        }
        return bytes(render(request, "front.html", values).body)

    return await answer(request, make, media_type=_HTML, names=("front",))


async def stylesheet(request: Request) -> Response:
    """The one stylesheet."""
    content = STYLESHEET.read_bytes()
    return await answer(
        request, lambda: content, media_type="text/css; charset=utf-8", names=("style", content.decode())
    )


def offered_questions(service: Service) -> list[Question]:
    """The five questions to click."""
    return [service.questions[name] for name in _OFFERED if name in service.questions]


def holdings(service: Service) -> list[Holding]:
    """What the release holds, counted in the graph."""
    send = str(service.namespaces.send)
    nodes = service.graph.nodes.values()

    def count(kind: str) -> int:
        return sum(1 for node in nodes if f"{send}{kind}" in node.types)

    read = {s.object.value for s in service.store.match(predicate=f"{send}reportedIn")}
    areas = {s.object.value for s in service.store.match(predicate=f"{send}localArea")}
    with_documents = {line.area for line in service.release.documents}
    about = "1 area" if len(with_documents) == 1 else f"{len(with_documents)} areas"
    return [
        Holding(
            "Documents",
            len(service.release.documents),
            f"letters, reports and council papers about {about}",
        ),
        Holding("Areas", len(areas), f"local areas with an inspection, of {count('LocalArea')} in England"),
        Holding(
            "Inspections", count("Inspection"), f"of which {len(read)} are here with their letter or report"
        ),
        Holding("Findings", count("Finding"), "statements of inspectors, and of areas about themselves"),
        Holding("Measures", count("Measure"), "figures that the documents state"),
        Holding(
            "Statements", service.release.manifest.quads, "in the graph, each in the graph of its source"
        ),
    ]
