"""Which finding that was read is which labelled one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sendgraph.evaluation.compared import plain
from sendgraph.evaluation.labelled import LabelledFinding
from sendgraph.extraction.fingerprints import fingerprint
from sendgraph.extraction.record import Finding

#: So many characters of a finding's first words still tell it where something was joined before them.
_TELLING = 24


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled finding and the one that was read for it; `whole` where both begin and end alike."""

    gold: LabelledFinding
    read: Finding
    whole: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs in the order of the labels, what was not found, and what was read beyond the labels."""

    pairs: tuple[Pair, ...]
    missed: tuple[LabelledFinding, ...]
    extra: tuple[Finding, ...]


def align(gold: Sequence[LabelledFinding], read: Sequence[Finding]) -> Alignment:
    """
    Pair labelled findings with those read, each once: by exact first words or fingerprint, then less exactly.

    Where several would do, one of the same section is taken, and of those the nearest in order.
    """
    texts = [_Text(finding.text) for finding in read]
    found: dict[int, int] = {}
    for fits in (_begins, _contains):
        _pair(gold, read, texts, fits, found)
    _close_gaps(gold, read, found)
    taken = set(found.values())
    return Alignment(
        pairs=tuple(Pair(gold[g], read[r], _is_whole(gold[g], texts[r])) for g, r in sorted(found.items())),
        missed=tuple(finding for index, finding in enumerate(gold) if index not in found),
        extra=tuple(finding for index, finding in enumerate(read) if index not in taken),
    )


class _Text:
    """The text of a finding that was read, as it is compared."""

    def __init__(self, text: str) -> None:
        self.plain = plain(text)
        self.fingerprint = fingerprint(text)


def _begins(gold: LabelledFinding, text: _Text) -> bool:
    if gold.starts is None:
        return gold.fingerprint == text.fingerprint
    return text.plain.startswith(plain(gold.starts))


def _contains(gold: LabelledFinding, text: _Text) -> bool:
    return gold.starts is not None and plain(gold.starts)[:_TELLING] in text.plain


def _is_whole(gold: LabelledFinding, text: _Text) -> bool:
    return _begins(gold, text) and (gold.starts is None or text.plain.endswith(plain(gold.ends)))


def _pair(
    gold: Sequence[LabelledFinding],
    read: Sequence[Finding],
    texts: Sequence[_Text],
    fits: Callable[[LabelledFinding, _Text], bool],
    found: dict[int, int],
) -> None:
    free = sorted(set(range(len(read))) - set(found.values()))
    for index, one in enumerate(gold):
        if index in found:
            continue
        options = [i for i in free if fits(one, texts[i])]
        options = [i for i in options if read[i].section == one.section] or options
        if options:
            found[index] = min(options, key=lambda i: abs(i - index))
            free.remove(found[index])


def _close_gaps(gold: Sequence[LabelledFinding], read: Sequence[Finding], found: dict[int, int]) -> None:
    """
    Pair what has a fingerprint alone and now reads a little otherwise: it stands between two that are known.

    Between those as many must have been read as are labelled, and each of the section labelled.
    """
    known = sorted(found.items())
    if not known:
        return
    taken = set(found.values())
    bounds = [(-1, -1), *known, (len(gold), len(read))]
    for (gold_before, read_before), (gold_after, read_after) in pairwise(bounds):
        labelled = range(gold_before + 1, gold_after)
        between = range(read_before + 1, read_after)
        if len(labelled) != len(between):
            continue
        for g, r in zip(labelled, between, strict=True):
            alike = gold[g].starts is None and gold[g].section in (None, read[r].section)
            if alike and r not in taken:
                found[g] = r
