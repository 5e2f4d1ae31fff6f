"""The linear models that ship with the package: what they are is told in `data/models/README.md`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sendgraph.errors import InvalidFile
from sendgraph.extraction.linear_model import LinearModel, read_model
from sendgraph.settings import settings
from sendgraph.shipped import folder

CONCEPTS: Final = "concepts.tsv"
CLAUSES: Final = "clauses.tsv"
POLARITY: Final = "polarity.tsv"


@dataclass(frozen=True, eq=False)
class Models:
    """
    The models of one training.

    `concepts` scores what a finding is about (outcomes `theme:transition`), `clauses` whether a
    clause praises, `polarity` what a finding's clauses come to.
    """

    concepts: LinearModel
    clauses: LinearModel
    polarity: LinearModel

    @staticmethod
    def none() -> "Models":
        """No models: what there is before the first training; phrases and cues are left alone."""
        empty = LinearModel({}, {}, {})
        return Models(empty, empty, empty)


def models_folder() -> Path:
    """The folder of the models in use: that of the setting `models`, or those shipped."""
    return settings().models or folder("data") / "models"


def load_models(place: Path | None = None) -> Models:
    """
    The models of a folder; by default those in use.

    Raises:
        InvalidFile: where there is no such folder, or a file in it is no model.
        OSError: where a file is not there.
    """
    place = place or models_folder()
    if not place.is_dir():
        raise InvalidFile(
            f"there is no folder of models {place}", remedy="train them there, or unset SENDGRAPH_MODELS"
        )
    return Models(*(read_model(place / name) for name in (CONCEPTS, CLAUSES, POLARITY)))
