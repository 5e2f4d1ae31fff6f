"""Writing trained models to the folder that extraction reads them from."""

from pathlib import Path

from sendgraph.extraction.linear_model import write_model
from sendgraph.extraction.models import CLAUSES, CONCEPTS, POLARITY, Models


def write_models(models: Models, place: Path) -> None:
    """Write the models' tables; the same models always give the same bytes."""
    place.mkdir(parents=True, exist_ok=True)
    write_model(
        models.concepts,
        place / CONCEPTS,
        about="What findings are about: outcomes are a scheme and a notation.",
    )
    write_model(models.clauses, place / CLAUSES, about="What clauses of praise say, and of criticism.")
    write_model(
        models.polarity,
        place / POLARITY,
        about="What a finding's clauses come to, by what is measured of them.",
    )
