"""The server: routes, pages, limits. Knows HTTP, not SPARQL engines' own types."""

from sendgraph.web.app import create_app
from sendgraph.web.listening import listen

__all__ = ["create_app", "listen"]
