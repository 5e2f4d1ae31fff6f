"""`/id`, `/doc` and `/def`: things, the documents about them, and the vocabulary."""

from typing import Final

from sendgraph.web.forms import ALL_FORMS, PAGE_AND_RDF, RDF_FORMS
from sendgraph.web.openapi.components import Told, from_data, redirect
from sendgraph.web.openapi.forms import forms_of
from sendgraph.web.openapi.operations import operation, parameter

#: What a slug is made of; the dots and strokes of other addresses are in none.
_SLUG: Final = r"^[A-Za-z0-9_~-][A-Za-z0-9_~.-]*(/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*$"
_WORD: Final = r"^[A-Za-z0-9_~-][A-Za-z0-9_~.-]*$"
_LOOK: Final = ("Content-Location", "Link")

_TYPE: Final = parameter(
    "type",
    "The kind of thing, as its address has it.",
    {"type": "string", "pattern": r"^[a-z][a-z-]*$"},
    place="path",
    examples={kind: {"value": kind} for kind in ("area", "inspection", "finding", "document", "graph")},
)
_SLUG_OF_THING: Final = parameter(
    "slug",
    "The rest of its address. Where it has several parts, the strokes between them are taken as they are "
    "or as `%2F`.",
    {"type": "string", "pattern": _SLUG},
    place="path",
    examples={"area": {"value": "halton"}, "region": {"value": "north-west"}},
)
_TERM: Final = parameter(
    "term",
    "A class or property; or a version of the vocabulary.",
    {"type": "string", "pattern": _WORD},
    place="path",
    examples={"class": {"value": "Concern"}, "property": {"value": "localArea"}},
)
_SCHEME: Final = parameter(
    "scheme",
    "The scheme that a concept is in; `scheme` for the schemes themselves.",
    {"type": "string", "pattern": r"^[a-z][a-z-]*$"},
    place="path",
    examples={"theme": {"value": "theme"}, "scheme": {"value": "scheme"}},
)
_NOTATION: Final = parameter(
    "notation",
    "Its notation.",
    {"type": "string", "pattern": _WORD},
    place="path",
    examples={"theme": {"value": "waiting-times"}, "scheme": {"value": "theme"}},
)
_PAGE: Final = parameter(
    "page",
    "Which page of what points to it.",
    {"type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1},
)


def linked_data_paths() -> Told:
    """The path items of things and of the vocabulary."""
    return {**_things(), **_terms(), **_vocabulary()}


def _things() -> Told:
    told = operation(
        "linked data",
        "A thing",
        "Names a thing, and leads to the document about it.",
        {303: redirect("To the document about it, or about what it is called now.")},
        parameters=(_TYPE, _SLUG_OF_THING),
        refusals=(404,),
        conditional=True,
    )
    return {
        "/id/{type}/{slug}": {"get": told},
        **forms_of(
            "/doc/{type}/{slug}",
            "linked data",
            "The document about a thing",
            "Its own statements with the words that they rest on, labels for all that it points to, and, in "
            "pages, what points to it.",
            (_TYPE, _SLUG_OF_THING, _PAGE),
            ALL_FORMS,
            moved="To the document about what it is called now.",
            moved_status=301,
        ),
    }


def _terms() -> Told:
    what = "Its definition and all that the release says of it, and, in pages, what points to it."
    moved = "To the shapes, where a single shape is asked for."
    return {
        **forms_of(
            "/def/{term}",
            "vocabulary",
            "A term of the vocabulary",
            what,
            (_TERM, _PAGE),
            ALL_FORMS,
            moved=moved,
        ),
        **forms_of(
            "/def/{scheme}/{notation}",
            "vocabulary",
            "A concept",
            what,
            (_SCHEME, _NOTATION, _PAGE),
            ALL_FORMS,
            moved=moved,
        ),
    }


def _vocabulary() -> Told:
    title, what = "The vocabulary", "The ontology with all its classes and properties."
    forms = forms_of("/def", "vocabulary", title, what, (), PAGE_AND_RDF)
    shapes = forms_of(
        "/def/shapes",
        "vocabulary",
        "The shapes",
        "The SHACL shapes that every release is checked against.",
        (),
        RDF_FORMS,
    )
    context = operation(
        "vocabulary",
        "The JSON-LD context",
        "The context that each JSON-LD document carries.",
        {200: from_data("The context.", {"application/ld+json": {"schema": {"type": "object"}}})},
    )
    return {"/def/": forms["/def"], **forms, **shapes, "/def/context.jsonld": {"get": context}}
