"""
SPARQL's tokens: what is a word of the language, and what only looks like one.

Follows the terminals of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#sparqlGrammar)
as far as telling strings, IRIs, names, variables and comments apart asks for. Where two
readings of a text are possible, and an engine could take the other one, the text is
refused rather than guessed at.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, NoReturn, cast

from sendgraph.errors import QueryRefused

TokenKind = Literal["word", "name", "blank", "variable", "iri", "string", "language", "number", "sign"]

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_WORD = f"{_BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_CHAR = f"{_WORD}\\-"
_PERCENT_OR_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = (
    f"(?:[{_BASE}_:0-9]|{_PERCENT_OR_ESCAPE})"
    f"(?:(?:[{_CHAR}.:]|{_PERCENT_OR_ESCAPE})*(?:[{_CHAR}:]|{_PERCENT_OR_ESCAPE}))?"
)
_NO_SURROGATE = "(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"
_ESCAPE = (
    rf"""\\(?:[tbnrf"'\\]|u{_NO_SURROGATE}|U0000{_NO_SURROGATE}"""
    "|U000[1-9A-Fa-f][0-9A-Fa-f]{4}|U0010[0-9A-Fa-f]{4})"
)
#: Deeper nesting than anybody writes; an engine's parser recurses, and its stack ends.
_DEEPEST = 60
#: More tokens outside VALUES blocks than anybody writes: long chains of operators recurse as well.
_MOST_TOKENS = 5_000
#: A longer prefix is not seen as one, so that no text takes more than linear time.
_LONGEST_PREFIX = 255

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)+")
#: The kinds of token that a pattern alone tells, each by its name; the first that fits is it.
_TERMINAL = re.compile(
    f"(?P<name>(?:[{_BASE}](?:[{_CHAR}.]{{0,{_LONGEST_PREFIX - 2}}}[{_CHAR}])?)?:(?:{_LOCAL})?)"
    f"|(?P<blank>_:[{_BASE}_0-9](?:[{_CHAR}.]*[{_CHAR}])?)"
    f"|(?P<variable>[?$][{_WORD}]+)"
    "|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    "|(?P<number>[0-9]+)"
    f"|(?P<word>[{_BASE}_][{_WORD}]*)"
)
_DIRECTION = re.compile(r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*--[A-Za-z]")
_IRI = re.compile(r"<[^<>\"{}|^`\x00-\x20]*>")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_STRINGS = {
    '"""': re.compile(rf'"""(?:(?:"|"")?(?:[^"\\]|{_ESCAPE}))*"""'),
    "'''": re.compile(rf"'''(?:(?:'|'')?(?:[^'\\]|{_ESCAPE}))*'''"),
    '"': re.compile(rf'"(?:[^"\\\n\r]|{_ESCAPE})*"'),
    "'": re.compile(rf"'(?:[^'\\\n\r]|{_ESCAPE})*'"),
}
_OPERAND_KINDS = frozenset({"variable", "string", "number", "iri", "name", "language", "blank"})
_CLOSERS = {")": "(", "]": "[", "}": "{"}


class Token(NamedTuple):
    """One token: its kind, its text as written, where it starts, and how many brackets are open there."""

    kind: TokenKind
    text: str
    start: int
    depth: int

    @property
    def keyword(self) -> str:
        """
        The word in capitals, empty for anything but a bare word.

        >>> [t.keyword for t in tokens("select ?service { }")]
        ['SELECT', '', '', '']
        """
        return self.text.upper() if self.kind == "word" else ""


def position(text: str, offset: int) -> tuple[int, int]:
    """
    Line and column of an offset, both from 1.

    >>> position("ASK\\n{ }", 5)
    (2, 2)
    """
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def malformed(text: str, offset: int, what: str, remedy: str | None = None) -> NoReturn:
    """
    Refuse a query that is not SPARQL, with the line and column.

    Raises:
        QueryRefused: always, with the code `query-malformed`.
    """
    line, column = position(text, offset)
    raise QueryRefused(what, where=f"line {line}, column {column}", remedy=remedy, code="query-malformed")


def tokens(text: str) -> Iterator[Token]:
    """
    The tokens of a query, without white space and comments.

    >>> [(t.kind, t.text) for t in tokens("ASK { service:camhs <http://b#c> 'SERVICE' } # SERVICE")]
    [('word', 'ASK'), ('sign', '{'), ('name', 'service:camhs'), ('iri', '<http://b#c>'),
    ('string', "'SERVICE'"), ('sign', '}')]

    Raises:
        QueryRefused: where a string does not end, or a text has two readings.
    """
    offset = 0
    open_brackets: list[str] = []
    values = False  # between the word VALUES and its block
    before: Token | None = None
    count = 0
    while offset < len(text):
        space = _SPACE.match(text, offset)
        if space:
            offset = space.end()
            continue
        in_expression = bool(open_brackets) and open_brackets[-1] == "("
        kind, end = _terminal(text, offset, in_expression and _ends_operand(before))
        token = Token(kind, text[offset:end], offset, len(open_brackets))
        if kind == "word":
            values = token.keyword == "VALUES"
        elif kind == "sign":
            values = _track(token.text, open_brackets, values)
            if len(open_brackets) > _DEEPEST:
                malformed(text, offset, f"brackets are nested more than {_DEEPEST} deep", "flatten the query")
        count += "v" not in open_brackets
        if count > _MOST_TOKENS:
            malformed(
                text,
                offset,
                f"the query has more than {_MOST_TOKENS} words and signs",
                "put long lists into VALUES",
            )
        yield token
        before, offset = token, end


def _track(sign: str, open_brackets: list[str], values: bool) -> bool:
    """Keep the stack of open brackets: `v` is the block of a VALUES, `r` a row in it."""
    if sign == "{":
        open_brackets.append("v" if values else "{")
        return False
    if sign in "([":
        inside_values = bool(open_brackets) and open_brackets[-1] == "v"
        open_brackets.append("r" if inside_values else sign)
    elif sign in _CLOSERS and open_brackets:
        open_brackets.pop()
    return values


def _terminal(text: str, offset: int, after_operand: bool) -> tuple[TokenKind, int]:
    char = text[offset]
    if char in "\"'":
        return "string", _end_of_string(text, offset)
    if char == "<":
        return _less_or_iri(text, offset, after_operand)
    if char == "@" and _DIRECTION.match(text, offset):
        malformed(text, offset, "text directions (@en--ltr) are not part of SPARQL 1.1")
    if char == "\\":
        malformed(text, offset, "a backslash stands outside any string, IRI or name")
    match = _TERMINAL.match(text, offset)
    return (cast(TokenKind, match.lastgroup), match.end()) if match else ("sign", offset + 1)


def _end_of_string(text: str, offset: int) -> int:
    for quote, pattern in _STRINGS.items():
        if text.startswith(quote, offset):
            match = pattern.match(text, offset)
            if match is None:
                malformed(
                    text,
                    offset,
                    "the string that starts here does not end, or holds an escape that is not SPARQL's",
                    "close it, or write a backslash as \\\\",
                )
            return match.end()
    raise AssertionError("a string starts with a quotation mark")


def _less_or_iri(text: str, offset: int, after_operand: bool) -> tuple[TokenKind, int]:
    """
    Tell `<` the operator from `<` that opens an IRI.

    In an expression, after an operand, `?a<?b#>` may be read either way: as an IRI, or as
    a comparison with a comment behind it, which could hide what follows. Only an IRI with
    `://` cannot be a comparison.
    """
    if text.startswith("<<", offset):
        malformed(
            text,
            offset,
            "triple terms (<<) are not part of SPARQL 1.1",
            "for a comparison, put a space after the first <",
        )
    match = _IRI.match(text, offset)
    if match is None:
        return "sign", offset + 1
    inside = match.group()
    if (
        after_operand
        and not _ABSOLUTE.match(inside)
        and ("#" in inside or "'" in inside or "service" in inside.lower())
    ):
        malformed(
            text,
            offset,
            "this < can be read as a comparison or as the start of an IRI",
            "put a space after it for a comparison, or write the IRI in full",
        )
    return "iri", match.end()


def _ends_operand(token: Token | None) -> bool:
    if token is None:
        return False
    return (
        token.kind in _OPERAND_KINDS
        or (token.kind == "word" and token.keyword in {"TRUE", "FALSE"})
        or (token.kind == "sign" and token.text in _CLOSERS)
    )
