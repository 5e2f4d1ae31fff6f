"""`/dump/…`: the releases that are here, and the files of each."""

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendgraph.errors import UnknownThing
from sendgraph.release import Release
from sendgraph.web.downloads import Offered, offered, saved_as
from sendgraph.web.file_response import A_YEAR, LastingFile, tag_of
from sendgraph.web.forms import MEDIA_TYPES, RDF_FORMS, negotiated
from sendgraph.web.hosting import Hosted
from sendgraph.web.pages import render
from sendgraph.web.responses import is_fresh, root_of
from sendgraph.web.service import service_of

#: Programs that do not say what they want get JSON here, as there is no RDF of a list.
_LIST_FORMS: Final = ("json", "html")
_RELEASE_FORMS: Final = (*_LIST_FORMS, *RDF_FORMS)
_CURRENT: Final = "current"


async def dumps(request: Request) -> Response:
    """`/dump/`: every release with its files."""
    form = negotiated(request, _LIST_FORMS)
    service = service_of(request)
    hosted = service.hosted
    releases = [offered(one) for one in await service.shelf.releases(hosted)]
    return _listed(request, hosted, form, releases, single=False)


async def dump(request: Request) -> Response:
    """
    `/dump/{release}`: a release and its files.

    It names a version of the dataset, too: who wants RDF of it is led to the catalogue.
    """
    hosted = service_of(request).hosted
    if request.path_params["release"] == _CURRENT:
        return _to(request, f"/dump/{hosted.name}", 302)
    form = negotiated(request, _RELEASE_FORMS)
    release = await _release(request, hosted)
    if form not in _LIST_FORMS:
        return _to(request, f"/catalogue.{form}", 303)
    return _listed(request, hosted, form, [offered(release)], single=True)


async def dump_file(request: Request) -> Response:
    """`/dump/{release}/{file}`: a file, looked up among those that the release's manifest names as dumps."""
    hosted = service_of(request).hosted
    name = request.path_params["file"]
    is_current = request.path_params["release"] == _CURRENT
    release = await _release(request, hosted, hosted.name if is_current else None)
    found = next((one for one in release.dumps() if one.name == name), None)
    if found is None:
        raise _unknown(request)
    if is_current:
        return _to(request, f"/dump/{release.name}/{found.name}", 302)
    tag = tag_of(found.sha256)
    if is_fresh(request, tag):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": A_YEAR})
    try:
        there = await asyncio.to_thread(os.stat, found.path)
    except OSError:
        raise _unknown(request) from None
    if there.st_size != found.size:  # it is not what the catalogue says it is
        raise _unknown(request)
    return LastingFile(
        found.path,
        there,
        found.sha256,
        media_type=found.media_type,
        saved_as=saved_as(release, found),
        described=f"{root_of(request)}/catalogue",
    )


def _listed(
    request: Request, hosted: Hosted, form: str, releases: list[Offered], *, single: bool
) -> Response:
    root = root_of(request)
    headers = {
        "ETag": hosted.etag(form, root, str(single), *(one.release for one in releases)),
        "Vary": "Accept",
        "Cache-Control": "no-cache",
        "Link": f'<{root}/catalogue>; rel="describedby"',
    }
    if is_fresh(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if form == "html":
        values = {"releases": releases, "current": hosted.name, "single": single}
        body = render("dumps.html", values, root)
    else:
        told = [_told(one, root) for one in releases]
        whole = told[0] if single else {"current": hosted.name, "releases": told}
        body = json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"
    return Response(body, media_type=MEDIA_TYPES[form], headers=headers)


def _told(one: Offered, root: str) -> Mapping[str, Any]:
    """A release as JSON; its files' addresses are paths, right on any host."""
    files = [
        {
            "name": file.name,
            "title": file.title,
            "media_type": file.media_type,
            "url": f"{root}{file.path}",
            "bytes": file.bytes,
            "sha256": file.sha256,
        }
        for file in one.files
    ]
    values = asdict(one)
    del values["path"]
    return values | {"url": f"{root}{one.path}", "files": files}


async def _release(request: Request, hosted: Hosted, name: str | None = None) -> Release:
    found = await service_of(request).shelf.find(hosted, name or request.path_params["release"])
    if found is None:
        raise _unknown(request)
    return found


def _to(request: Request, path: str, status: int) -> Response:
    headers = {"Cache-Control": "no-cache"} | ({"Vary": "Accept"} if status == 303 else {})
    return RedirectResponse(f"{root_of(request)}{path}", status, headers=headers)


def _unknown(request: Request) -> UnknownThing:
    return UnknownThing(
        "there is no such download",
        where=quote(request.url.path)[:200],
        remedy="see /dump/ for those there are",
    )
