"""`/catalogue`, what there is to have, and `/.well-known/void`, what the dataset is in numbers."""

from starlette.requests import Request
from starlette.responses import Response

from sendgraph.web.forms import MEDIA_TYPES, PAGE_AND_RDF, form_headers, negotiated, split_ending
from sendgraph.web.responses import answer, root_of
from sendgraph.web.service import service_of


async def catalogue(request: Request) -> Response:
    """`/catalogue`: DCAT, or a page."""
    service = service_of(request)
    hosted = service.hosted
    others = [one.name for one in await service.shelf.releases(hosted) if one.name != hosted.name]
    return await _described(
        request, "catalogue", "/catalogue", f"{hosted.base_iri}catalogue", {"earlier": others}
    )


async def void(request: Request) -> Response:
    """`/.well-known/void`: VoID, or a page."""
    dataset = str(service_of(request).hosted.namespaces.thing("dataset", "sendgraph"))
    return await _described(request, "void", "/.well-known/void", dataset, {})


async def _described(
    request: Request, job: str, place: str, iri: str, more: dict[str, list[str]]
) -> Response:
    _, ending = split_ending(request.url.path)
    form = ending or negotiated(request, PAGE_AND_RDF)
    publisher = service_of(request).settings.publisher
    return await answer(
        request,
        job,
        {"format": form, "root": root_of(request), "publisher": publisher} | more,
        media_type=MEDIA_TYPES[form],
        headers=form_headers(request, iri, place, form, PAGE_AND_RDF),
    )
