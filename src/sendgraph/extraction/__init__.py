"""Blocks of a document to a record. Knows the kinds of document, not RDF."""

from collections.abc import Callable

from sendgraph.documents import Document
from sendgraph.extraction.committee_report import read_committee_report
from sendgraph.extraction.improvement_update import read_improvement_update
from sendgraph.extraction.inspection_report import read_inspection_report
from sendgraph.extraction.kind import kind_of
from sendgraph.extraction.labels import label
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.outcome_letter import read_outcome_letter
from sendgraph.extraction.record import Kind, Record

__all__ = ["Lexicon", "Record", "extract", "kind_of", "label"]

_READERS: dict[Kind, Callable[[Document, Lexicon], Record]] = {
    "outcome-letter-2016": read_outcome_letter,
    "inspection-report-2023": read_inspection_report,
    "committee-report": read_committee_report,
    "improvement-update": read_improvement_update,
}


def extract(document: Document, lexicon: Lexicon) -> Record:
    """
    What a document says, as a record with its labels.

    Raises:
        UnsupportedDocument: where it is of a kind that is not read, named in the message.
    """
    return label(_READERS[kind_of(document)](document, lexicon), document, lexicon)
