"""An evaluation as tables, as plain data, and as rows: what is shown to people and to programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TypeVar

from sendgraph.evaluation.evaluation import Evaluation
from sendgraph.evaluation.recurrence import Linked
from sendgraph.evaluation.scoring import FACTS, OF_A_MEASURE
from sendgraph.evaluation.sheet import FAMILIES, Example, LabelTally
from sendgraph.evaluation.tallies import Ratio, Share, Tally

_T = TypeVar("_T")
Rows = list[tuple[str, ...]]

COLUMNS = ("figure", "precision", "recall", "f1", "predicted", "gold", "share", "of")
LABEL_COLUMNS = ("family", "label", "gold", "precision", "recall", "f1", "missed", "wrong")
DIFFERENCE_COLUMNS = ("document", "finding", "what", "gold", "read")
#: Families in the order in which they are shown.
LABEL_FAMILIES = (*FAMILIES, "polarity")

_OF_A_FINDING = ("section", "aspect", "polarity", "addresses", "restates", "local_service_type")
_TALLIES = (
    "findings",
    *FAMILIES,
    "measures",
    "local_services",
    "providers",
    "plan_events",
    "responsible_bodies",
    "health_bodies",
    "predecessor_health_bodies",
    "inspectors",
    "lead_inspectors",
    "officers",
)
_EXAMPLES = 2


def share_rows(evaluation: Evaluation) -> Rows:
    """What has one value: the figure, the share that is right, and of how many."""
    sheet = evaluation.sheet
    rows: Rows = [(name, *_share(share)) for name, share in _ordered(sheet.facts, FACTS)]
    if sheet.facts:
        total = sum(share.of for share in sheet.facts.values())
        rows.append(("metadata, all fields", _ratio(sheet.every_fact), str(total)))
    rows += [(f"finding {name}", *_share(s)) for name, s in _ordered(sheet.findings, _OF_A_FINDING)]
    rows += [(f"measure {name}", *_share(s)) for name, s in _ordered(sheet.measures, OF_A_MEASURE)]
    return rows


def tally_rows(evaluation: Evaluation) -> Rows:
    """What comes in sets: the figure, precision, recall, F1, how many were read, how many are labelled."""
    return [(name, *_tally(tally)) for name, tally in _ordered(evaluation.sheet.tallies, _TALLIES)]


def link_rows(evaluation: Evaluation) -> Rows:
    """Recurrence, pooled and by area: precision, recall, links made, later findings with a sure pair."""
    rows: Rows = []
    for kind, linked in evaluation.pooled().items():
        rows.append((f"recurrence {kind}", *_linked(linked)))
        rows += [
            (f"recurrence {kind}, {one.area}", *_linked(one.kinds[kind]))
            for one in evaluation.inspections
            if kind in one.kinds
        ]
    return rows


def all_rows(evaluation: Evaluation) -> Rows:
    """Every figure under the one set of columns; empty where a column does not apply."""
    rows: Rows = [(name, "", "", "", "", "", share, of) for name, share, of in share_rows(evaluation)]
    rows += [(*row, "", "") for row in tally_rows(evaluation)]
    rows += [
        (name, precision, recall, "", links, sure, "", "")
        for name, precision, recall, links, sure in link_rows(evaluation)
    ]
    return rows


def label_rows(evaluation: Evaluation) -> Rows:
    """Each label's own figures, the worst of each family first and with examples."""
    rows: Rows = []
    for family in LABEL_FAMILIES:
        worst, others = evaluation.labels(family)
        rows += [(*_label(one), _told(one.missed), _told(one.wrong)) for one in worst]
        rows += [(*_label(one), "", "") for one in others]
    return rows


def example_lines(evaluation: Evaluation, family: str) -> list[str]:
    """The examples of a family's worst labels, one a line."""
    return [
        f"  {one.label}, {what}: {example.document} {example.finding}: {example.words}"
        for one in evaluation.labels(family)[0]
        for what, examples in (("missed", one.missed), ("wrong", one.wrong))
        for example in examples[:_EXAMPLES]
    ]


def difference_rows(evaluation: Evaluation) -> Rows:
    """Every difference: document, number of the finding, what, as labelled, as read."""
    return [
        (one.document, "" if one.finding is None else str(one.finding), one.what, one.gold, one.read)
        for one in evaluation.sheet.differences
    ]


def as_data(
    evaluation: Evaluation, *, by_label: bool = False, differences: bool = False
) -> dict[str, object]:
    """The figures as plain data; of how many a share is stands under `of`, by the same keys."""
    sheet = evaluation.sheet
    groups = {
        "metadata": _ordered(sheet.facts, FACTS),
        "finding": _ordered(sheet.findings, _OF_A_FINDING),
        "measure": _ordered(sheet.measures, OF_A_MEASURE),
    }
    data: dict[str, object] = {"documents": evaluation.documents, "missing": list(evaluation.missing)}
    data |= {group: {name: share.value for name, share in shares} for group, shares in groups.items()}
    data["metadata_all"] = sheet.every_fact
    data |= {name: _tally_data(tally) for name, tally in _ordered(sheet.tallies, _TALLIES)}
    data["of"] = {group: {name: share.of for name, share in shares} for group, shares in groups.items()}
    data["recurrence"] = {
        **{kind: _linked_data(linked) for kind, linked in evaluation.pooled().items()},
        "areas": [
            {"area": one.area, "earlier": one.earlier, "later": one.later}
            | {kind: _linked_data(linked) for kind, linked in one.kinds.items()}
            for one in evaluation.inspections
        ],
    }
    if by_label:
        data["by_label"] = {
            family: [_label_data(one) for part in evaluation.labels(family) for one in part]
            for family in LABEL_FAMILIES
        }
    if differences:
        data["differences"] = [asdict(one) for one in sheet.differences]
    return data


def _ordered(given: Mapping[str, _T], order: Sequence[str]) -> list[tuple[str, _T]]:
    return [(name, given[name]) for name in order if name in given]


def _ratio(value: Ratio) -> str:
    return "" if value is None else f"{value:.3f}"


def _share(share: Share) -> tuple[str, str]:
    return _ratio(share.value), str(share.of)


def _tally(tally: Tally) -> tuple[str, str, str, str, str]:
    return (
        _ratio(tally.precision),
        _ratio(tally.recall),
        _ratio(tally.f1),
        str(tally.read),
        str(tally.gold),
    )


def _linked(linked: Linked) -> tuple[str, str, str, str]:
    return _ratio(linked.precision), _ratio(linked.recall), str(linked.links), str(linked.sure)


def _label(counted: LabelTally) -> tuple[str, str, str, str, str, str]:
    precision, recall, f1, _, gold = _tally(counted.tally)
    return counted.family, counted.label, gold, precision, recall, f1


def _told(examples: Sequence[Example]) -> str:
    return " | ".join(f"{e.document} {e.finding}: {e.words}" for e in examples[:_EXAMPLES])


def _tally_data(tally: Tally) -> dict[str, Ratio]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "predicted": tally.read,
        "gold": tally.gold,
    }


def _linked_data(linked: Linked) -> dict[str, Ratio]:
    return {
        "precision": linked.precision,
        "recall": linked.recall,
        "right": linked.right,
        "links": linked.links,
        "found": linked.found,
        "sure": linked.sure,
    }


def _label_data(counted: LabelTally) -> dict[str, object]:
    examples = {"missed": counted.missed, "wrong": counted.wrong}
    return {
        "label": counted.label,
        **_tally_data(counted.tally),
        **{what: [asdict(one) for one in found[:_EXAMPLES]] for what, found in examples.items()},
    }
