"""Pages for people: one way to render a template, and what every template may use."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sendgraph import __version__
from sendgraph.release.privacy import mask

_TEMPLATES = Path(__file__).parent / "templates"
STYLESHEET = Path(__file__).parent / "static" / "sendgraph.css"


@lru_cache(maxsize=1)
def looks() -> str:
    """The hash of the templates and the stylesheet: a page that a client holds is stale when they change."""
    files = sorted([*_TEMPLATES.glob("*.html"), STYLESHEET])
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def render(
    request: Request,
    template: str,
    values: Mapping[str, object],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page of a template."""
    text = (
        environment()
        .get_template(template)
        .render(root=request.scope.get("root_path", "").rstrip("/"), version=__version__, **values)
    )
    return HTMLResponse(text, status, headers=dict(headers or {}))


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates: every value is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["masked"] = mask
    return made
