"""
What workers do: jobs over a served release, each made of plain values, each giving bytes.

A job's function takes the `ServedRelease` and the job's arguments and gives a `Reply`. It
opens no file and no socket, as a worker has none to open: whatever it needs was loaded
before.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sendgraph.errors import SendgraphError
from sendgraph.settings import Settings
from sendgraph.web.answers import catalogue, documents, front, graph, lists, questions, sparql, vocabulary
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.pages import prepare
from sendgraph.workers import Loaded, Reply

Job = Callable[..., Reply]

#: The name by which a route asks for a job, and what does it.
JOBS: Final[Mapping[str, Job]] = {
    "sparql": sparql.answer_query,
    "sparql-form": sparql.form_page,
    "service-description": sparql.describe_service,
    "locate": documents.locate,
    "document": documents.document,
    "vocabulary": vocabulary.vocabulary,
    "shapes": vocabulary.shapes,
    "context": vocabulary.json_ld_context,
    "front": front.front_page,
    "questions": questions.all_questions,
    "question": questions.one_question,
    "list-page": lists.one_page,
    "list-row": lists.one_row,
    "catalogue": catalogue.catalogue,
    "void": catalogue.void,
    "neighbours": graph.around,
    "paths": graph.between,
    "ready": sparql.is_ready,
}

#: Done once before any worker is forked, so that nothing is left to be imported, compiled or looked up.
_REHEARSED: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("ready", {}),
    ("front", {"root": ""}),
    ("questions", {"root": ""}),
    ("service-description", {"format": "ttl"}),
    *(("list-page", {"name": "findings", "asked": {}, "format": form}) for form in ("json", "csv")),
    *(("catalogue", {"format": f, "root": "", "earlier": [], "publisher": "-"}) for f in ("html", "ttl")),
    *(("void", {"format": form, "root": "", "publisher": "-"}) for form in ("html", "ttl")),
    ("vocabulary", {"format": "html", "root": ""}),
    ("vocabulary", {"format": "ttl", "root": ""}),
)


def open_release(path: str, folder: str, settings: Mapping[str, Any]) -> Loaded:
    """
    Load the release at a path for a keeper of workers; other releases of the folder are for the catalogue.

    Raises:
        InvalidRelease: where there is none, or where it is damaged.
    """
    served = ServedRelease.open(Path(path), Settings.model_validate(settings), Path(folder))
    prepare()
    for job, arguments in _REHEARSED:
        with suppress(SendgraphError):  # a release of one's own may lack what a rehearsal shows
            JOBS[job](served, **arguments)
    manifest = served.release.manifest
    about = {
        "name": served.release.name,
        "path": str(served.release.path),
        "base_iri": served.base_iri,
        "version": manifest.version,
        "quads": manifest.quads,
    }
    return Loaded(lambda job, arguments: JOBS[job](served, **arguments), about)
