"""The forms that one thing is told in: which of them a client wants, and where each of them is."""

import re
from collections.abc import Sequence
from typing import Final

from starlette.requests import Request

from sendgraph.release.cited import OWN_LICENCE
from sendgraph.store.formats import GRAPH_MEDIA_TYPES
from sendgraph.web.negotiation import accepted, choose
from sendgraph.web.problems import not_acceptable
from sendgraph.web.responses import root_of

#: Ending of an address → media type.
MEDIA_TYPES: Final[dict[str, str]] = {
    "html": "text/html; charset=utf-8",
    **GRAPH_MEDIA_TYPES,
    "json": "application/json",
}
#: The forms in the server's order of preference.
ALL_FORMS: Final = ("ttl", "html", "jsonld", "nt", "rdf", "json")
#: Those of what is too much for plain JSON.
PAGE_AND_RDF: Final = ALL_FORMS[:-1]
RDF_FORMS: Final = tuple(GRAPH_MEDIA_TYPES)
_ENDING: Final = re.compile(rf"\.({'|'.join(MEDIA_TYPES)})\Z")


def negotiated(request: Request, forms: Sequence[str] = ALL_FORMS) -> str:
    """
    The form that a client would rather have.

    Raises:
        Refused: `not-acceptable`, where it takes none of them.
    """
    offers = {MEDIA_TYPES[name].partition(";")[0]: name for name in forms}
    return offers[best_offer(request, tuple(offers))]


def best_offer(request: Request, offers: Sequence[str]) -> str:
    """
    The media type that a client would rather have.

    Raises:
        Refused: `not-acceptable`, where it takes none of them.
    """
    chosen = choose(accepted(request), offers)
    if chosen is None:
        raise not_acceptable(offers)
    return chosen


def split_ending(path: str) -> tuple[str, str | None]:
    """
    A path without its ending, and the form that the ending names.

    >>> split_ending("area/halton.ttl"), split_ending("0.1.0")
    (('area/halton', 'ttl'), ('0.1.0', None))
    """
    ending = _ENDING.search(path)
    return (path[: ending.start()], ending.group(1)) if ending else (path, None)


def location(request: Request, place: str, form: str, page: int = 1) -> str:
    """The address of a form itself."""
    return f"{root_of(request)}{place}.{form}" + (f"?page={page}" if page > 1 else "")


def form_headers(
    request: Request,
    iri: str,
    place: str,
    form: str,
    forms: Sequence[str] = ALL_FORMS,
    *,
    licences: Sequence[str | None] = (OWN_LICENCE,),
    page: int = 1,
    pages: int = 1,
) -> dict[str, str]:
    """
    Where this form is, what it describes, its licences, its other forms, and the pages around it.

    Where a licence is None, the catalogue says document by document what is known.
    """
    terms = [licence or f"{root_of(request)}/catalogue.html#documents" for licence in licences]
    links = [f'<{iri}>; rel="describes"', *(f'<{address}>; rel="license"' for address in terms)]
    links += [
        f'<{location(request, place, name, page)}>; rel="alternate"; '
        f'type="{MEDIA_TYPES[name].partition(";")[0]}"'
        for name in forms
        if name != form
    ]
    turns = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    links += [
        f'<{location(request, place, form, number)}>; rel="{turn}"'
        for turn, number in turns.items()
        if pages > 1 and 1 <= number <= pages and (turn in ("first", "last") or number != page)
    ]
    return {"Content-Location": location(request, place, form, page), "Link": ", ".join(links)}
