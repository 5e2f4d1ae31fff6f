"""The words that findings and measures rest on."""

from pydantic import Field

from sendgraph.lists.facts import Facts
from sendgraph.lists.refs import Ref, Row, Table


class Quote(Row):
    """The exact words of a document, contact details masked, and the page they stand on."""

    text: str = Field(description="The words.")
    page: int | None = Field(description="The page, where the document has pages.")
    document: Ref | None = Field(description="The document.")


class Evidence:
    """The passages of all things that have some, in the order of the text."""

    def __init__(self, facts: Facts, documents: Table) -> None:
        """Read them."""
        quotes, pages = facts.texts("quote"), facts.texts("page")
        starts, of = facts.texts("startOffset"), dict(facts.pairs("passageOf"))
        self._documents = documents
        found: dict[str, list[tuple[int, int, str, int | None]]] = {}
        for subject, passage in facts.pairs("evidence"):
            document = documents.row(of.get(passage, ""))
            page = _whole(pages.get(passage))
            start = _whole(starts.get(passage))
            quote = quotes.get(passage, [""])[0]
            place = (-1 if document is None else document, start or 0, quote, page)
            found.setdefault(subject, []).append(place)
        self._of = {subject: tuple(sorted(places, key=lambda p: p[:3])) for subject, places in found.items()}

    def of(self, iri: str) -> tuple[Quote, ...]:
        """The quotes of a thing."""
        return tuple(
            Quote(text=text, page=page, document=self._documents.ref(document) if document >= 0 else None)
            for document, _, text, page in self._of.get(iri, ())
        )


def _whole(values: list[str] | None) -> int | None:
    return int(values[0]) if values and values[0].isdecimal() else None
