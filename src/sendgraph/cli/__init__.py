"""The command line: `sendgraph COMMAND --help` says what each command does, with an example."""

from sendgraph.cli.application import main

__all__ = ["main"]
