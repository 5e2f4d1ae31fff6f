"""`/api/areas`, `/api/findings` and the other lists: typed rows as JSON or CSV, in linked pages."""

from collections.abc import Awaitable, Callable, Mapping
from inspect import cleandoc
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.responses import Response

from sendgraph.lists import LISTS, Page, Parameters, RowList
from sendgraph.store.serialise import TABLE_MEDIA_TYPES
from sendgraph.web.forms import best_offer
from sendgraph.web.problems import Refused
from sendgraph.web.responses import answer, root_of
from sendgraph.web.routes.reading import ReadingRoute

router = APIRouter(prefix="/api", tags=["lists"], route_class=ReadingRoute)

Form = Literal["json", "csv"]
Endpoint = Callable[..., Awaitable[Response]]
_MEDIA_TYPES: Final[Mapping[Form, str]] = {"json": "application/json", "csv": TABLE_MEDIA_TYPES["csv"]}
_OFFERS: Final[Mapping[str, Form]] = {"application/json": "json", "text/csv": "csv"}
_PROBLEM: Final[dict[str, Any]] = {"application/problem+json": {"schema": {"type": "object"}}}
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
    400: {
        "description": "A parameter that there is not, or a value that stands for nothing",
        "content": _PROBLEM,
    },
    406: {"description": "None of the media types accepted is offered", "content": _PROBLEM},
}
_OF_A_ROW: Final[dict[int | str, dict[str, Any]]] = {
    **_RESPONSES,
    301: {"description": "The thing has another slug now"},
    404: {"description": "There is no such row", "content": _PROBLEM},
}


class FormQuery(BaseModel):
    """In which form an answer is wanted."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    format: Form | None = Field(
        None, description="The form of the answer; without it, the one that the client accepts."
    )


def _page_of(one: type[RowList[Any, Any]]) -> Endpoint:
    """The route to a list."""
    asked_model = create_model(f"{one.parameters.__name__}OfAddress", __base__=(one.parameters, FormQuery))

    async def get_page(request: Request, asked: FormQuery) -> Response:
        _refuse_repeated(request, asked)
        form = _form(request, asked)
        filters = asked.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"format"})
        here = f"{root_of(request)}/api/{one.name}"
        pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]

        def headers_of(about: Mapping[str, Any]) -> Mapping[str, str]:
            links = [_link(here, pairs, "first")]
            if about["next"] is not None:
                links.append(_link(here, [*pairs, ("after", about["next"])], "next"))
            return {
                "Link": ", ".join(links),
                "Total-Rows": str(about["total"]),
                "Left-Out-Rows": str(about["left_out"]),
            }

        arguments = {"name": one.name, "asked": filters, "format": form}
        return await answer(
            request,
            "list-page",
            arguments,
            media_type=_MEDIA_TYPES[form],
            headers=_file(form, one.name),
            headers_of=headers_of,
        )

    get_page.__annotations__["asked"] = Annotated[asked_model, Query()]
    own, general = (
        cleandoc(model.__doc__ or "").partition("\n\n")[2] for model in (one.parameters, Parameters)
    )
    get_page.__doc__ = "\n\n".join(filter(None, (one.__doc__, own, general)))
    return get_page


def _row_of(one: type[RowList[Any, Any]]) -> Endpoint:
    """The route to a row of a list."""

    async def get_row(
        request: Request,
        slug: Annotated[str, Path(max_length=500, description="Its slug, or its notation.")],
        asked: Annotated[FormQuery, Query()],
    ) -> Response:
        _refuse_repeated(request, asked)
        form = _form(request, asked)
        return await answer(
            request,
            "list-row",
            {"name": one.name, "slug": slug, "format": form},
            media_type=_MEDIA_TYPES[form],
            headers=_file(form, slug.replace("/", "-")),
            redirect_suffix=f"?format={form}" if asked.format else "",
        )

    get_row.__doc__ = f"One row of the list of {one.name}."
    return get_row


def _form(request: Request, asked: FormQuery) -> Form:
    """The form that the address names, or else the client accepts."""
    if asked.format is not None:
        return asked.format
    return _OFFERS[best_offer(request, tuple(_OFFERS))]


def _refuse_repeated(request: Request, asked: FormQuery) -> None:
    """Of two limits or two first days one would be passed over in silence."""
    for name, field in type(asked).model_fields.items():
        called = field.alias or name
        if field.default != [] and len(request.query_params.getlist(called)) > 1:
            raise Refused("bad-parameter", "only one value is taken", where=called, remedy="give it once")


def _link(here: str, pairs: list[tuple[str, str]], turn: str) -> str:
    return f'<{here}{"?" if pairs else ""}{urlencode(pairs)}>; rel="{turn}"'


def _file(form: Form, name: str) -> dict[str, str]:
    """What a browser saves a table as."""
    return (
        {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}.csv"}
        if form == "csv"
        else {}
    )


def _add(one: type[RowList[Any, Any]]) -> None:
    """Add the routes to a list and to its rows."""
    page_model = Page.__class_getitem__(one.row_model)
    routes: tuple[tuple[str, Endpoint, Any, str, dict[int | str, dict[str, Any]]], ...] = (
        (f"/{one.name}", _page_of(one), page_model, f"The list of {one.name}", _RESPONSES),
        (f"/{one.name}/{{slug:path}}", _row_of(one), one.row_model, f"One of the {one.name}", _OF_A_ROW),
    )
    for place, endpoint, model, summary, responses in routes:
        router.add_api_route(place, endpoint, methods=["HEAD"], include_in_schema=False)
        router.add_api_route(
            place, endpoint, methods=["GET"], response_model=model, summary=summary, responses=responses
        )


for _one in LISTS:
    _add(_one)
