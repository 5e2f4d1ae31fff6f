"""SERVICE to the servers that a setting allows, and to no other."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from sendgraph.errors import BadParameter
from sendgraph.settings import Settings
from sendgraph.web import create_app

Serve = Callable[..., AbstractContextManager[httpx.Client]]


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query})


def test_an_allowed_server_is_called_and_no_other(
    server: httpx.Client, sample_release: Path, serve: Serve
) -> None:
    there = str(server.base_url).rstrip("/")
    with serve(create_app(sample_release, Settings(service_origins=(there,)))) as client:
        called = ask(client, f"SELECT ?n {{ SERVICE <{there}/sparql> {{ SELECT (6 * 7 AS ?n) {{}} }} }}")
        assert called.status_code == 200
        assert [row["n"]["value"] for row in called.json()["results"]["bindings"]] == ["42"]
        assert called.headers["cache-control"] == "no-store"
        assert "etag" not in called.headers
        failed = ask(client, f"SELECT * {{ SERVICE <{there}/nothing> {{ ?s ?p ?o }} }}")
        assert (failed.status_code, failed.json()["code"]) == (502, "service-failed")
        assert there not in failed.text
        other = there.replace("127.0.0.1", "localhost")
        for refused in (f"<{other}/sparql>", "?there", f"<{there}0/sparql>"):
            response = ask(client, f"SELECT * {{ SERVICE SILENT {refused} {{ ?s ?p ?o }} }}")
            assert (response.status_code, response.json()["code"]) == (403, "service-refused")
        assert ask(client, "ASK { ?s ?p ?o }").json()["boolean"] is True
        description = client.get("/sparql", headers={"Accept": "text/turtle"}).text
        assert "BasicFederatedQuery" in description


def test_an_origin_that_is_none_is_told_at_the_start(sample_release: Path) -> None:
    with pytest.raises(BadParameter, match="is not an origin"):
        create_app(sample_release, Settings(service_origins=("https://example.org/sparql",)))
