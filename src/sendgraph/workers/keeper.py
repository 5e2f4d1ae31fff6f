"""
The keeper: loads once, forks workers, kills the one it is told to, and forks another.

It runs by itself (`python -m sendgraph.workers.keeper`), has no threads, so that a fork is
a whole process, and speaks with its pool over one socket: lines of JSON, and the channel of
each new worker as a descriptor beside the line. When the socket ends, so do all its
workers and itself.
"""

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, NoReturn

from sendgraph.errors import SendgraphError
from sendgraph.workers.confinement import Confinement, die_with_parent
from sendgraph.workers.worker import Handle, work

#: Where the pool's socket stands in a keeper.
CONTROL: Final = 3
#: A worker that ends sooner by itself is not replaced at once, lest a fault forks without end.
_TOO_SOON: Final = 0.1


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loader gives: what does the jobs, and plain values that the pool's owner is told."""

    handle: Handle
    about: Mapping[str, Any] = field(default_factory=dict)


Load = Callable[..., Loaded]


class Keeper:
    """What a keeper has: its pool's socket, what does the jobs, and the living workers."""

    def __init__(
        self, control: socket.socket, handle: Handle, workers: int, confinement: Confinement
    ) -> None:
        """Take what was loaded; no worker is forked yet."""
        self._control = control
        self._handle = handle
        self._count = workers
        self._confinement = confinement
        self._born: dict[int, float] = {}
        self._lines = b""

    def run(self) -> NoReturn:
        """Keep the number of workers up until the pool goes away."""
        awake, alarm = socket.socketpair()
        alarm.setblocking(False)
        signal.set_wakeup_fd(alarm.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        awake.setblocking(False)
        self._control.setblocking(True)
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._control, selectors.EVENT_READ)
            waiting.register(awake, selectors.EVENT_READ)
            while True:
                self._fork_missing()
                for key, _ in waiting.select():
                    if key.fileobj is awake:
                        awake.recv(4096)
                    elif not self._obey():
                        self._end()
                self._bury()

    def _fork_missing(self) -> None:
        while len(self._born) < self._count:
            ours, theirs = socket.socketpair()
            pid = os.fork()
            if pid == 0:
                try:
                    ours.close()
                    self._control.close()
                    work(self._handle, theirs, self._confinement)
                except BaseException:  # noqa: BLE001 - told before the process ends
                    traceback.print_exc()
                finally:
                    os._exit(1)  # a child that failed to start must not go on as a second keeper
            theirs.close()
            self._born[pid] = time.monotonic()
            with ours:
                self._tell({"worker": pid}, ours.fileno())

    def _obey(self) -> bool:
        """Do what the pool asks; False where it is gone."""
        received = self._control.recv(65_536)
        *lines, self._lines = (self._lines + received).split(b"\n")
        for line in lines:
            pid = json.loads(line)["kill"]
            if pid in self._born:
                os.kill(pid, signal.SIGKILL)
        return bool(received)

    def _bury(self) -> None:
        while self._born:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            born = self._born.pop(pid, 0.0)
            ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            self._tell({"ended": pid, "signal": ended_by, "status": status})
            if not ended_by and time.monotonic() - born < _TOO_SOON:
                time.sleep(_TOO_SOON)

    def _tell(self, message: Mapping[str, Any], descriptor: int | None = None) -> None:
        line = json.dumps(message).encode() + b"\n"
        try:
            if descriptor is None:
                self._control.sendall(line)
            else:
                socket.send_fds(self._control, [line], [descriptor])
        except OSError:
            self._end()

    def _end(self) -> NoReturn:
        for pid in self._born:
            os.kill(pid, signal.SIGKILL)
        for pid in self._born:
            os.waitpid(pid, 0)
        os._exit(0)


def load(loader: str, arguments: Mapping[str, Any]) -> Loaded:
    """What the loader of that name (`package.module:function`) gives."""
    module, _, function = loader.partition(":")
    made = getattr(importlib.import_module(module), function)(**arguments)
    assert isinstance(made, Loaded)
    return made


def main() -> None:
    """Load what the arguments say, tell the pool how that went, and keep workers until it goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    order = json.loads(sys.argv[1])
    control = socket.socket(fileno=CONTROL)
    try:
        loaded = load(order["loader"], order["arguments"])
    except SendgraphError as error:
        control.sendall(json.dumps({"problem": asdict(error.problem)}).encode() + b"\n")
        return
    except Exception:  # noqa: BLE001 - the pool tells, in the log, what broke
        control.sendall(json.dumps({"fault": traceback.format_exc()}).encode() + b"\n")
        return
    gc.collect()
    gc.freeze()  # what is loaded stays: looking at it would copy its pages in every worker
    gc.disable()
    control.sendall(json.dumps({"ready": dict(loaded.about)}).encode() + b"\n")
    confinement = Confinement(order["memory_bytes"], order["files"])
    Keeper(control, loaded.handle, order["workers"], confinement).run()


if __name__ == "__main__":
    main()
