"""The whole description of an application."""

from copy import deepcopy
from typing import Any, Final

from fastapi import FastAPI

from sendgraph.settings import Settings
from sendgraph.store import load_questions
from sendgraph.web.openapi.catalogue import catalogue_paths, catalogue_schemas
from sendgraph.web.openapi.completing import complete, share_enumerations
from sendgraph.web.openapi.components import Told, components
from sendgraph.web.openapi.linked_data import linked_data_paths
from sendgraph.web.openapi.operations import name_of
from sendgraph.web.openapi.pages import pages_paths
from sendgraph.web.openapi.questions import questions_paths
from sendgraph.web.openapi.sparql import results_schema, sparql_paths

_TAGS: Final = {
    "sparql": "Queries by the SPARQL 1.1 Protocol.",
    "linked data": "Things by their addresses, and the documents about them.",
    "vocabulary": "The ontology, the concepts, the shapes and the context.",
    "lists": "Areas, inspections, findings and the rest as rows, filtered and page by page.",
    "graph": "What is near, and how two things are connected.",
    "questions": "The questions that the graph is made to answer.",
    "catalogue": "What there is to download, and its description.",
    "operations": "Whether the server lives, and what it does.",
    "pages": "Pages for people.",
}
_METHODS: Final = ("get", "head", "post", "options")


def describe(app: FastAPI, settings: Settings) -> Told:
    """The whole description of an application."""
    told = deepcopy(FastAPI.openapi(app))
    complete(told)
    shared = told.setdefault("components", {})
    for kind, parts in components().items():
        shared[kind] = {**shared.get(kind, {}), **parts}
    shared["schemas"] |= {"SparqlResults": results_schema(), **catalogue_schemas()}
    told["paths"] |= {
        **sparql_paths(settings),
        **linked_data_paths(),
        **questions_paths(load_questions()),
        **catalogue_paths(),
        **pages_paths(),
    }
    share_enumerations(told)
    order = list(_TAGS)
    items = sorted(told["paths"].items(), key=lambda item: _rank(item[1], order))
    told["paths"] = {path: _finished(path, item) for path, item in items}
    told["tags"] = [{"name": name, "description": what} for name, what in _TAGS.items()]
    return told


def _rank(item: Told, order: list[str]) -> int:
    tag = next(iter(item.values()))["tags"][0]
    return order.index(tag) if tag in order else len(order)


def _finished(path: str, item: Told) -> Told:
    """A path item with HEAD beside GET, and a name for each operation."""
    if "get" in item:
        item = {**item, "head": _head_of(item["get"])}
    if set(item) == {"get", "head"}:
        shared = item["get"]["parameters"]
        item = {method: {k: v for k, v in told.items() if k != "parameters"} for method, told in item.items()}
        if shared:
            item = {"parameters": shared, **item}
    for method in _METHODS:
        if method in item:
            item[method] = {**item[method], "operationId": name_of(method, path)}
    return item


def _head_of(get: Told) -> Told:
    """HEAD: the same headers, and no body."""
    responses: dict[str, Any] = {}
    for status, answer in get["responses"].items():
        content: Told = {media_type: {} for media_type in answer.get("content", ())}
        responses[status] = {**answer, "content": content} if content else answer
    return {
        **get,
        "summary": f"{get['summary']}: headers alone",
        "description": "What GET answers, without the body.",
        "responses": responses,
    }
