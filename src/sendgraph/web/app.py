"""The application: every route of the service over one release."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.routing import Route

from sendgraph import __version__
from sendgraph.release import Release
from sendgraph.settings import Settings
from sendgraph.settings import settings as settings_of_process
from sendgraph.store.formats import GRAPH_MEDIA_TYPES
from sendgraph.store.origins import check_origin
from sendgraph.web.forms import MEDIA_TYPES, PAGE_AND_RDF
from sendgraph.web.middleware.stack import surround
from sendgraph.web.openapi import Interface
from sendgraph.web.problems import add_handlers, answer_to_fault
from sendgraph.web.routes import graph, lists, operations
from sendgraph.web.routes.catalogue import catalogue, void
from sendgraph.web.routes.dumps import dump, dump_file, dumps
from sendgraph.web.routes.front import docs, front_page, openapi, stylesheet
from sendgraph.web.routes.linked_data import (
    document,
    json_ld_context,
    shapes,
    term,
    thing,
    vocabulary,
)
from sendgraph.web.routes.questions import question, questions
from sendgraph.web.routes.sparql import sparql
from sendgraph.web.service import Service

_DESCRIPTION = (
    "What inspectors found about services for children and young people with special educational needs and "
    "disabilities in England, as a knowledge graph in which every statement leads back to its words."
)


def create_app(release: Path, settings: Settings | None = None) -> FastAPI:
    """
    The application over the release at a path, or over the current one of a folder of releases.

    The release is loaded, and its workers started, when the application starts; they end
    with it.

    Raises:
        InvalidRelease: where there is none, or where files of it are missing.
        BadParameter: where a setting is not what it should be.
    """
    Release.open(release)
    settings = settings or settings_of_process()
    for origin in settings.service_origins:
        check_origin(origin)
    service = Service(release, settings)

    @asynccontextmanager
    async def serving(_: FastAPI) -> AsyncIterator[None]:
        await service.hosting.start()
        yield
        await service.hosting.stop()

    app = FastAPI(
        title="sendgraph",
        version=__version__,
        description=_DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        lifespan=serving,
    )
    app.state.service = service
    app.state.interface = interface = Interface(app, service.settings)
    app.openapi = lambda: interface.openapi  # type: ignore[method-assign]  # as FastAPI would have it extended
    app.include_router(operations.router)
    app.include_router(graph.router)
    app.include_router(lists.router)
    app.router.routes.extend(_plain_routes())
    app.router.routes.append(Route("/metrics", service.metrics.endpoint, methods=["GET", "HEAD"]))
    add_handlers(app)
    surround(app, service.settings, service.metrics, answer_to_fault)
    return app


def _plain_routes() -> list[Route]:
    """Routes that negotiate for themselves and need none of FastAPI's typing."""
    reading = ["GET", "HEAD"]
    return [
        Route("/", front_page, methods=reading),
        Route("/static/sendgraph.css", stylesheet, methods=reading),
        Route("/sparql", sparql, methods=[*reading, "POST", "OPTIONS"]),
        Route("/docs", docs, methods=reading),
        Route("/openapi.json", openapi, methods=reading),
        Route("/catalogue", catalogue, methods=reading),
        *(Route(f"/catalogue.{form}", catalogue, methods=reading) for form in PAGE_AND_RDF),
        Route("/.well-known/void", void, methods=reading),
        *(Route(f"/.well-known/void.{form}", void, methods=reading) for form in PAGE_AND_RDF),
        Route("/dump", dumps, methods=reading),
        Route("/dump/", dumps, methods=reading),
        Route("/dump/{release}", dump, methods=reading),
        Route("/dump/{release}/{file}", dump_file, methods=reading),
        Route("/questions", questions, methods=reading),
        Route("/questions/{name}", question, methods=reading),
        Route("/id/{path:path}", thing, methods=reading),
        Route("/doc/{path:path}", document, methods=reading),
        Route("/def", vocabulary, methods=reading),
        Route("/def/", vocabulary, methods=reading),
        *(Route(f"/def.{ending}", vocabulary, methods=reading) for ending in MEDIA_TYPES),
        Route("/def/context.jsonld", json_ld_context, methods=reading),
        Route("/def/shapes", shapes, methods=reading),
        *(Route(f"/def/shapes.{ending}", shapes, methods=reading) for ending in GRAPH_MEDIA_TYPES),
        Route("/def/{path:path}", term, methods=reading),
    ]
