"""What nobody caught becomes an answer here, inside all other middleware, so that it is like others."""

from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

AnswerToFault = Callable[[Request, Exception], Awaitable[Response]]


class Faults:
    """
    Middleware that answers where an application raises.

    Starlette's own answer to a fault is made outside of all middleware: without their headers, uncounted
    and not logged, and followed by a second trace of the server.
    """

    def __init__(self, app: ASGIApp, answer: AnswerToFault) -> None:
        """Wrap an application; `answer` logs a fault and says what the client is told."""
        self.app = app
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer it where that fails."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except ClientDisconnect:
            # Nobody is left to answer, and nothing went wrong here.
            return
        except Exception as error:  # whatever it is: this is where nothing was caught before
            if started:
                # An answer that has begun cannot be taken back: raising makes the server cut the connection,
                # so that nobody takes what was sent for the whole.
                raise
            response = await self.answer(Request(scope, receive), error)
            await response(scope, receive, send)
