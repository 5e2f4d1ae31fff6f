"""The parts of a 2023 report, by its headings, however they are set."""

import re
from collections.abc import Iterable
from typing import Literal

from sendgraph.documents import Block

Part = Literal[
    "cover",
    "outcome",
    "information",
    "experience",
    "effective",
    "needs-improvement",
    "priority-action",
    "area-for-improvement",
    "details",
    "about",
    "team",
    "closing",
]

#: A heading is no longer than this, whatever it is set in.
_LONGEST = 130
_WORDINGS: dict[Part, str] = {
    "outcome": r"inspection outcomes?",
    "information": r"information about (?:the|this) local area(?: partnership)?",
    "experience": r"what is it like to be a child or (?:a )?young person\b.*",
    "effective": r"what is the (?:local )?area(?: partnership)? doing that is effective",
    "needs-improvement": r"what does the (?:local )?area(?: partnership)? need to do better",
    "priority-action": r"(?:responsible bod(?:y|ies)(?: and)? )?areas? (?:for|of) priority actions?",
    "area-for-improvement": r"areas? for improvement",
    "details": r"(?:local area )?partnership details|local area details",
    "about": r"information about th(?:is|e) inspection",
    "team": r"(?:the )?inspection team",
}
_HEADINGS = {part: re.compile(wording, re.IGNORECASE) for part, wording in _WORDINGS.items()}
_CLOSING = re.compile(
    r"If you are not happy with the inspection"
    r"|The Office for Standards in Education, Children['’]s Services and Skills"
    r"|If you would like a copy of this document|You may reuse this information",
    re.IGNORECASE,
)


def heading_of(block: Block) -> Part | None:
    """
    The part that a block is the heading of.

    The wording decides, not the setting: a heading may be bold text, a plain line or the
    first row of a table.
    """
    text = block.text.strip()
    if block.kind == "bullet" or not 0 < len(text) <= _LONGEST:
        return None
    plain = re.sub(r"\s+", " ", text).rstrip(" .:?")
    return next((part for part, pattern in _HEADINGS.items() if pattern.fullmatch(plain)), None)


def parts_of(blocks: Iterable[Block]) -> dict[Part, list[Block]]:
    """The blocks of each part, headings left out; a part that is headed twice is one."""
    parts: dict[Part, list[Block]] = {"cover": []}
    current: Part = "cover"
    for block in blocks:
        heading = heading_of(block)
        if heading:
            current = heading
            parts.setdefault(current, [])
        elif current in ("team", "about", "details") and _CLOSING.match(block.text):
            current = "closing"
            parts.setdefault(current, [])
        else:
            parts[current].append(block)
    return parts
