"""How well documents are read: records against what people labelled, links against what people paired."""

from sendgraph.evaluation.evaluation import Evaluation, evaluate
from sendgraph.evaluation.labelled import Labels, load_labels
from sendgraph.evaluation.notations import unknown_notations
from sendgraph.evaluation.places import Found, find_documents, read_record
from sendgraph.evaluation.report import (
    COLUMNS,
    DIFFERENCE_COLUMNS,
    LABEL_COLUMNS,
    LABEL_FAMILIES,
    all_rows,
    as_data,
    difference_rows,
    example_lines,
    label_rows,
    link_rows,
    share_rows,
    tally_rows,
)

__all__ = [
    "COLUMNS",
    "DIFFERENCE_COLUMNS",
    "LABEL_COLUMNS",
    "LABEL_FAMILIES",
    "Evaluation",
    "Found",
    "Labels",
    "all_rows",
    "as_data",
    "difference_rows",
    "evaluate",
    "example_lines",
    "find_documents",
    "label_rows",
    "link_rows",
    "load_labels",
    "read_record",
    "share_rows",
    "tally_rows",
    "unknown_notations",
]
