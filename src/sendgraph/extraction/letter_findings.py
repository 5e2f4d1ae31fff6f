"""The findings of an outcome letter: main findings, three aspects, the significant weaknesses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from sendgraph.documents import Block, Mended
from sendgraph.extraction.drafts import Draft
from sendgraph.extraction.record import Aspect, Section

Landmark = Literal[
    "main-findings", "aspect", "strengths", "development", "weaknesses", "concerns", "closing", "none"
]
_MAIN = re.compile(r"(?:summary of )?(?:the )?(?:main|key) findings?", re.I)
_STRENGTHS = re.compile(r"(?:key |main )?(?:areas? of )?(?:the )?strengths?", re.I)
_DEVELOPMENT = re.compile(
    r"(?:key |main )?(?:areas?|aspects?|points?|matters?) (?:for|of|requiring|that requires?|needing|"
    r"in need of) "
    r"(?:further )?(?:development|improvement|attention)s?|weaknesses|developments? needed",
    re.I,
)
_ASPECT = re.compile(
    r"(?:the )?(?:(?:local )?area[’'‘]?s? )?(?:effectiveness|how effective|success)\b.{0,80}?"
    r"\b(?P<aspect>identif\w+|(?:assess\w+ and )?meet\w*|improv\w+ (?:the )?outcomes?|outcomes)\b",
    re.I,
)
#: The words of an aspect's heading to their end, so that a full stop behind them makes no sentence of them.
_STOPPED_ASPECT = re.compile(
    r"(?:the )?effectiveness of the (?:local )?area in (?:identif|assess|meet|improv)\w+[^.]{0,120}"
    r"\b(?:disabilit(?:y|ies)|SEND|needs)\)?",
    re.I,
)
_SHORT_ASPECT = re.compile(
    r"(?P<aspect>identifying|(?:assessing and )?meeting|improving (?:the )?outcomes)\b.{0,140}", re.I
)
WEAKNESS_LEAD = re.compile(
    r"\b(?:areas?|matters?|aspects?) of (?:significant|serious) (?:weakness|concern)(?:es|s)?\b"
    r"|\bsignificant (?:areas? of )?weakness(?:es)?\b",
    re.I,
)
_STATEMENT = re.compile(r"\bwritten statements? of action\b|\bWSoA\b", re.I)
#: What a paragraph before the significant weaknesses speaks of when it is no part of the last finding.
_LEADS_ON = re.compile(
    rf"{_STATEMENT.pattern}|\bHMCI\b|\bChief Inspector\b|\b(?:significant|serious) (?:concern|weakness)", re.I
)
_WEAKNESS = re.compile(r"\bweakness(?:es)?\b|\bconcerns?\b", re.I)
_CLOSING = re.compile(r"(?:yours (?:sincerely|faithfully|truly)|(?:with )?(?:kind|best) regards)\b", re.I)
_COPIES = re.compile(r"c\.?\s?c\.?\s*(?:[:.]|\s(?=Department|DfE|Clinical))", re.I)
_CONCERNS = re.compile(
    r"(?:the|this) inspection (?:has )?(?:raises?d?|raised|identified) (?:some )?(?:significant|"
    r"serious) concerns",
    re.I,
)


@dataclass(slots=True)
class LetterFindings:
    """The drafts of a letter, which blocks they came from, and where the letter closes."""

    drafts: list[Draft] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    first: int | None = None
    closing: int | None = None


def landmark(block: Block) -> tuple[Landmark, Aspect | None]:
    """
    What a block that is no finding marks.

    >>> from sendgraph.documents.markdown import read_markdown
    >>> [landmark(x)[0] for x in read_markdown("**Main findings**\\n\\nStrengths\\n\\nYours truly")]
    ['main-findings', 'strengths', 'closing']
    """
    if block.kind == "table-row":
        return "none", None
    text = block.text.strip().rstrip(" :.")
    if _CLOSING.match(text) and len(text) < 60:
        return "closing", None
    if block.kind == "bullet" and len(text) > 60:
        return "none", None
    if _MAIN.fullmatch(text):
        return "main-findings", None
    if _STRENGTHS.fullmatch(text):
        return "strengths", None
    if _DEVELOPMENT.fullmatch(text):
        return "development", None
    if block.kind != "bullet" and _STOPPED_ASPECT.fullmatch(text) and (match := _ASPECT.match(text)):
        return "aspect", _aspect(match["aspect"])
    if len(text) < 240 and not block.text.rstrip().endswith((".", ";", ",")) and block.kind != "bullet":
        match = _ASPECT.match(text) or (_SHORT_ASPECT.fullmatch(text) if block.kind == "heading" else None)
        if match:
            return "aspect", _aspect(match["aspect"])
    if block.kind != "bullet" and is_weakness_lead(block.text):
        return "weaknesses", None
    if _CONCERNS.match(text):
        return "concerns", None
    return "none", None


def _aspect(words: str) -> Aspect:
    first = words.lower()
    if first.startswith("identif"):
        return "identifying"
    return "meeting" if "meet" in first else "improving-outcomes"


def is_weakness_lead(text: str) -> bool:
    """Whether a paragraph leads in the list of significant weaknesses."""
    if text.rstrip().endswith(":") and _STATEMENT.search(text) and _WEAKNESS.search(text):
        return True
    if not WEAKNESS_LEAD.search(text):
        return False
    if text.rstrip().endswith(":") or re.search(r"\bfollowing\b[^.]*\.?$", text):
        return bool(_STATEMENT.search(text) or re.search(r"\bfollowing\b", text))
    return False


def read_findings(blocks: Sequence[Block]) -> LetterFindings:
    """Find the findings of a letter's blocks."""
    reader = _Reader(blocks)
    for at, block in enumerate(blocks):
        mark, aspect = landmark(block)
        if mark == "none" and _COPIES.match(block.text):
            mark = "closing"
        if mark != "none":
            reader.turn(at, mark, aspect)
        elif reader.section is not None and block.kind != "table-row":
            reader.take(at)
        if mark == "closing" and reader.found.first is not None:
            reader.found.closing = at
            break
    reader.settle(closing=True)
    return reader.found


