"""Findings in the making: what a section's blocks give before they are numbered."""

from collections.abc import Iterable
from dataclasses import dataclass

from sendgraph.documents import Mended
from sendgraph.extraction.record import Aspect, Finding, RecordPassage, Section


@dataclass(slots=True)
class Draft:
    """A finding's section and the parts of its text, in order."""

    section: Section
    parts: list[Mended]
    aspect: Aspect | None = None
    restates: int | None = None
    addresses: int | None = None
    description: str | None = None
    mitigation: str | None = None
    rating: str | None = None

    @property
    def content(self) -> Mended:
        """The parts as one."""
        return Mended.join(self.parts)

    @property
    def text(self) -> str:
        """The whole text."""
        return self.content.text


def record_passages(content: Mended) -> list[RecordPassage]:
    """The passages of mended text in the record's form."""
    return [RecordPassage(start=p.start, end=p.end, page=p.page) for p in content.passages]


def numbered(drafts: Iterable[Draft]) -> list[Finding]:
    """The findings of drafts, numbered from 1."""
    findings = []
    for n, draft in enumerate(drafts, 1):
        content = draft.content
        findings.append(
            Finding(
                n=n,
                section=draft.section,
                aspect=draft.aspect,
                text=content.text,
                passages=record_passages(content),
                restates=draft.restates,
                addresses=draft.addresses,
                description=draft.description,
                mitigation=draft.mitigation,
                rating=draft.rating,
            )
        )
    return findings
