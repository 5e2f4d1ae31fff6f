"""`/questions`: the questions of `queries/` to read, fill in and run, with their SPARQL and downloads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.release.exporting import safe_cell
from sendgraph.store import Parameter, Question, Solutions, find_question, serialise_table
from sendgraph.store.names import Names
from sendgraph.store.serialise import TABLE_MEDIA_TYPES
from sendgraph.web.negotiation import choose
from sendgraph.web.pages import render
from sendgraph.web.problems import Refused, not_acceptable
from sendgraph.web.responses import answer
from sendgraph.web.service import Service, service_of
from sendgraph.web.tables import heading, table

_OFFERS: Final = {"text/html": "html", "application/json": "json", "text/csv": "csv"}
_MEDIA_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "json": TABLE_MEDIA_TYPES["json"],
    "csv": TABLE_MEDIA_TYPES["csv"],
}


@dataclass(frozen=True, slots=True)
class FormField:
    """A parameter as a form shows it: `choices` are (value, label, chosen), none where words are typed."""

    name: str
    label: str
    hint: str
    many: bool
    values: tuple[str, ...]
    choices: tuple[tuple[str, str, bool], ...]


async def questions(request: Request) -> Response:
    """`/questions`: all of them."""
    service = service_of(request)

    def make() -> bytes:
        return bytes(render(request, "questions.html", {"questions": list(service.questions.values())}).body)

    return await answer(request, make, media_type=_MEDIA_TYPES["html"], names=("questions",))


async def question(request: Request) -> Response:
    """`/questions/{name}`: one of them, with its answer."""
    service = service_of(request)
    asked = find_question(str(request.path_params["name"]), service.questions)
    given = _given(request)
    wanted = given.pop("format", None)
    form = wanted[-1] if wanted else _negotiated(request)
    if form not in _MEDIA_TYPES:
        raise Refused(
            "bad-parameter",
            "there is no such format",
            where="format",
            remedy=f"choose from {', '.join(_MEDIA_TYPES)}",
        )
    if form == "html" and _unanswerable(asked, given):
        return _page(request, service, asked, given, None)
    query = asked.bind(given, base_iri=service.base_iri)

    def make() -> bytes:
        found = service.store.query(query, max_rows=service.settings.max_rows)
        assert isinstance(found, Solutions)
        if form == "json":
            return serialise_table(found, "json")
        if form == "csv":
            return serialise_table(for_spreadsheets(found), "csv")
        return bytes(_page(request, service, asked, given, (query, found)).body)

    names = ("question", asked.name, form, query)
    return await answer(request, make, media_type=_MEDIA_TYPES[form], names=names)


def _page(
    request: Request,
    service: Service,
    asked: Question,
    given: Mapping[str, list[str]],
    answered: tuple[str, Solutions] | None,
) -> Response:
    """The page of a question, with the query and its answer where there is one."""
    pairs = [(name, value) for name, values in given.items() for value in values]
    here = f"/questions/{asked.name}"
    values = {
        "question": asked,
        "fields": [
            _field(service, parameter, given.get(parameter.name)) for parameter in asked.parameters.values()
        ],
        "table": table(service, answered[1], asked.title, asked.columns) if answered else None,
        "query": answered[0] if answered else asked.sparql,
        "downloads": [(name, f"{here}?{urlencode([*pairs, ('format', name)])}") for name in ("csv", "json")],
        "sparql": f"/sparql?{urlencode({'query': answered[0]})}" if answered else None,
    }
    return render(request, "question.html", values)


def for_spreadsheets(answered: Solutions) -> Solutions:
    """The answer with text that a spreadsheet would run as a formula made harmless; numbers stay numbers."""
    return replace(
        answered,
        rows=[
            tuple(
                replace(term, value=safe_cell(term.value))
                if term and term.kind == "literal" and not term.datatype
                else term
                for term in row
            )
            for row in answered.rows
        ],
    )


def _unanswerable(asked: Question, given: Mapping[str, list[str]]) -> bool:
    """Whether a parameter that the question needs is still to be filled in."""
    return any(
        parameter.required and not parameter.default and not any(given.get(parameter.name, ()))
        for parameter in asked.parameters.values()
    )


def _field(service: Service, parameter: Parameter, given: list[str] | None) -> FormField:
    chosen = list(parameter.default) if given is None else [value for value in given if value]
    allowed = parameter.allowed()
    labelled = sorted((_choice_label(service, parameter, value), value) for value in allowed)
    slugs = {_slug(parameter, value) for value in chosen}
    listed = [(value, label, _slug(parameter, value) in slugs) for label, value in labelled]
    choices = tuple(sorted(listed, key=lambda choice: not choice[2]))  # the chosen ones in sight
    return FormField(
        name=parameter.name,
        label=heading(parameter.name),
        hint=parameter.description,
        many=parameter.many,
        values=tuple(chosen),
        choices=choices,
    )


def _slug(parameter: Parameter, value: str) -> str:
    """What a value stands for, however it is written: `medway`, `Medway` and `area/medway` are one."""
    value = value.strip().removeprefix(f"{parameter.type}/")
    return Names.shipped().slug(parameter.type, value) or value


def _choice_label(service: Service, parameter: Parameter, value: str) -> str:
    node = service.graph.nodes.get(f"{service.namespaces.send}{parameter.type}/{value}")
    return node.label if node else value


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


def _negotiated(request: Request) -> str:
    chosen = choose(request.headers.get("accept"), tuple(_OFFERS))
    if chosen is None:
        raise not_acceptable(list(_OFFERS))
    return _OFFERS[chosen]
