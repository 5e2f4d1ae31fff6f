"""`/questions`: the questions of `queries/` to read, fill in and run, with their SPARQL and downloads."""

from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.store.serialise import TABLE_MEDIA_TYPES
from sendgraph.web.forms import best_offer
from sendgraph.web.problems import Refused
from sendgraph.web.responses import answer, root_of

_OFFERS: Final = {"text/html": "html", "application/json": "json", "text/csv": "csv"}
_MEDIA_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "json": TABLE_MEDIA_TYPES["json"],
    "csv": TABLE_MEDIA_TYPES["csv"],
}


async def questions(request: Request) -> Response:
    """`/questions`: all of them."""
    return await answer(request, "questions", {"root": root_of(request)}, media_type=_MEDIA_TYPES["html"])


async def question(request: Request) -> Response:
    """`/questions/{name}`: one of them, with its answer."""
    given = _given(request)
    wanted = given.pop("format", None)
    form = wanted[-1] if wanted else _OFFERS[best_offer(request, tuple(_OFFERS))]
    if form not in _MEDIA_TYPES:
        raise Refused(
            "bad-parameter",
            "there is no such format",
            where="format",
            remedy=f"choose from {', '.join(_MEDIA_TYPES)}",
        )
    arguments = {
        "name": str(request.path_params["name"]),
        "given": given,
        "format": form,
        "root": root_of(request),
    }
    return await answer(request, "question", arguments, media_type=_MEDIA_TYPES[form])


def _given(request: Request) -> dict[str, list[str]]:
    """The parameters of the address; those left empty in a form are none."""
    given: dict[str, list[str]] = {}
    encoded = request.scope.get("query_string", b"").decode("ascii", "replace")
    try:
        pairs = parse_qsl(
            encoded, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=200
        )
    except ValueError:
        raise Refused("bad-request", "the parameters are not UTF-8, or there are more than 200") from None
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    return given
