"""What many operations share: the problem, the headers, the parameters, and answers made of them."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from sendgraph.web.problems import STATUS

Told = dict[str, Any]

PROBLEM_JSON: Final = "application/problem+json"
HTML: Final = "text/html"
_PAGE: Final[Told] = {"schema": {"type": "string", "description": "A page for people."}}
_TAG: Final = r'^(W/)?"[\x21\x23-\x7e\x80-\xff]*"$'

#: What HTTP and this server's limits may answer to any request, whatever it asks.
ANY_REQUEST: Final = (400, 408, 413, 414, 429, 431, 500)
#: What else may happen where a worker makes the answer.
FROM_WORKERS: Final = (503, 504)
#: Statuses that a request may have which never got as far as the application.
_BEFORE_THE_APPLICATION: Final = frozenset({400, 408, 414, 431})

#: Headers that problems of a status have beside those of all.
_ALWAYS_OF: Final[Mapping[int, Sequence[str]]] = {
    405: ("Allow",),
    416: ("Content-Range", "Accept-Ranges"),
    429: ("Retry-After",),
}
_SOMETIMES_OF: Final[Mapping[int, Sequence[str]]] = {415: ("Accept-Post",), 503: ("Retry-After",)}

_NAMES: Final[Mapping[int, str]] = {
    400: "BadRequest",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    406: "NotAcceptable",
    408: "RequestTimeout",
    413: "TooLarge",
    414: "UriTooLong",
    415: "UnsupportedMediaType",
    416: "RangeNotSatisfiable",
    429: "TooManyRequests",
    431: "HeadersTooLarge",
    500: "ServerError",
    502: "BadGateway",
    503: "Unavailable",
    504: "DeadlineExceeded",
}
_MEANINGS: Final[Mapping[int, str]] = {
    400: "The request, a parameter or the query cannot be understood.",
    403: "A query that calls other servers, or an update: neither is done here.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    406: "None of the media types that are accepted is offered.",
    408: "The request did not arrive in time.",
    413: "The body, the query or its answer is larger than may be; nothing is cut off.",
    414: "The address is too long; `POST /sparql` takes longer queries.",
    415: "A body of this media type is not read.",
    416: "The file ends before the range that is asked for.",
    429: "One client has asked too often.",
    431: "The headers are too long.",
    500: "Something went wrong here.",
    502: "A server that the query calls by `SERVICE` did not answer as it should.",
    503: "All workers are busy, the release is being loaded, or a query took too much memory.",
    504: "The query took longer than its deadline.",
}

_HEADERS: Final[Mapping[str, tuple[str, Told]]] = {
    "ETag": (
        "Stands for release and representation; give it back as `If-None-Match`.",
        {"type": "string", "pattern": _TAG},
    ),
    "Vary": ("The request headers that the answer depends on.", {"type": "string", "const": "Accept"}),
    "Cache-Control": (
        "`no-cache`: ask again with `If-None-Match`; `no-store`: do not keep it.",
        {"type": "string"},
    ),
    "Content-Location": ("The address of this form by itself.", {"type": "string", "pattern": "^/"}),
    "Link": (
        "What is described, the licence, the other forms, and the pages around this one (RFC 8288).",
        {"type": "string", "pattern": "^<"},
    ),
    "Location": ("Where to go, as a path on this server.", {"type": "string", "pattern": "^/"}),
    "Content-Disposition": ("The name to save it by.", {"type": "string"}),
    "Retry-After": (
        "After how many seconds to come back.",
        {"type": "integer", "minimum": 1},
    ),
    "Allow": ("The methods that this address takes.", {"type": "string"}),
    "Accept-Post": ("The media types that a POST may have.", {"type": "string"}),
    "X-Request-ID": (
        "Names the request in the server's log; your own is kept where it is a plain word.",
        {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"},
    ),
    "Accept-Ranges": ("Parts of it can be asked for.", {"type": "string", "const": "bytes"}),
    "Content-Range": (
        "Which part of the file this is.",
        {"type": "string", "pattern": r"^bytes ([0-9]+-[0-9]+|[*])/[0-9]+$"},
    ),
    "Repr-Digest": (
        "The SHA-256 of the whole file (RFC 9530).",
        {"type": "string", "pattern": "^sha-256=:[A-Za-z0-9+/=]+:$"},
    ),
    "Total-Rows": ("How many rows fit the filters.", {"type": "integer", "minimum": 0}),
    "Left-Out-Rows": ("How many of them come after this page.", {"type": "integer", "minimum": 0}),
}


def ref(kind: str, name: str) -> Told:
    """
    A reference to a shared part.

    >>> ref("headers", "ETag")
    {'$ref': '#/components/headers/ETag'}
    """
    return {"$ref": f"#/components/{kind}/{name}"}


def header(name: str, *, always: bool = False) -> Told:
    """A response header by reference; `always` where no answer of the kind lacks it."""
    return ref("headers", f"{name}Always" if always else name)


def headers(always: Iterable[str] = (), sometimes: Iterable[str] = ()) -> Told:
    """The headers of an answer by their names."""
    return {name: header(name, always=True) for name in always} | {name: header(name) for name in sometimes}


def problems(*statuses: int) -> dict[int | str, Told]:
    """
    The problems with these statuses, as `responses=` of a route takes them.

    >>> problems(404)
    {404: {'$ref': '#/components/responses/NotFound'}}
    """
    return {status: ref("responses", _NAMES[status]) for status in sorted(statuses)}


def from_data(
    description: str,
    media_types: Sequence[str] | Mapping[str, Told],
    *,
    always: Sequence[str] = ("ETag",),
    sometimes: Sequence[str] = (),
) -> Told:
    """An answer that is made from the release, by media type."""
    content = media_types if isinstance(media_types, Mapping) else dict.fromkeys(media_types, text())
    return {
        "description": description,
        "headers": headers(("Vary", "Cache-Control", "X-Request-ID", *always), sometimes),
        "content": dict(content),
    }


def text() -> Told:
    """What any text is."""
    return {"schema": {"type": "string"}}


def redirect(description: str, *, negotiated: bool = True) -> Told:
    """An answer that only says where to go, and where nothing else does, depends on `Accept`."""
    always = ("Location", "Cache-Control", "X-Request-ID", *(["Vary"] if negotiated else []))
    return {"description": description, "headers": headers(always)}


def not_modified() -> Told:
    """The answer to a client that holds the representation."""
    return ref("responses", "NotModified")


def components() -> Told:
    """All shared parts."""
    responses = {name: _problem_response(status) for status, name in _NAMES.items()}
    responses["NotModified"] = {
        "description": "You hold it already.",
        "headers": headers(("ETag", "Cache-Control", "X-Request-ID"), ("Vary", "Content-Location", "Link")),
    }
    told: Told = {}
    for name, (description, schema) in _HEADERS.items():
        told[name] = {"description": description, "schema": schema}
        told[f"{name}Always"] = {"description": description, "required": True, "schema": schema}
    return {
        "schemas": {"Problem": _problem()},
        "headers": told,
        "responses": responses,
        "parameters": {
            "IfNoneMatch": {
                "name": "If-None-Match",
                "in": "header",
                "description": "The `ETag` of what you hold: 304 where it is still right.",
                "schema": {"type": "string"},
                "example": '"5d41402abc4b2a76b9719d911017c592"',
            }
        },
    }


def if_none_match() -> Told:
    """The parameter by which a client says what it holds."""
    return ref("parameters", "IfNoneMatch")


def _problem() -> Told:
    texts = {
        "detail": "What is wrong.",
        "where": "In which parameter, header or place of the query.",
        "remedy": "What to do.",
    }
    return {
        "title": "Problem",
        "description": "What went wrong (RFC 9457). `code` is stable; the words may change.",
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "const": "about:blank"},
            "title": {"type": "string", "description": "What HTTP calls the status."},
            "status": {"type": "integer", "enum": sorted(set(STATUS.values()))},
            "detail": {"type": "string", "description": texts["detail"]},
            "code": {"type": "string", "enum": list(STATUS)},
            "where": {"type": "string", "description": texts["where"]},
            "remedy": {"type": "string", "description": texts["remedy"]},
        },
        "additionalProperties": False,
        "examples": [
            {
                "type": "about:blank",
                "title": "Not Found",
                "status": 404,
                "detail": "the graph knows no such thing",
                "code": "not-found",
                "remedy": "start at the front page",
            }
        ],
    }


def _problem_response(status: int) -> Told:
    codes = [code for code, other in STATUS.items() if other == status]
    always = ["Cache-Control"]
    if status not in _BEFORE_THE_APPLICATION:
        always += ["Vary", "X-Request-ID"]
    always += _ALWAYS_OF.get(status, ())
    optional = _SOMETIMES_OF.get(status, ())
    schema = {
        "allOf": [ref("schemas", "Problem")],
        "properties": {"status": {"const": status}, "code": {"enum": codes}},
    }
    return {
        "description": f"{HTTPStatus(status).phrase}: {_MEANINGS[status][0].lower()}{_MEANINGS[status][1:]}",
        "headers": headers(always, optional),
        "content": {PROBLEM_JSON: {"schema": schema}, HTML: _PAGE},
    }
