"""Listening on an address: the socket is bound before anything is said, so that a taken port is an error."""

import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI


def listen(app: FastAPI, host: str, port: int, announce: Callable[[str, int], None]) -> None:
    """
    Serve until stopped; `announce` is told the address once connections are taken. Port 0 takes a free one.

    Raises:
        OSError: where the address is taken or not allowed.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
        announce(*listener.getsockname()[:2])
        config = uvicorn.Config(app, log_level="warning", server_header=False, access_log=False)
        uvicorn.Server(config).run(sockets=[listener])
