"""Pages about the server itself, and what watches it."""

from typing import Final

from sendgraph.web.openapi.components import Told, headers, text
from sendgraph.web.openapi.operations import operation

_ALWAYS: Final = ("ETag", "Cache-Control", "X-Request-ID")


def pages_paths() -> Told:
    """The path items of the front page, the interface and the stylesheet."""
    front = operation(
        "pages",
        "The front page",
        "What the release holds, and questions to begin with. Parameters are passed over.",
        {200: _constant("The page.", "text/html", always=("Vary", *_ALWAYS))},
    )
    return {
        "/": {"get": front},
        "/docs": {"get": _own("pages", "This interface, as a page", "text/html")},
        "/static/sendgraph.css": {"get": _own("pages", "The stylesheet of all pages", "text/css")},
        "/openapi.json": {"get": _interface()},
        "/metrics": {"get": _metrics()},
    }


def _own(tag: str, summary: str, media_type: str) -> Told:
    """What depends on the software alone."""
    return operation(tag, summary, "", {200: _constant("It.", media_type)}, workers=False)


def _interface() -> Told:
    told = operation(
        "operations",
        "This interface, as OpenAPI",
        "",
        {200: _constant("It.", "application/json")},
        workers=False,
    )
    told["responses"]["200"]["content"]["application/json"] = {
        "schema": {"type": "object", "required": ["openapi", "info", "paths"]}
    }
    return told


def _metrics() -> Told:
    answer = {
        "description": "The numbers, in Prometheus' text format.",
        "headers": headers(("Cache-Control", "X-Request-ID")),
        "content": {"text/plain": text()},
    }
    return operation(
        "operations",
        "Numbers for Prometheus",
        "Requests by route, workers, cache and the release that serves.",
        {200: answer},
        workers=False,
        conditional=False,
    )


def _constant(description: str, media_type: str, always: tuple[str, ...] = _ALWAYS) -> Told:
    return {"description": description, "headers": headers(always), "content": {media_type: text()}}
