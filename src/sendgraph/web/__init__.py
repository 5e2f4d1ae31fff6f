"""
The server: routes, pages, limits. Knows HTTP, not SPARQL engines' own types.

`create_app` and `listen` are looked up when they are asked for: the processes that answer
need neither, and would load twice as much to begin.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sendgraph.web.app import create_app
    from sendgraph.web.listening import listen

__all__ = ["create_app", "listen"]


def __getattr__(name: str) -> object:
    if name == "create_app":
        from sendgraph.web.app import create_app

        return create_app
    if name == "listen":
        from sendgraph.web.listening import listen

        return listen
    raise AttributeError(name)
