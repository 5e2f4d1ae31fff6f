"""The description of an application, made once: as OpenAPI, and as a page."""

import json
from functools import cached_property

from fastapi import FastAPI

from sendgraph.settings import Settings
from sendgraph.web.docs_page import docs_view
from sendgraph.web.openapi.components import Told
from sendgraph.web.openapi.describing import describe
from sendgraph.web.pages import render


class Interface:
    """What an application tells of itself, under the path prefix that it is shown at."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        """Tell of an application; nothing is made until it is asked for."""
        self._app = app
        self._settings = settings

    @cached_property
    def openapi(self) -> Told:
        """As OpenAPI."""
        told = describe(self._app, self._settings)
        return {**told, "servers": [{"url": self._settings.path_prefix or "/"}]}

    @cached_property
    def json(self) -> bytes:
        """As OpenAPI, written."""
        return json.dumps(self.openapi, ensure_ascii=False, separators=(",", ":")).encode()

    @cached_property
    def page(self) -> bytes:
        """As a page."""
        root = self._settings.path_prefix
        return render("docs.html", {"docs": docs_view(self.openapi, root)}, root)
