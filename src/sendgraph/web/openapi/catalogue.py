"""`/catalogue`, `/.well-known/void` and `/dump`: what there is to have."""

from typing import Any, Final

from sendgraph.release.dumps import DUMP_FORMS
from sendgraph.web.forms import PAGE_AND_RDF
from sendgraph.web.openapi.components import Told, from_data, headers, redirect, ref, text
from sendgraph.web.openapi.forms import forms_of
from sendgraph.web.openapi.operations import operation, parameter

_TEXT: Final = {"type": "string"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_PATH: Final = {"type": "string", "pattern": "^/", "description": "A path on this server."}
_BINARY: Final = {"type": "string", "format": "binary"}

_RELEASE: Final = parameter(
    "release",
    "The name of a release; `current` for the one that serves.",
    {"type": "string", "pattern": "^(current|[0-9a-f]{32})$"},
    place="path",
    example="current",
)
_FILE: Final = parameter(
    "file",
    "One of its files.",
    {"type": "string", "enum": [form.name for form in DUMP_FORMS]},
    place="path",
    example=DUMP_FORMS[0].name,
)
_RANGE: Final = parameter(
    "Range",
    "A part of the file, to go on with a download that broke off; one part at a time.",
    {"type": "string"},
    place="header",
)


def catalogue_paths() -> Told:
    """The path items of the descriptions of the dataset and of its downloads."""
    listed = _list("The releases", "Every release that can be downloaded, with its files.", "Releases")
    return {
        **forms_of(
            "/catalogue",
            "catalogue",
            "The catalogue",
            "The dataset, its versions and their downloads, the vocabulary and the services, as DCAT-AP 3.",
            (),
            PAGE_AND_RDF,
        ),
        **forms_of(
            "/.well-known/void",
            "catalogue",
            "The dataset in numbers",
            "Statements, things, classes and properties, counted, as VoID.",
            (),
            PAGE_AND_RDF,
        ),
        "/dump/": {"get": listed},
        "/dump": {"get": listed},
        "/dump/{release}": {"get": _release()},
        "/dump/{release}/{file}": {"get": _file()},
    }


def catalogue_schemas() -> Told:
    """The schemas of releases and their files as JSON."""
    file = {
        "name": _TEXT,
        "title": _TEXT,
        "media_type": _TEXT,
        "url": _PATH,
        "bytes": _COUNT,
        "sha256": _TEXT,
    }
    release: dict[str, Any] = {
        "release": {"type": "string", "description": "Its name, which stands for every byte of it."},
        "version": _TEXT,
        "released": {"type": "string", "format": "date"},
        "statements": _COUNT,
        "documents": _COUNT,
        "url": _PATH,
        "files": {"type": "array", "items": ref("schemas", "ReleaseFile")},
    }
    releases = {"current": _TEXT, "releases": {"type": "array", "items": ref("schemas", "Release")}}
    return {
        "ReleaseFile": _object("ReleaseFile", "A file to download.", file),
        "Release": _object("Release", "A release with its files.", release),
        "Releases": _object("Releases", "The releases, the one that serves named.", releases),
    }


def _object(title: str, description: str, properties: Told) -> Told:
    return {
        "title": title,
        "description": description,
        "type": "object",
        "required": list(properties),
        "properties": properties,
    }


def _list(summary: str, description: str, schema: str) -> Told:
    content = {"application/json": {"schema": ref("schemas", schema)}, "text/html": text()}
    return operation(
        "catalogue",
        summary,
        description,
        {200: from_data("They.", content, always=("ETag", "Link"))},
        refusals=(406,),
    )


def _release() -> Told:
    content = {"application/json": {"schema": ref("schemas", "Release")}, "text/html": text()}
    return operation(
        "catalogue",
        "A release",
        "A release with its files. Who asks for RDF is led to the catalogue, and who asks for `current` to "
        "the release that serves.",
        {
            200: from_data("It.", content, always=("ETag", "Link")),
            302: redirect("To the release that serves.", negotiated=False),
            303: redirect("To the catalogue."),
        },
        parameters=(_RELEASE,),
        refusals=(404, 406),
    )


def _file() -> Told:
    always = ("ETag", "Cache-Control", "Repr-Digest", "Accept-Ranges", "Link", "X-Request-ID")
    content = {form: {"schema": _BINARY} for form in dict.fromkeys(form.packed_as for form in DUMP_FORMS)}
    part = {
        "description": "The part that was asked for.",
        "headers": headers((*always, "Content-Range")),
        "content": content,
    }
    whole = {
        "description": "The file; it never changes.",
        "headers": headers((*always, "Content-Disposition")),
        "content": content,
    }
    return operation(
        "catalogue",
        "A file of a release",
        "A dump to keep, whole or from where a broken download left off.",
        {200: whole, 206: part, 302: redirect("To the release that serves.", negotiated=False)},
        parameters=(_RELEASE, _FILE, _RANGE),
        refusals=(404, 416),
    )
