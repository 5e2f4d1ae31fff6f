"""How a document is set: size of its type, distance of its lines, right edges, paragraphs apart or not."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sendgraph.documents.marks import is_over
from sendgraph.documents.page_lines import Line

#: Fewer long lines than this do not show a page's right edge.
_ENOUGH = 8


@dataclass(frozen=True, slots=True)
class Setting:
    """How most of a document's lines are set; `spaced` says that white space sets paragraphs apart."""

    size: float = 12.0
    leading: float = 1.25
    right: float = 540.0
    rights: Mapping[int, float] = field(default_factory=dict)
    spaced: bool = True

    def right_of(self, page: int) -> float:
        """The right edge of a page's text."""
        return self.rights.get(page, self.right)

    @staticmethod
    def of(pages: Iterable[Sequence[Line]]) -> "Setting":
        """What most of a document's lines have."""
        flows = [list(lines) for lines in pages]
        sizes: Counter[float] = Counter()
        for line in (line for lines in flows for line in lines):
            sizes[round(line.size, 1)] += len(line.text)
        if not sizes:
            return Setting()
        size = sizes.most_common(1)[0][0]
        body = [[line for line in lines if abs(line.size - size) < 0.5] for lines in flows]
        leads = Counter(round(lead, 2) for lines in body for lead in _leads(lines) if 0.9 < lead < 2.2)
        leading = leads.most_common(1)[0][0] if leads else 1.25
        long = [[line for line in lines if len(line.words) > 4] for lines in body]
        ends = sorted(line.right for lines in long for line in lines)
        right = ends[int(len(ends) * 0.95)] if ends else 540.0
        rights = {
            lines[0].page: sorted(line.right for line in lines)[-2] for lines in long if len(lines) >= _ENOUGH
        }
        return Setting(size, leading, right, rights, _spaced(body, leading, rights, right))


def room_left(last: Line, line: Line, edge: float) -> float:
    """How much room the last line had left beyond the next line's first word; negative where it had none."""
    first = line.words[0]
    return edge - 6.0 - (last.right + 0.3 * last.size + first.right - first.left)


def _leads(lines: Sequence[Line]) -> list[float]:
    return [(below.top - above.top) / max(below.size, 1.0) for above, below in pairwise(lines)]


def _spaced(
    body: Iterable[Sequence[Line]], leading: float, rights: Mapping[int, float], right: float
) -> bool:
    """Whether more sentences that end a line early have space behind them than have none."""
    apart = tight = 0
    for lines in body:
        for (above, below), lead in zip(pairwise(lines), _leads(lines), strict=True):
            if not is_over(above.text) or not 0.9 < lead < 3.0:
                continue
            if lead > 1.2 * leading:
                apart += 1
            elif room_left(above, below, rights.get(above.page, right)) > 0:
                tight += 1
    return apart >= 3 and apart > 2 * tight
