"""A file that never changes, sent whole or from where a broken download left off."""

import re
from base64 import b64encode
from os import stat_result
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

from sendgraph.web.problems import Refused

#: A single range. Lists of ranges serve attackers more than downloads, and a server need not take them.
_RANGE: Final = re.compile(r"bytes\s*=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)
#: For what never changes.
A_YEAR: Final = "public, max-age=31536000, immutable"


class LastingFile(FileResponse):
    """
    The answer with a file whose SHA-256 is known: it is its entity tag, and stands in `Repr-Digest`.

    A range that is malformed, one of several, or of another version than `If-Range` names is
    passed over, as RFC 9110 has it, and the whole file sent.
    """

    #: Every piece goes from a thread to the event loop: with Starlette's 64 KiB it takes twice as long.
    chunk_size = 256 * 1024

    def __init__(
        self, path: Path, found: stat_result, sha256: str, *, media_type: str, saved_as: str, described: str
    ) -> None:
        """Offer the file at a path under another name; `described` is where its description is."""
        digest = b64encode(bytes.fromhex(sha256)).decode()
        headers = {
            "ETag": tag_of(sha256),
            "Cache-Control": A_YEAR,
            "Repr-Digest": f"sha-256=:{digest}:",
            "Link": f'<{described}>; rel="describedby"',
        }
        super().__init__(path, headers=headers, media_type=media_type, filename=saved_as, stat_result=found)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or the part of it that was asked for."""
        kept = [(name, value) for name, value in scope["headers"] if name not in (b"range", b"if-range")]
        wanted = self.wanted(scope["method"], Headers(scope=scope))
        if wanted is not None:
            kept.append((b"range", f"bytes={wanted[0]}-{wanted[1]}".encode()))
        await super().__call__({**scope, "headers": kept}, receive, send)

    def wanted(self, method: str, headers: Headers) -> tuple[int, int] | None:
        """
        The first and the last byte of the part that was asked for; None for the whole.

        Raises:
            Refused: `range-not-satisfiable`, where the file ends before.
        """
        given, size = headers.getlist("range"), self.stat_result.st_size if self.stat_result else 0
        asked = _RANGE.fullmatch(given[0]) if method == "GET" and len(given) == 1 else None
        if asked is None or not self._is_of_this_version(headers.get("if-range")):
            return None
        start, end = asked.groups()
        if not start and not end:
            return None
        first = int(start) if start else max(size - int(end), 0)
        last = min(int(end), size - 1) if start and end else size - 1
        if start and end and int(end) < first:
            return None
        if first >= size:
            raise Refused(
                "range-not-satisfiable",
                f"the file has {size:,} bytes and ends before that range",
                where="Range",
                remedy="compare what you have with the file's SHA-256, or load it anew",
                headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"},
            )
        return first, last

    def _is_of_this_version(self, condition: str | None) -> bool:
        return condition is None or condition in (self.headers["etag"], self.headers["last-modified"])


def tag_of(sha256: str) -> str:
    """The entity tag of a file."""
    return f'"{sha256}"'
