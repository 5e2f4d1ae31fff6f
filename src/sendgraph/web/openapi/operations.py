"""One operation of a path, told whole from the few things that differ."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sendgraph.web.openapi.components import (
    ANY_REQUEST,
    FROM_WORKERS,
    Told,
    if_none_match,
    not_modified,
    problems,
)


def operation(
    tag: str,
    summary: str,
    description: str,
    answers: Mapping[int | str, Told],
    *,
    parameters: Sequence[Told] = (),
    refusals: Sequence[int] = (),
    workers: bool = True,
    conditional: bool = True,
    **more: Any,
) -> Told:
    """
    An operation with its own answers, and those that all have.

    Args:
        tag: the group that it stands in.
        summary: what it gives, in a few words.
        description: the rest.
        answers: the answers by status.
        parameters: the parameters.
        refusals: statuses of problems that not every request may have.
        workers: whether a worker makes the answer.
        conditional: whether it takes `If-None-Match`.
        more: further members, such as `requestBody`.
    """
    statuses = {*ANY_REQUEST, *refusals, *(FROM_WORKERS if workers else ())}
    told: dict[int | str, Told] = {**answers}
    if conditional:
        told[304] = not_modified()
    told |= problems(*statuses)
    return {
        "tags": [tag],
        "summary": summary,
        "description": description,
        "parameters": [*parameters, *([if_none_match()] if conditional else [])],
        **more,
        "responses": {str(status): told[status] for status in sorted(told, key=str)},
    }


def parameter(
    name: str,
    description: str,
    schema: Told,
    *,
    place: str = "query",
    required: bool = False,
    **more: Any,
) -> Told:
    """A parameter; those in the path are always required."""
    return {
        "name": name,
        "in": place,
        "required": required or place == "path",
        "description": description,
        "schema": schema,
        **more,
    }


def name_of(method: str, path: str) -> str:
    """
    The `operationId` of a method of a path.

    >>> name_of("get", "/doc/{type}/{slug}.{form}"), name_of("head", "/"), name_of("get", "/def/")
    ('get_doc_type_slug_form', 'head', 'get_def_')
    """
    words = "_".join(re.findall(r"[A-Za-z0-9]+", path))
    return "_".join(filter(None, (method, words))) + ("_" if words and path.endswith("/") else "")
