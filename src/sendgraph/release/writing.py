"""
Writes a release beside the others, and swaps the pointer to the current one.

A release is written into a hidden folder, forced to disk, and renamed to its name in one
step; `current` is a symbolic link that one rename replaces. Whoever is killed at whatever
moment leaves the former release whole and current, and hidden litter that the next
writer clears. Writers take turns by a lock that dies with its process.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sendgraph.errors import BadParameter, InvalidRelease
from sendgraph.release.manifest import Manifest, digest
from sendgraph.release.opening import MANIFEST, POINTER, Release

_LITTER = ".writing-"
_LOCK = ".lock"


def write_release(folder: Path, manifest: Manifest, files: Mapping[str, bytes | Path]) -> Path:
    """
    Write a release into a folder of releases, unless it is there; its pointer stays as it is.

    `files` is every file but the manifest, by its path within the release: its content, or
    a large one's place elsewhere, whose hash the manifest has.

    Raises:
        BadParameter: where the folder cannot be written.
    """
    assert manifest.files.keys() == files.keys()
    assert all(digest(c) == manifest.files[path] for path, c in files.items() if isinstance(c, bytes))
    with _taking_turns(folder):
        place = folder / manifest.name
        if _whole(place):
            return place
        litter = folder / f"{_LITTER}{os.getpid()}"
        for path, content in sorted({**files, MANIFEST: manifest.to_bytes()}.items()):
            _write(litter / path, content)
        for inner in sorted({litter, *((litter / path).parent for path in files)}):
            _force_to_disk(inner)
        if place.exists():  # damaged, for it is not whole: put the whole one in its place
            place.rename(folder / f"{_LITTER}damaged-{os.getpid()}")
        litter.rename(place)
        _force_to_disk(folder)
        return place


def make_current(folder: Path, name: str) -> None:
    """Let the pointer lead to the release of that name, in one step."""
    with _taking_turns(folder):
        if current_name(folder) == name:
            return
        link = folder / f"{_LITTER}pointer-{os.getpid()}"
        link.symlink_to(name)
        link.replace(folder / POINTER)
        _force_to_disk(folder)


def current_name(folder: Path) -> str | None:
    """The name of the release that the pointer leads to, None where there is no pointer."""
    pointer = folder / POINTER
    return pointer.readlink().name if pointer.is_symlink() else None


def write_note(path: Path, content: bytes) -> None:
    """Write a small file in one step: whoever reads it sees the former content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    litter = path.with_name(f"{_LITTER}{path.name}-{os.getpid()}")
    _write(litter, content, mode=0o644)
    litter.replace(path)


def _whole(place: Path) -> bool:
    if not place.exists():
        return False
    try:
        Release.open(place).verify()
    except InvalidRelease:
        return False
    return True


@contextmanager
def _taking_turns(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; clear what a killed writer left, for no living one can be at it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise BadParameter(
            f"cannot write releases here ({error.strerror})", where=str(folder), remedy="name another folder"
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for litter in folder.glob(f"{_LITTER}*"):
            if litter.is_dir() and not litter.is_symlink():
                shutil.rmtree(litter)
            else:
                litter.unlink(missing_ok=True)
        yield
    finally:
        os.close(lock)


def _write(path: Path, content: bytes | Path, mode: int = 0o444) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            with content.open("rb") as large:
                shutil.copyfileobj(large, file)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def _force_to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
