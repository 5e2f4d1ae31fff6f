"""The releases of a folder that can be downloaded, read again when the folder changes."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sendgraph.errors import InvalidRelease
from sendgraph.release import Release
from sendgraph.release.opening import MANIFEST, POINTER
from sendgraph.web.hosting import Hosted

#: File systems tell times in ticks: what was changed just now may change again within the same one.
_SETTLED_NANOSECONDS: Final = 1_000_000_000
_State = tuple[Path, Path, int]


@dataclass(frozen=True, slots=True)
class _Held:
    state: _State
    releases: tuple[Release, ...]


class Shelf:
    """
    What there is to download: the release that serves first, then the others of its folder and base.

    A release whose folder is deleted is gone from here with the next request. The disk is
    looked at beside the event loop, however slow it is.
    """

    def __init__(self, place: Path) -> None:
        """A shelf over a folder of releases, or over a single one."""
        self._place = place
        self._held: _Held | None = None
        self._reading = asyncio.Lock()

    async def releases(self, hosted: Hosted) -> tuple[Release, ...]:
        """The releases, as the folder has them now."""
        async with self._reading:
            found = await asyncio.to_thread(self._look, hosted.path)
        own = [release for release in found if release.base_iri == hosted.base_iri]
        return tuple(sorted(own, key=lambda release: release.name != hosted.name))

    async def find(self, hosted: Hosted, name: str) -> Release | None:
        """The release of that name, where it can be downloaded."""
        return next((one for one in await self.releases(hosted) if one.name == name), None)

    def _look(self, serving: Path) -> tuple[Release, ...]:
        state = self._state(serving)
        if self._held is not None and self._held.state == state:
            return self._held.releases
        self._held = None
        found = self._read(serving)
        if time.time_ns() - state[2] > _SETTLED_NANOSECONDS:
            self._held = _Held(state, found)
        return found

    def _state(self, serving: Path) -> _State:
        """What differs whenever a release has come or gone, or the pointer has moved."""
        single, current = self._place / MANIFEST, (self._place / POINTER).resolve()
        try:
            if single.is_file():
                return serving, single, single.stat().st_mtime_ns
            return serving, current, current.parent.stat().st_mtime_ns
        except OSError:
            return serving, current, time.time_ns()

    def _read(self, serving: Path) -> tuple[Release, ...]:
        """All releases; where the pointer leads nowhere, the one that serves, if its files are there yet."""
        try:
            return Release.all(self._place)
        except (InvalidRelease, OSError):
            pass
        try:
            return (Release.open(serving),)
        except (InvalidRelease, OSError):
            return ()
