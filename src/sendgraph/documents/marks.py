"""The marks that begin a block: bullets' glyphs, paragraph numbers; and what looks like a heading."""

import re
from dataclasses import dataclass
from typing import Literal

GLYPHS = "■▪◼◾•●○◦‣⁃∙·□❑➢►✓\uf000-\uf0ff"  # the last: symbol fonts
_GLYPH = re.compile(
    rf"\s*(?:(?P<glyph>[{GLYPHS}])[^\S\n]*|(?P<dash>[-*+–−—])[^\S\n]+|(?P<o>[o§nlqvØü])[^\S\n]+(?=[A-Z]))"
)
_NUMBER = re.compile(
    r"\s*(?:(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3}\.?)(?=[^\S\n]|$)"
    r"|(?P<single>\d{1,2}[.)]|\(\d{1,2}\))(?=[^\S\n]|$)"
    r"|(?P<letter>\(?[a-z][.)]|\(?(?:i{1,3}|iv|vi{0,3}|ix|x)[.)])(?=[^\S\n]|$))[^\S\n]*"
)
#: A sentence that is over, or a lead-in: what follows does not go on with it.
_OVER = re.compile(r"[.!?:;…][\"'’”)\]*_]*$")
#: Words that no sentence ends with.
_HANGING = re.compile(
    r"(?:^|[\s(/])(?:the|a|an|of|and|or|to|in|for|with|by|at|on|as|from|is|are|was|were|be|been|has|have|that|"
    r"which|who|their|its|this|these|those|not|but|than|such|more|most|also|can|will|should|must|do|does|so|"
    r"between|through|into|about|when|where|because|if|all|some|any|every|each|no|both|our|your|his|her)$"
    r"|[,–—&/(]$",
    re.IGNORECASE,
)

Mark = Literal["glyph", "decimal", "single", "letter"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark at the beginning of a line: its kind, the mark as printed, and where the words begin."""

    kind: Mark
    marker: str
    start: int


def mark_of(line: str) -> Marked | None:
    """
    The mark that a line begins with; a number behind a dash counts, not the dash.

    >>> mark_of("  ■ Leaders know"), mark_of("- 1.1 This report").marker, mark_of("a. Note").kind
    (Marked(kind='glyph', marker='■', start=4), '1.1', 'letter')
    >>> mark_of("27 March 2017") is None
    True
    """
    glyph = _GLYPH.match(line)
    while glyph and (deeper := _GLYPH.match(line, glyph.end())) and deeper["glyph"]:
        glyph = deeper  # "- ■ Leaders": a converter's dash before the document's own glyph
    start = glyph.end() if glyph else 0
    number = _NUMBER.match(line, start)
    if number and number.lastgroup:
        kind: Mark = "decimal" if number["decimal"] else "single" if number["single"] else "letter"
        return Marked(kind, number[number.lastgroup], number.end())
    if glyph and glyph.lastgroup:
        return Marked("glyph", glyph[glyph.lastgroup], start)
    return None


def is_over(text: str) -> bool:
    """
    Whether a text ends as sentences and lead-ins end.

    >>> is_over("They wait too long."), is_over("waiting for the"), is_over("'second to none'.")
    (True, False, True)
    """
    return bool(_OVER.search(text.rstrip()))


def hangs(text: str) -> bool:
    """
    Whether a text ends in a word that no sentence ends with.

    >>> hangs("needs of the"), hangs("needs of children")
    (True, False)
    """
    return bool(_HANGING.search(text.rstrip()))


def looks_like_heading(text: str) -> bool:
    """
    Whether a line that is set in bold, or numbered, reads as a heading.

    >>> looks_like_heading("Areas for development"), looks_like_heading("They wait too long.")
    (True, False)
    """
    words = text.strip()
    return 0 < len(words) <= 220 and not words.endswith((".", ";", ",")) and any(c.isalpha() for c in words)
