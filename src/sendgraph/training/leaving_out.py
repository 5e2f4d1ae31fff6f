"""Leaving one document out: each is read with models that were fitted without it."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sendgraph.documents import read_document
from sendgraph.extraction import extract
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.record import Record
from sendgraph.training.examples import Example
from sendgraph.training.fitting import fit


def leave_one_out(
    given: Sequence[Example],
    documents: Mapping[str, Path],
    lexicon: Lexicon,
    progress: Callable[[int], object] = lambda done: None,
) -> dict[str, Record]:
    """
    The record of each document, read with models of all the other documents' examples.

    This is what a document that nobody has labelled can expect of the models; the phrases of
    the schemes stay as they are. `progress` is called with the number of documents done.

    Raises:
        DataError: where a document cannot be read.
        ValueError: where too few examples are left.
    """
    found: dict[str, Record] = {}
    for done, (name, path) in enumerate(sorted(documents.items()), 1):
        others = [example for example in given if example.document != name]
        without = dataclasses.replace(lexicon, models=fit(others, lexicon))
        found[name] = extract(read_document(path), without)
        progress(done)
    return found
