"""What every response says to browsers: no scripts but our own, no guessing, no framing, reading for all."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY: Final = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_EXPOSED: Final = (
    "Accept-Ranges, Content-Disposition, Content-Location, Content-Range, ETag, Link, Location, Repr-Digest, "
    "Retry-After, Vary"
)


class SecurityAndCors:
    """
    Middleware that sets the security headers and lets pages of any origin read.

    Reading is GET and HEAD, and POST to `/sparql`; never with credentials, of which there are none.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        methods = ["GET", "HEAD", *(["POST"] if scope["path"].endswith("/sparql") else [])]
        crosses = "origin" in headers
        readable = crosses and (scope["method"] in methods or scope["method"] == "OPTIONS")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    own.setdefault(name, value)
                if readable:
                    own["Access-Control-Allow-Origin"] = "*"
                    own["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        if scope["method"] == "OPTIONS" and crosses and "access-control-request-method" in headers:
            allowed = {
                "Access-Control-Allow-Methods": ", ".join(methods),
                "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, If-Range, Range",
                "Access-Control-Max-Age": "86400",
            }
            await Response(status_code=204, headers=allowed)(scope, receive, send_with_headers)
            return
        await self.app(scope, receive, send_with_headers)
