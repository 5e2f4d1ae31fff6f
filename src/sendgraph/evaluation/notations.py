"""Labels that no scheme has: slips of whoever labelled, most likely, for nothing can be read as them."""

from collections.abc import Iterator, Sequence

from sendgraph.errors import Problem
from sendgraph.evaluation.labelled import LabelledRecord
from sendgraph.evaluation.sheet import FAMILIES
from sendgraph.schemes import load_schemes


def unknown_notations(records: Sequence[LabelledRecord]) -> Iterator[Problem]:
    """
    What a person is told of each label that is in no scheme.

    >>> finding = {"n": 1, "starts": "Waits are long", "themes": ["wating-times"]}
    >>> record = LabelledRecord.model_validate({"document": "mine", "findings": [finding]})
    >>> [problem.line() for problem in unknown_notations([record])]
    ['mine: finding 1 has the theme wating-times, which is none; write it as in ontology/schemes/themes.ttl']
    """
    schemes = load_schemes()
    for record in records:
        for finding in record.findings or ():
            for family, name in FAMILIES.items():
                required, acceptable = finding.labels(family)
                for label in sorted(((required or frozenset()) | acceptable) - schemes[name].concepts.keys()):
                    what = f"finding {finding.n} has the {name} {label}, which is none"
                    remedy = f"write it as in ontology/schemes/{family}.ttl"
                    yield Problem("unknown-label", what, record.document, remedy)
