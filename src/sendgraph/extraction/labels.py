"""Labels of a record: themes, services, groups and polarity of findings, measures, names."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sendgraph.documents.document import Block, Document, Mended, Passage
from sendgraph.documents.mending import mend
from sendgraph.extraction.concept_labels import ConceptReader
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.local_services import LocalServiceReader
from sendgraph.extraction.measures import MeasureReader, MeasureText
from sendgraph.extraction.polarity import PolarityReader
from sendgraph.extraction.providers import read_providers
from sendgraph.extraction.record import LABEL_LISTS, Finding, LocalService, Measure, Record, RecordPassage
from sendgraph.extraction.words import split_words

#: Postcodes, telephones and e-mail addresses: nothing is read from what holds one.
_ADDRESS = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\bText(?:phone)?\b.*\d|@\w|\b0\d{2,4} \d{3}")


def label(record: Record, document: Document, lexicon: Lexicon) -> Record:
    """The record with everything that is recognised in its words; the one given stays as it is."""
    readers = _readers(lexicon)
    outside = list(_outside(record, document))
    texts: list[tuple[int | None, str]] = [(f.n, f.text) for f in record.findings]
    texts.extend((None, block.text) for block in outside)
    services = readers.local_services.read(texts, record.area)
    findings = [readers.finding(f, services) for f in record.findings]
    measures = [m for f in findings for m in readers.measures(f, document)]
    measures.extend(m for block in outside for m in readers.measures_outside(block))
    return record.model_copy(
        update={
            "findings": findings,
            "measures": sorted(measures, key=lambda m: m.passages[0].start if m.passages else 0),
            "local_services": services,
            "providers": read_providers(texts),
        }
    )


class Labeller:
    """The schemes and the models of a lexicon, ready to read with."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the labels of themes (the narrower ones), services, groups, indicators, polarities."""
        schemes = {
            "theme": list(lexicon.themes.narrower()),
            "service": list(lexicon.services.concepts.values()),
            "group": list(lexicon.groups.concepts.values()),
        }
        self._concepts = ConceptReader(schemes, lexicon.models.concepts)
        self._polarity = PolarityReader(lexicon)
        self._measures = MeasureReader(lexicon)
        self.local_services = LocalServiceReader(lexicon)

    def finding(self, finding: Finding, named: Sequence[LocalService] = ()) -> Finding:
        """A finding with its labels and its polarity; a local service that it names brings its type."""
        brought = {f"service:{s.type}": s.name for s in named if finding.n in s.findings and s.type}
        read = self._concepts.read(split_words(finding.text), brought)
        verdict = self._polarity.read(finding.text, finding.section)
        labels = [label for kind in read.values() for label in kind]
        why = [reason for label in labels if label.stands for reason in label.reasons]
        return finding.model_copy(
            update={
                **{
                    key: [label.notation for label in read[kind] if label.stands]
                    for kind, key in LABEL_LISTS.items()
                },
                "polarity": verdict.polarity if verdict else None,
                "why": [*why, *(verdict.reasons(finding.text) if verdict else ())],
                "nearly": [r for label in labels if not label.stands for r in label.reasons],
            }
        )

    def measures(self, finding: Finding, document: Document) -> Iterator[Measure]:
        """The measures that a finding states, each with its passages in the document."""
        found = self._measures.read(finding.text)
        if not found:
            return
        whole = _source(finding, document)
        for m in found:
            yield _measure(m, finding.n, finding.text, whole)

    def measures_outside(self, block: Block) -> Iterator[Measure]:
        """The measures of a paragraph that is no finding."""
        for m in self._measures.read(block.text, finding=False):
            yield _measure(m, None, block.text, block.content)


def _measure(m: MeasureText, n: int | None, text: str, whole: Mended) -> Measure:
    part = whole.slice(m.start, m.end) if whole.text == text else whole
    q = m.quantity
    return Measure(
        finding=n,
        text=text[m.start : m.end],
        value=q.value,
        value_to=q.value_to,
        unit=q.unit,
        indicator=m.indicator,
        indicator_code=m.indicator_code,
        date=m.date,
        comparison=m.comparison,
        previous_value=m.former.value if m.former else None,
        previous_value_to=m.former.value_to if m.former else None,
        previous_date=m.former_date,
        status=m.status,
        scope=m.scope,
        passages=[RecordPassage(start=p.start, end=p.end, page=p.page) for p in part.passages],
    )


def _source(finding: Finding, document: Document) -> Mended:
    """A finding's text with the origin of each character: out of the blocks that it was taken from."""
    passages = [Passage(p.start, p.end, p.page) for p in finding.passages]
    blocks = [b for b in document.blocks if any(_meet(p, q) for p in b.passages for q in passages)]
    parts = [part for b in blocks for part in (b.content, *b.cells)]
    plain = mend(document.text, passages)
    for whole in (plain, *parts, Mended.join(b.content for b in blocks)):
        at = whole.text.find(finding.text)
        if at >= 0:
            return whole.slice(at, at + len(finding.text))
    return plain


def _meet(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def _outside(record: Record, document: Document) -> Iterator[Block]:
    """The paragraphs of a document that are no finding nor part of one."""
    taken = sorted((p.start, p.end) for f in record.findings for p in f.passages)
    for block in document.blocks:
        if (
            block.kind not in {"paragraph", "bullet"}
            or len(block.text.split()) < 8
            or _ADDRESS.search(block.text)
        ):
            continue
        if not any(start < p.end and p.start < end for p in block.passages for start, end in taken):
            yield block


@lru_cache(maxsize=4)
def _readers(lexicon: Lexicon) -> Labeller:
    return Labeller(lexicon)
