"""Training: linear models out of what people labelled, and how well they do on documents left out."""

from sendgraph.training.examples import Example, examples
from sendgraph.training.fitting import fit
from sendgraph.training.leaving_out import leave_one_out
from sendgraph.training.writing import write_models

__all__ = ["Example", "examples", "fit", "leave_one_out", "write_models"]
