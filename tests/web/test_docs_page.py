"""The interface in words: all that OpenAPI says, nothing that runs, nothing from elsewhere."""

import shlex
from html.parser import HTMLParser
from typing import Annotated, Literal

import pytest
from fastapi import APIRouter, FastAPI, Query
from pydantic import BaseModel, Field

from sendgraph.web.docs_page import Answer, Docs, Operation, Value, docs_view
from sendgraph.web.pages import environment
from sendgraph.web.problems import STATUS

HOSTILE = "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> `<b>`"


class Row(BaseModel):
    """A row."""

    slug: str = Field(description="Its `slug`.")
    size: int | None = None


class Rows(BaseModel):
    rows: list[Row]
    kind: Literal["a", "b"]
    truncated: bool = False


class Parameters(BaseModel):
    area: str = Field(min_length=1, max_length=9, description="An area.", examples=["a b&c"])
    order: Literal["up", "down"] = Field("up", description="Which way.")
    theme: list[str] = Field([], max_length=5, description="Themes.")
    after: str | None = Field(None, description="A key.")
    limit: int = Field(20, ge=1, le=1_000)


def application(prefix: str = "/api") -> FastAPI:
    router = APIRouter(prefix=prefix, tags=["lists"])

    @router.get("/rows/{slug}", responses={404: {"description": "There is none."}, 429: {"description": ""}})
    async def rows(slug: str, parameters: Annotated[Parameters, Query()]) -> Rows:
        """
        Rows of `one` kind.

        In pages.
        """
        raise NotImplementedError

    @router.post(
        "/sparql",
        openapi_extra={"requestBody": {"content": {"application/sparql-query": {}, "text/plain": {}}}},
        responses={200: {"content": {"text/csv": {}, "application/json": {}}, "description": "Rows."}},
    )
    async def ask() -> None:
        raise NotImplementedError

    app = FastAPI(title="sendgraph", version="1.2.3", description="What it is.")
    app.include_router(router)

    @app.get("/health")
    async def health() -> Literal["ok"]:
        """Whether it lives."""
        raise NotImplementedError

    return app


@pytest.fixture(scope="module")
def docs() -> Docs:
    return docs_view(application().openapi())


def page(docs: Docs) -> str:
    return environment().get_template("docs.html").render(root="/send", version="1.2.3", docs=docs)


def test_an_operation_is_told_whole(docs: Docs) -> None:
    lists, other = docs.groups
    rows, ask = lists.operations
    assert (docs.title, docs.version, docs.description) == ("sendgraph", "1.2.3", "What it is.")
    assert [group.name for group in docs.groups] == ["lists", "other"]
    assert [operation.path for operation in other.operations] == ["/health"]
    assert rows == Operation(
        anchor="get-api-rows-slug",
        method="GET",
        path="/api/rows/{slug}",
        summary="Rows",
        paragraphs=("Rows of `one` kind.", "In pages."),
        parameters=(
            Value("slug", "text", "", "path", True),
            Value("area", "text, 1 to 9 characters", "An area.", "query", True),
            Value("order", "one of up, down", "Which way.", "query", False, "up"),
            Value("theme", "list of text (at most 5 of them)", "Themes.", "query", False),
            Value("after", "text", "A key.", "query", False),
            Value("limit", "whole number, 1 to 1,000", "", "query", False, "20"),
        ),
        body=(),
        answers=(
            Answer(
                "200",
                "OK",
                "",
                ("application/json",),
                (
                    Value("rows", "list of Row", "", required=True),
                    Value("kind", "one of a, b", "", required=True),
                    Value("truncated", "true or false", ""),
                ),
                (),
            ),
            Answer("404", "Not Found", "There is none.", (), (), ("not-found",)),
            Answer("429", "Too Many Requests", "", (), (), ("rate-limited",)),
        ),
        example='curl "$SERVER/api/rows/text?area=a%20b%26c"',
    )
    assert (ask.body, ask.answers[0].media_types) == (
        ("application/sparql-query", "text/plain"),
        ("application/json", "text/csv"),
    )
    assert ask.example == (
        "curl --request POST --header 'Content-Type: application/sparql-query' --data @request "
        '"$SERVER/api/sparql"'
    )


def test_every_code_is_listed_with_its_status(docs: Docs) -> None:
    assert {code.code: code.status for code in docs.codes} == STATUS
    text = page(docs)
    for code, status in STATUS.items():
        assert f'<div id="code-{code}"><dt><code>{code}</code></dt><dd>{status} ' in text


def test_a_prefix_stands_before_every_path() -> None:
    docs = docs_view(application().openapi(), root="/send")
    operation = docs.groups[0].operations[0]
    assert (operation.path, operation.anchor) == ("/send/api/rows/{slug}", "get-api-rows-slug")
    assert operation.example.startswith('curl "$SERVER/send/api/rows/')


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.own: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "src", "action") and value:
                self.own.append(value)


def test_the_page_runs_nothing_and_leads_nowhere_else(docs: Docs) -> None:
    seen = _Page()
    seen.feed(page(docs))
    assert not seen.tags & {"script", "iframe", "object", "img", "style", "form"}
    assert len(seen.ids) == len(set(seen.ids))
    outside = [link for link in seen.own if not link.startswith(("#", "/send/"))]
    assert outside == ["https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"]
    assert {link[1:] for link in seen.own if link.startswith("#")} <= set(seen.ids)


def test_all_is_escaped() -> None:
    openapi = application().openapi()
    openapi["info"] |= {"title": HOSTILE, "description": HOSTILE, "version": HOSTILE}
    openapi["tags"] = [{"name": "lists", "description": HOSTILE}]
    told = openapi["paths"]["/api/rows/{slug}"]["get"]
    told |= {"summary": HOSTILE, "description": HOSTILE}
    told["parameters"][0] |= {"name": HOSTILE, "description": HOSTILE, "example": HOSTILE}
    told["responses"]["404"] |= {"description": HOSTILE, "content": {HOSTILE: {}}}
    openapi["components"]["schemas"]["Row"]["properties"][HOSTILE] = {"enum": [HOSTILE]}
    openapi["paths"][f"/{HOSTILE}"] = {"get": {"responses": {"default": {"description": HOSTILE}}}}
    text = page(docs_view(openapi))
    assert "<script" not in text
    assert "<img" not in text
    assert "<b>" not in text
    assert "<code>&lt;b&gt;</code>" in text


@pytest.mark.parametrize("value", ["$(reboot)", "`reboot`", '"; reboot; "', "a\nreboot", "\\", "!!"])
def test_an_example_is_one_harmless_command(value: str) -> None:
    openapi = application().openapi()
    openapi["paths"]["/api/rows/{slug}"]["get"]["parameters"][0]["example"] = value
    example = docs_view(openapi).groups[0].operations[0].example
    words = shlex.split(example)
    assert len(words) == 2
    assert words[1].startswith("$SERVER/api/rows/")
    assert not set('`\\"!\n') & set(words[1])
    assert words[1].count("$") == 1


def test_a_page_of_nothing() -> None:
    text = page(docs_view({"info": {"title": "a", "version": "1"}, "paths": {}}))
    assert '<h2 id="problems">Problems</h2>' in text
