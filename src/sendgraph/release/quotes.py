"""Whether every passage's quote is exactly what stands in its document's text."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph

from sendgraph.graph import Namespaces

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class WrongQuote:
    """A passage whose quote is not `text[start:end]` of its document."""

    passage: str
    why: str


def check_quotes(
    nquads: bytes, texts: Mapping[str, str], namespaces: Namespaces
) -> tuple[int, list[WrongQuote]]:
    """How many passages there are, and which are wrong; `texts` by the IRI of the document."""
    send = str(namespaces.send)
    wanted = {f"{send}{name}": name for name in ("quote", "startOffset", "endOffset", "passageOf")}
    passage = pyoxigraph.NamedNode(f"{send}Passage")
    passages: set[str] = set()
    stated: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS):
        name = wanted.get(quad.predicate.value)
        subject = str(getattr(quad.subject, "value", quad.subject))
        if name:
            if name in ("quote", "passageOf"):  # offsets are stated of labels too, within a finding's text
                passages.add(subject)
            stated[subject][name] = str(getattr(quad.object, "value", quad.object))
        elif quad.object == passage and quad.predicate.value == _RDF_TYPE:
            passages.add(subject)
    wrong = [WrongQuote(iri, why) for iri in sorted(passages) if (why := _fault(stated[iri], texts))]
    return len(passages), wrong


def _fault(stated: Mapping[str, str], texts: Mapping[str, str]) -> str | None:
    for name in ("passageOf", "startOffset", "endOffset", "quote"):
        if name not in stated:
            return f"it has no {name}"
    text = texts.get(stated["passageOf"])
    if text is None:
        return f"the release has no text of {stated['passageOf']}"
    try:
        start, end = int(stated["startOffset"]), int(stated["endOffset"])
    except ValueError:
        return "its offsets are no whole numbers"
    if not 0 <= start < end <= len(text):
        return f"it runs from {start} to {end} in a text of {len(text)} characters"
    if text[start:end] != stated["quote"]:
        return f"its quote is not the text from {start} to {end}"
    return None