class _Reader:
    """Where in the letter we are, and what is not yet settled."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.found = LetterFindings()
        self.section: Section | None = None
        self.aspect: Aspect | None = None
        self.bullets = 0
        self.held: list[int] = []  # paragraphs after a bullet, which may go on with it
        self.plain: list[int] = []  # paragraphs of a section without bullets, which may be its findings

    def turn(self, at: int, mark: Landmark, aspect: Aspect | None) -> None:
        """A landmark ends what was before it and begins something."""
        self.settle(closing=mark in ("closing", "weaknesses", "concerns"), last=mark == "closing")
        self.bullets = 0
        if mark == "main-findings":
            self.section, self.aspect = "main-finding", None
        elif mark == "aspect":
            self.section, self.aspect = None, aspect
        elif mark in ("strengths", "development"):
            self.section = "strength" if mark == "strengths" else "area-for-development"
        elif mark == "weaknesses":
            self.section, self.aspect = "significant-weakness", None
            inline = _inline_weakness(self.blocks[at])
            if inline is not None:
                self.found.drafts.append(Draft("significant-weakness", [inline]))
        else:
            self.section, self.aspect = None, None
        if self.section is not None and self.found.first is None:
            self.found.first = at

    def take(self, at: int) -> None:
        """A block within a section."""
        block = self.blocks[at]
        assert self.section is not None
        if block.kind == "bullet" or (block.kind == "paragraph" and block.marker):
            self.settle(closing=False)
            self.bullets += 1
            if _belongs_to_last(self.found.drafts, self.blocks, at, self.section):
                self.found.drafts[-1].parts.append(block.content)
            else:
                self.found.drafts.append(Draft(self.section, [block.content], self.aspect))
            self.found.used.add(at)
        elif block.kind != "paragraph":
            return
        elif self.bullets and self.section == "significant-weakness" and block.text[:1].isupper():
            self.settle(closing=True)
            self.section = None
        elif self.bullets:
            self.held.append(at)
        elif not block.text.rstrip().endswith(":"):
            self.plain.append(at)

    def settle(self, *, closing: bool, last: bool = True) -> None:
        """Paragraphs after a bullet go to it; those of a section without bullets are its findings."""
        for at in self.held:
            block = self.blocks[at]
            if closing and ((last and block.text[:1].isupper()) or _LEADS_ON.search(block.text)):
                break
            self.found.drafts[-1].parts.append(block.content)
            self.found.used.add(at)
        if not self.bullets and self.section is not None:
            for at in self.plain:
                block = self.blocks[at]
                sentence = len(block.text) > 60 and block.text.rstrip().endswith((".", ".’", ".'"))
                if sentence or (self.section == "significant-weakness" and closing):
                    self.found.drafts.append(Draft(self.section, [block.content], self.aspect))
                    self.found.used.add(at)
        self.held.clear()
        self.plain.clear()


def _belongs_to_last(drafts: list[Draft], blocks: Sequence[Block], at: int, section: Section) -> bool:
    """Whether a deeper bullet goes on with the one that led it in."""
    before = blocks[at - 1]
    if not drafts or drafts[-1].section != section or before.kind != "bullet":
        return False
    if _under_other_mark(blocks, at):
        return True
    if before.level == blocks[at].level:
        lead = next((b for b in reversed(blocks[:at]) if b.level < before.level or b.kind != "bullet"), None)
        nested = lead is not None and lead.kind == "bullet" and lead.level < blocks[at].level
        return nested and lead is not None and lead.text.rstrip().endswith(":")
    return blocks[at].level > before.level and before.text.rstrip().endswith(":")


def _under_other_mark(blocks: Sequence[Block], at: int) -> bool:
    """Whether bullets under a lead-in are told from it by their mark alone: a dash under a square."""
    mark = blocks[at].marker
    lead = at - 1
    while lead > 0 and blocks[lead].kind == "bullet" and blocks[lead].marker == mark:
        lead -= 1
    over = blocks[lead]
    return (
        bool(mark)
        and over.kind == "bullet"
        and over.marker not in (None, mark)
        and over.level <= blocks[at].level
        and over.text.rstrip().endswith(":")
    )


def _inline_weakness(block: Block) -> Mended | None:
    """A single weakness that the lead-in itself states after its colon."""
    cut = block.text.rfind(":")
    if cut < 0 or len(block.text) - cut < 15 or not WEAKNESS_LEAD.search(block.text[:cut]):
        return None
    return block.content.slice(cut + 1, len(block.text)).strip()
