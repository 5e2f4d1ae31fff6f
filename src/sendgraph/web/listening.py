"""
Listening on an address: bound before the release is loaded, so that a taken port is an error at once.

Connections are taken when the release is there. When the server is told to stop, it takes
no more, answers what it had taken, and ends its workers.
"""

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from sendgraph.web.connections import server_config
from sendgraph.web.middleware.access_log import log_to_standard_error
from sendgraph.web.service import Service

Announce = Callable[[str, int], None]


def listen(app: FastAPI, host: str, port: int, announce: Announce) -> None:
    """
    Serve until stopped; `announce` is told the address once connections are taken. Port 0 takes a free one.

    Raises:
        OSError: where the address is taken or not allowed.
        InvalidRelease: where the release is damaged.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        asyncio.run(_serve(app, listener, announce))


async def _serve(app: FastAPI, listener: socket.socket, announce: Announce) -> None:
    service = app.state.service
    assert isinstance(service, Service)
    await service.hosting.start()
    listener.listen(1024)
    config = server_config(app)
    config.lifespan = "off"  # the release is there already
    if service.settings.access_log:
        log_to_standard_error()
    await _Server(config, service, lambda: announce(*listener.getsockname()[:2])).serve([listener])


class _Server(uvicorn.Server):
    """One that says when it takes connections, and ends its workers before it passes on a signal."""

    def __init__(self, config: uvicorn.Config, service: Service, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._service = service
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        await self._service.hosting.stop()
