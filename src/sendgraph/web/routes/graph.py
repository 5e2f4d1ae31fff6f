"""`/api/graph/…`: neighbours and explained paths as JSON."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from sendgraph.web.openapi import one_of_terms, problems
from sendgraph.web.responses import answer
from sendgraph.web.routes.reading import ReadingRoute

router = APIRouter(prefix="/api/graph", tags=["graph"], route_class=ReadingRoute)


class _Parameters(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NeighboursParameters(_Parameters):
    """What `/api/graph/neighbours` takes."""

    node: str = Field(
        min_length=1,
        max_length=500,
        description="An IRI, in full or short: `area/halton`.",
        examples=["area/halton"],
    )
    hops: int = Field(1, ge=1, le=4, description="How far to go.")
    direction: Literal["out", "in", "both"] = Field(
        "both", description="Along statements that lead away from the node, towards it, or either."
    )
    predicate: list[str] = Field(
        [],
        max_length=50,
        description="Only these properties, in full or short: `finding`, `localArea`.",
        json_schema_extra=one_of_terms("property"),
    )
    type: list[str] = Field(
        [],
        max_length=50,
        description="Only nodes of these classes, in full or short: `Concern`.",
        json_schema_extra=one_of_terms("class"),
    )
    limit: int = Field(100, ge=1, le=1_000, description="At most so many nodes besides the node itself.")


class PathsParameters(_Parameters):
    """What `/api/graph/paths` takes."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    start: str = Field(
        alias="from",
        min_length=1,
        max_length=500,
        description="An IRI, in full or short: `area/halton`.",
        examples=["area/halton"],
    )
    end: str = Field(
        alias="to",
        min_length=1,
        max_length=500,
        description="An IRI, in full or short.",
        examples=["area/bury"],
    )
    max_length: int = Field(4, ge=1, le=6, description="Hops that a path has at most.")
    k: int = Field(3, ge=1, le=10, description="How many paths to find, shortest first.")


class NodeModel(BaseModel):
    """A thing or concept; `path` is its page on this server."""

    iri: str
    label: str
    types: list[str]
    path: str | None = None


class NearNodeModel(NodeModel):
    """A node and how many hops away it is."""

    distance: int


class EdgeModel(BaseModel):
    """A statement between two nodes, with the graphs that it is stated in."""

    subject: str
    predicate: str
    label: str
    object: str
    graphs: list[str]


class NeighboursModel(BaseModel):
    """A neighbourhood; `left_out` nodes were cut by the limit, `hubs` were not walked through."""

    node: str
    nodes: list[NearNodeModel]
    edges: list[EdgeModel]
    truncated: bool
    left_out: int
    hubs: list[str]


class EvidenceModel(BaseModel):
    """The words that a statement's end rests on."""

    passage: str
    quote: str
    document: str | None
    page: int | None


class HopModel(BaseModel):
    """One hop: a statement, which way the path goes along it, and why it stands."""

    start: str
    end: str
    edge: EdgeModel
    direction: Literal["out", "in"]
    sentence: str
    because: list[str]
    evidence: list[EvidenceModel]


class PathModel(BaseModel):
    """A path, and what it says in a sentence."""

    length: int
    sentence: str
    hops: list[HopModel]


class PathsModel(BaseModel):
    """Paths between two nodes, shortest first; `truncated` where the search gave up early."""

    start: str = Field(alias="from")
    end: str = Field(alias="to")
    nodes: list[NodeModel]
    paths: list[PathModel]
    truncated: bool


@router.head("/neighbours", include_in_schema=False)
@router.get(
    "/neighbours",
    response_model=NeighboursModel,
    responses=problems(404),
    summary="What lies around a node",
)
async def get_neighbours(request: Request, parameters: Annotated[NeighboursParameters, Query()]) -> Response:
    """Nodes and edges around a node."""
    return await answer(request, "neighbours", parameters.model_dump(), media_type="application/json")


@router.head("/paths", include_in_schema=False)
@router.get(
    "/paths", response_model=PathsModel, responses=problems(404), summary="How two nodes are connected"
)
async def get_paths(request: Request, parameters: Annotated[PathsParameters, Query()]) -> Response:
    """Explained paths between two nodes, shortest first."""
    return await answer(request, "paths", parameters.model_dump(), media_type="application/json")
