"""
Content negotiation: which of the offered media types a client would rather have.

Follows RFC 9110, section 12.5.1: the most specific range that fits an offer gives its
weight, a weight of 0 excludes, and between equal weights the offerer's order decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    subtype: str
    weight: float

    def fits(self, media_type: str) -> int:
        """How specifically the range names a media type: 0 not at all, 3 by its whole name."""
        kind, _, subtype = media_type.partition("/")
        if self.kind == kind and self.subtype == subtype:
            return 3
        if self.kind == kind and self.subtype == "*":
            return 2
        return 1 if self.kind == "*" and self.subtype == "*" else 0


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """
    The best of the offered media types, None where the client takes none of them.

    >>> choose("text/turtle;q=0.5, text/*", ["text/turtle", "text/html"])
    'text/html'
    >>> choose("*/*, text/html;q=0", ["text/html", "text/csv"])
    'text/csv'
    >>> choose("image/png", ["text/html"]) is None, choose(None, ["text/html"])
    (True, 'text/html')
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [r for r in (_range(part) for part in accept.split(",")) if r]
    best: str | None = None
    best_weight = 0.0
    for offer in offers:
        weight = _weight(offer, ranges)
        if weight > best_weight:
            best, best_weight = offer, weight
    return best


def accepted(request: Request) -> str | None:
    """What a client accepts; several lines of a header are one list (RFC 9110, section 5.3)."""
    lines = request.headers.getlist("accept")
    return ", ".join(lines) if lines else None


def prefers_html(accept: str | None) -> bool:
    """
    Whether a client would rather have a page than JSON, as browsers do.

    >>> prefers_html("text/html,application/xhtml+xml,*/*;q=0.8"), prefers_html("*/*")
    (True, False)
    """
    return choose(accept, ("application/problem+json", "application/json", "text/html")) == "text/html"


def _weight(offer: str, ranges: Sequence[_Range]) -> float:
    fitting = [(r.fits(offer), r.weight) for r in ranges if r.fits(offer)]
    return max(fitting)[1] if fitting else 0.0


def _range(part: str) -> _Range | None:
    """One media range; None where it is not one, as servers ignore what they do not understand."""
    name, *parameters = (p.strip().lower() for p in part.split(";"))
    kind, slash, subtype = name.partition("/")
    if not slash or not kind or not subtype or (kind == "*" and subtype != "*"):
        return None
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return None
            if not 0 <= weight <= 1:
                return None
    return _Range(kind, subtype, weight)
