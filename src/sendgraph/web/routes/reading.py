"""Routes that are only read from."""

from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

#: What they take.
READING = ("GET", "HEAD")


class ReadingRoute(APIRoute):
    """A route for GET or for HEAD, of which there are two at an address: a refusal names both."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse any other method."""
        if scope["method"] not in READING:
            raise HTTPException(405, headers={"Allow": ", ".join(READING)})
        await super().handle(scope, receive, send)
