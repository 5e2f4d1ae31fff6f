"""Examples: the findings that people labelled, with their text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendgraph.evaluation.alignment import align
from sendgraph.evaluation.labelled import LabelledRecord
from sendgraph.extraction.record import LABEL_LISTS, Polarity, Record, Section


@dataclass(frozen=True, slots=True)
class Example:
    """
    One labelled finding: `right` and `arguable` hold outcomes such as `theme:transition`.

    An arguable label is neither for nor against its outcome. `kinds` are the kinds of label that
    were given at all; of the others nothing is learned from this finding.
    """

    document: str
    section: Section
    text: str
    polarity: Polarity | None
    kinds: frozenset[str]
    right: frozenset[str]
    arguable: frozenset[str]


def examples(labelled: Sequence[LabelledRecord], records: Mapping[str, Record]) -> list[Example]:
    """The labelled findings that are found again in the records of their documents, in order."""
    found: list[Example] = []
    for one in sorted(labelled, key=lambda record: record.document):
        record = records.get(one.document)
        if record is None:
            continue
        for pair in align(one.findings or (), record.findings).pairs:
            families = {kind: pair.gold.labels(family) for kind, family in LABEL_LISTS.items()}
            found.append(
                Example(
                    document=one.document,
                    section=pair.read.section,
                    text=pair.read.text,
                    polarity=pair.gold.polarity,
                    kinds=frozenset(kind for kind, (right, _) in families.items() if right is not None),
                    right=frozenset(
                        f"{kind}:{n}" for kind, (right, _) in families.items() for n in right or ()
                    ),
                    arguable=frozenset(f"{kind}:{n}" for kind, (_, ok) in families.items() for n in ok),
                )
            )
    return found
