"""A worker: takes jobs from its channel, one at a time, until told to end or grown too large."""

import os
import signal
import socket
import traceback
from collections.abc import Callable
from typing import Any, Final

from sendgraph.errors import QueryTooLarge, SendgraphError
from sendgraph.workers.confinement import Confinement, confine, die_with_parent, memory_taken
from sendgraph.workers.messages import Reply, pack_fault, pack_problem, pack_reply, receive_job

Handle = Callable[[str, dict[str, Any]], Reply]

#: A worker that has grown by so much ends after its job, so that memory does not creep.
_MOST_GROWTH: Final = 64_000_000


def work(handle: Handle, channel: socket.socket, confinement: Confinement) -> None:
    """
    Do jobs for ever; ends the process.

    Whatever a job raises is told: a problem as such, anything else as a fault, after which
    the worker ends, for it may be in any state.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which stops in good order
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    die_with_parent()
    bound = confine(channel, confinement)
    at_first = memory_taken()
    last = False
    while not last and (received := receive_job(bound)) is not None:
        job, arguments = received
        try:
            reply = handle(job, arguments)
            last = memory_taken() - at_first > _MOST_GROWTH
            header, body = pack_reply(reply, last=last)
        except SendgraphError as error:
            last = memory_taken() - at_first > _MOST_GROWTH
            header, body = pack_problem(error.problem, last=last)
        except MemoryError:
            last = True
            header, body = pack_problem(too_large().problem, last=True)
        except Exception:  # noqa: BLE001 - whatever it is, the one who waits is told, and the log
            last = True
            header, body = pack_fault(traceback.format_exc())
        bound.sendall(header)
        if body:
            bound.sendall(body)
    os._exit(0)


def too_large() -> QueryTooLarge:
    """What is said of a job that needed more memory than there is for it."""
    return QueryTooLarge(
        "the answer needs more memory than there is for one request",
        remedy="ask for less: fewer patterns, a filter, a LIMIT inside a subquery",
    )
