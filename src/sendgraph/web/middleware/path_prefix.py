"""
A path prefix: the server behind a proxy that shows it under `/send`, whether or not the proxy takes that off.

ASGI's own form is used, in which `root_path` is the prefix and `path` begins with it: routing takes the
prefix off again, and links made from `root_path` are right in both cases. Where the prefix is also the
beginning of a route (`/doc`, `/api`), the proxy has to leave it on: `/doc/x` could be meant either way.
"""

from starlette.types import ASGIApp, Receive, Scope, Send


class PathPrefix:
    """Middleware that brings every request into the form with the prefix on."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        """Wrap an application that is shown under a prefix, such as `/send`; empty for none."""
        self.app = app
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the prefix before the path where a proxy has taken it off."""
        path: str = scope.get("path", "")
        if self.prefix and scope["type"] == "http" and path.startswith("/"):
            scope["root_path"] = self.prefix
            if path == self.prefix:
                scope["path"] = f"{path}/"
            elif not path.startswith(f"{self.prefix}/"):
                scope["path"] = self.prefix + path
                if scope.get("raw_path") is not None:
                    scope["raw_path"] = self.prefix.encode("ascii") + scope["raw_path"]
        await self.app(scope, receive, send)
