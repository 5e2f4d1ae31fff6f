"""The server behind a proxy that shows it under a path, whether or not the proxy takes that off."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import httpx
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sendgraph.web.middleware.path_prefix import PathPrefix

Serving = Callable[..., AbstractContextManager[httpx.Client]]


async def seen(request: Request) -> Response:
    scope = request.scope
    return JSONResponse(
        [scope["root_path"], scope["path"], scope["raw_path"].decode(), request.path_params.get("path")]
    )


ROUTES = [Route("/", seen), Route("/doc/{path:path}", seen), Route("/send/{path:path}", seen)]


@pytest.mark.parametrize("kind", [Starlette, FastAPI])
@pytest.mark.parametrize(
    ("asked", "path", "raw", "parameter"),
    [
        ("/doc/area/a", "/send/doc/area/a", "/send/doc/area/a", "area/a"),
        ("/send/doc/area/a", "/send/doc/area/a", "/send/doc/area/a", "area/a"),
        ("/doc/%C3%A4%2Fb", "/send/doc/ä/b", "/send/doc/%C3%A4%2Fb", "ä/b"),
        ("/s%65nd/doc/a", "/send/doc/a", "/s%65nd/doc/a", "a"),
        ("/send/send/a", "/send/send/a", "/send/send/a", "a"),
        ("/", "/send/", "/send/", None),
        ("/send", "/send/", "/send", None),
        ("/send/", "/send/", "/send/", None),
    ],
)
def test_both_ways_of_a_proxy(
    serve_middleware: Serving, kind: type, asked: str, path: str, raw: str, parameter: str | None
) -> None:
    app = kind(routes=ROUTES)
    app.add_middleware(PathPrefix, prefix="/send")
    with serve_middleware(app) as client:
        assert client.get(asked).json() == ["/send", path, raw, parameter]
        assert client.get("/sendings").status_code == 404
        assert client.get("/other").status_code == 404


def test_no_prefix_changes_nothing(serve_middleware: Serving) -> None:
    app = Starlette(routes=ROUTES)
    app.add_middleware(PathPrefix, prefix="")
    with serve_middleware(app) as client:
        assert client.get("/doc/a").json() == ["", "/doc/a", "/doc/a", "a"]
        assert client.get("/send/doc/a").json() == ["", "/send/doc/a", "/send/doc/a", "doc/a"]
