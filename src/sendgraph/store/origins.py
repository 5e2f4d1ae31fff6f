"""Servers by their origin: scheme, host and port, compared to the letter."""

import re
from collections.abc import Iterable
from typing import Final

from sendgraph.errors import BadParameter

_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN: Final = re.compile(rf"https?://(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\])(?::[1-9][0-9]{{0,4}})?")

#: Files that a query which calls an allowed server may hold open: its sockets.
CALLING_FILES: Final = 8


def check_origin(text: str) -> str:
    """
    The origin, where it is written as one: nothing before or behind it, in small letters.

    >>> check_origin("https://example.org:8443")
    'https://example.org:8443'
    >>> check_origin("https://example.org/sparql")
    Traceback (most recent call last):
    sendgraph.errors.BadParameter: service_origins: 'https://example.org/sparql' is not an origin;
    write https://example.org or http://example.org:80, in small letters, without a path

    Raises:
        BadParameter: where it is not.
    """
    port = text.rpartition(":")[2]
    if not _ORIGIN.fullmatch(text) or (port.isdigit() and int(port) > 65535):
        raise BadParameter(
            f"{text[:200]!r} is not an origin",
            where="service_origins",
            remedy="write https://example.org or http://example.org:80, in small letters, without a path",
        )
    return text


def has_origin(iri: str, origins: Iterable[str]) -> bool:
    """
    Whether an IRI as it is written has one of the origins; another spelling of one has not.

    >>> has_origin("https://example.org/sparql", ["https://example.org"])
    True
    >>> has_origin("https://example.org:443/sparql", ["https://example.org"])
    False
    """
    return any(iri.startswith(origin) and iri[len(origin) :][:1] in ("", "/", "?", "#") for origin in origins)
