"""Pages for people: one way to render a template, and what every template may use."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sendgraph import __version__
from sendgraph.release.privacy import mask

_TEMPLATES = Path(__file__).parent / "templates"
STYLESHEET = Path(__file__).parent / "static" / "sendgraph.css"


@lru_cache(maxsize=1)
def looks() -> str:
    """The hash of the templates and the stylesheet: a page that a client holds is stale when they change."""
    files = sorted([*_TEMPLATES.glob("*.html"), STYLESHEET])
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def render(template: str, values: Mapping[str, object], root: str) -> bytes:
    """The page of a template; `root` is the path under which the server is shown, empty for none."""
    return environment().get_template(template).render(root=root, version=__version__, **values).encode()


def prepare() -> None:
    """Compile every template, for a process that will not be able to read them."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates: every value is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters["masked"] = mask
    return made
