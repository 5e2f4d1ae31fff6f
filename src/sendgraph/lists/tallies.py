"""How many findings there are, by who says what."""

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from sendgraph.lists.columns import VERDICTS
from sendgraph.lists.links import Links, Mask
from sendgraph.lists.refs import Row


class Tally(Row):
    """Findings counted; a council's praise of itself is no strength."""

    total: int = Field(description="All findings.")
    strengths: int = Field(description="Positive findings of the inspectors.")
    weaknesses: int = Field(description="Negative findings of the inspectors.")
    mixed: int = Field(description="Mixed findings of the inspectors.")
    unjudged: int = Field(description="Findings of the inspectors without a polarity.")
    area_statements: int = Field(description="What the area says of itself, whatever its polarity.")


class Tallies:
    """The findings about each thing that findings are tied to."""

    def __init__(self, links: Links, verdict: NDArray[np.int8], chosen: Mask | None = None) -> None:
        """Count those that are chosen."""
        left, right = links.left, links.right
        if chosen is not None:
            kept = chosen[left]
            left, right = left[kept], right[kept]
        kinds = len(VERDICTS)
        flat = np.bincount(right.astype(np.int64) * kinds + verdict[left], minlength=links.values * kinds)
        self._counts = flat.reshape(links.values, kinds)

    @property
    def any(self) -> Mask:
        """The things that any such finding is about."""
        return np.asarray(self._counts.any(axis=1))

    def of(self, row: int) -> Tally:
        """The findings about one thing."""
        strengths, weaknesses, mixed, unjudged, statements = self._counts[row].tolist()
        return Tally(
            total=strengths + weaknesses + mixed + unjudged + statements,
            strengths=strengths,
            weaknesses=weaknesses,
            mixed=mixed,
            unjudged=unjudged,
            area_statements=statements,
        )
