"""
The interface as OpenAPI 3.1: what FastAPI knows of its typed routes, and all others beside it.

A route of FastAPI's tells its parameters, its answers and what is particular about it
(`responses={301: …}`, `problems(404, 406)`); the headers, the conditional request and the
problems that every route has are added here. A plain route of Starlette's has its path item in
a module of this package. HEAD is told wherever GET is.
"""

from sendgraph.web.openapi.components import problems
from sendgraph.web.openapi.interface import Interface
from sendgraph.web.openapi.terms import one_of_terms

__all__ = ["Interface", "one_of_terms", "problems"]
