"""
How well labels are given on documents that the models were not fitted to, and how far to trust confidence.

python benchmarks/labels.py GOLD_DIR DOCUMENTS… [--learn-from LABELS_DIR] > benchmarks/results/labels.md

Each document is read with models fitted to the labels of all others (15 seconds a document).
The phrases of the schemes stay as they are: people may have read the document when they wrote them.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from sendgraph import __version__
from sendgraph.cli.labelled import gather
from sendgraph.evaluation import LABEL_FAMILIES, Evaluation, evaluate, load_labels, report
from sendgraph.extraction import Lexicon
from sendgraph.extraction.record import Record
from sendgraph.training import Example, examples, leave_one_out

#: Confidence is told in these steps.
STEPS = (0.4, 0.5, 0.7, 0.9, 0.97, 1.01)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--learn-from", type=Path, action="append", default=[])
    given = parser.parse_args()
    gold = gather([given.gold], given.documents, 0)
    known = {one.document for one in gold.labelled}
    others = gather(given.learn_from, given.documents, 0, besides=known)
    labelled = [*gold.labelled, *others.labelled]
    learned = examples(labelled, {**others.records, **gold.records})

    def tell(done: int) -> None:
        print(f"{done} of {len(gold.documents)}", file=sys.stderr)

    records = leave_one_out(learned, gold.documents, Lexicon.shipped(), tell)
    result = evaluate(load_labels(given.gold), records)
    documents = len({one.document for one in learned})
    print("# Labels on documents left out\n")
    print(
        f"sendgraph {__version__}: {result.documents} documents, each read with models fitted to the "
        f"labels of the other {documents - 1} ({len(learned):,} findings in all).\n"
        "`python benchmarks/labels.py GOLD_DIR DOCUMENTS… --learn-from data/labels`\n"
    )
    print("\n".join(tables(result)))
    print("\n".join(trust(records, [one for one in learned if one.document in records])))
    return 0


def tables(result: Evaluation) -> Iterator[str]:
    """The figures, and of each family the five labels that are read worst."""
    yield from table(("Figure", "Share", "Of"), report.share_rows(result))
    yield from table(("Figure", "Precision", "Recall", "F1", "Read", "Gold"), report.tally_rows(result))
    yield from table(("Links", "Precision", "Recall", "Links", "Sure"), report.link_rows(result))
    for family in LABEL_FAMILIES:
        yield f"## {family.capitalize()} that are read worst\n"
        rows = [row[1:6] for row in report.label_rows(result) if row[0] == family][:5]
        yield from table((family.capitalize(), "Gold", "Precision", "Recall", "F1"), rows)


def trust(records: Mapping[str, Record], learned: list[Example]) -> Iterator[str]:
    """Of the labels given some confidence, how many were right; arguable ones count neither way."""
    right: dict[tuple[str, float], list[bool]] = defaultdict(list)
    of = {(one.document, one.text): one for one in learned}
    for name, record in records.items():
        for finding in record.findings:
            one = of.get((name, finding.text))
            if one is None:
                continue
            kinds = {"theme": finding.themes, "service": finding.services, "group": finding.groups}
            sure = {r.label: r.confidence for r in finding.why if r.confidence is not None}
            for kind in one.kinds:
                for notation in kinds[kind]:
                    if f"{kind}:{notation}" not in one.arguable:
                        right[kind, step(sure[notation])].append(f"{kind}:{notation}" in one.right)
            if finding.polarity and one.polarity and sure[f"polarity:{finding.polarity}"] < 1:
                chance = sure[f"polarity:{finding.polarity}"]
                right["polarity", step(chance)].append(finding.polarity == one.polarity)
    yield "## How far confidence can be trusted\n"
    yield "The share of labels that were right, by the confidence they were given (and how many).\n"
    columns = [f"{low:g} to {high:g}" for low, high in zip(STEPS, [*STEPS[1:-1], 1], strict=False)]
    rows = [
        (kind, *(share(right.get((kind, low), [])) for low in STEPS[:-1]))
        for kind in ("theme", "service", "group", "polarity")
    ]
    yield from table(("Of", *columns), rows)


def step(chance: float) -> float:
    """The lower bound of the step that a chance falls into."""
    return max((low for low in STEPS if low <= chance), default=STEPS[0])


def share(right: list[bool]) -> str:
    return f"{sum(right) / len(right):.2f} ({len(right)})" if right else "–"


def table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield from (f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}")
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""


if __name__ == "__main__":
    sys.exit(main())
