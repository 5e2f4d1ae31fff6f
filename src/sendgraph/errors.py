"""
The one tree of exceptions, and the one shape in which they reach people.

SendgraphError
├── DataError                 the data is at fault: exit code 1
│   ├── UnreadableDocument    bytes that cannot become text
│   ├── UnsupportedDocument   readable, but not of a kind that is read
│   ├── DocumentConflict      the same document twice, or two that claim one inspection
│   ├── InvalidFile           a shipped or given ontology, record, question or reference file
│   └── InvalidRelease        a release that is missing, damaged or in violation
└── CallError                 the call is at fault: exit code 2
├── UnknownThing          an IRI, name or question that is not there
├── BadParameter          a value that a declared parameter cannot take
├── QueryRefused          SPARQL that does not parse, or that is not allowed
├── ResultTooLarge        an answer over the cap: refused whole, never cut off
├── QueryTooLarge         a query that needs more memory than there is for one
└── QueryTimeout          a query that was not answered by its deadline
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person or a program is told: a stable code, what, where and what to do."""

    code: str
    what: str
    where: str | None = None
    remedy: str | None = None

    def line(self) -> str:
        """
        The problem as one line of text.

        >>> Problem("empty-document", "the file is empty", "a.pdf", "fetch it again").line()
        'a.pdf: the file is empty; fetch it again'
        """
        text = f"{self.where}: {self.what}" if self.where else self.what
        text = f"{text}; {self.remedy}" if self.remedy else text
        return " ".join(text.split())


class SendgraphError(Exception):
    """Anything that sendgraph tells a person about. `code` is stable; `str()` is one line."""

    exit_code: ClassVar[int] = 1

    def __init__(
        self, what: str, *, where: str | None = None, remedy: str | None = None, code: str | None = None
    ) -> None:
        """Say what happened, where (a file, a parameter), and what to do; `code` refines the class's own."""
        self.problem = Problem(code or self.default_code, what, where, remedy)
        super().__init__(self.problem.line())

    default_code: ClassVar[str] = "error"

    @property
    def code(self) -> str:
        """The stable code of this problem."""
        return self.problem.code


class DataError(SendgraphError):
    """The data is at fault."""

    default_code = "data-error"


class UnreadableDocument(DataError):
    """The bytes of a document cannot become text: empty, scanned, encrypted, cut off, too large."""

    default_code = "unreadable-document"


class UnsupportedDocument(DataError):
    """A readable document of a kind that is not read: a school inspection, a re-visit letter."""

    default_code = "unsupported-document"


class DocumentConflict(DataError):
    """The same document twice, or two letters or reports that claim one inspection."""

    default_code = "document-conflict"


class InvalidFile(DataError):
    """A file of known form (record, ontology, reference, question) does not keep to it."""

    default_code = "invalid-file"


class InvalidRelease(DataError):
    """A release is missing, damaged, or in violation of the shapes."""

    default_code = "invalid-release"


class CallError(SendgraphError):
    """The call is at fault."""

    exit_code = 2
    default_code = "bad-call"


class UnknownThing(CallError):
    """An IRI, a name or a question that is not there."""

    default_code = "not-found"


class BadParameter(CallError):
    """A value that a declared parameter cannot take."""

    default_code = "bad-parameter"


class QueryRefused(CallError):
    """SPARQL that does not parse, or that is not allowed here (SERVICE, updates)."""

    default_code = "query-refused"


class ResultTooLarge(CallError):
    """An answer with more rows than the cap: refused whole, never cut off silently."""

    default_code = "result-too-large"


class QueryTooLarge(CallError):
    """A query that needs more memory than there is for one request."""

    default_code = "query-too-large"


class QueryTimeout(CallError):
    """A query that was not answered by its deadline, and was ended."""

    default_code = "query-timeout"
