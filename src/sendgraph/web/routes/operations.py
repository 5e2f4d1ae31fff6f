"""`/health` and `/ready`: whether the process lives, and whether the release answers."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from sendgraph.web.problems import Refused
from sendgraph.web.routes.reading import ReadingRoute
from sendgraph.web.service import service_of

router = APIRouter(tags=["operations"], route_class=ReadingRoute)


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"]


class Readiness(BaseModel):
    """The release answers."""

    status: Literal["ready"]
    release: str
    version: str
    quads: int


@router.head("/health", include_in_schema=False)
@router.get("/health")
async def health(response: Response) -> Health:
    """Whether the process lives; asks nothing of the store."""
    response.headers["Cache-Control"] = "no-store"
    return Health(status="ok")


@router.head("/ready", include_in_schema=False)
@router.get("/ready")
async def ready(request: Request, response: Response) -> Readiness:
    """Whether the release answers a query."""
    service = service_of(request)
    hosted = service.hosted
    reply = await service.do(request, hosted, "ready", {})
    if not reply.about["ready"]:
        raise Refused("not-ready", "the release does not answer", remedy="build it again and restart")
    response.headers["Cache-Control"] = "no-store"
    return Readiness(status="ready", release=hosted.name, version=hosted.version, quads=hosted.quads)
