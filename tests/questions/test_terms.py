"""Every name in the questions is a term of the ontology or a concept: one that is not would match nothing."""

import re

import pyoxigraph
import pytest

from sendgraph.graph.namespaces import DEFAULT_BASE
from sendgraph.shipped import folder
from sendgraph.store import load_questions
from sendgraph.store.sparql_lexer import tokens

PUBLIC = {"dcterms": {"issued", "publisher"}, "rdfs": {"label"}, "skos": {"broader"}}
PREFIX = re.compile(r"^PREFIX ([\w-]*): <([^>]*)>$", re.MULTILINE)


@pytest.fixture(scope="module")
def defined() -> set[str]:
    """The IRIs that ontology and schemes describe."""
    files = sorted(folder("ontology").glob("**/*.ttl"))
    quads = (
        quad for file in files for quad in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE)
    )
    return {quad.subject.value for quad in quads if isinstance(quad.subject, pyoxigraph.NamedNode)}


@pytest.mark.parametrize("name", load_questions())
def test_every_name_in_a_question_exists(name, defined):
    text = load_questions()[name].sparql
    prefixes = dict(PREFIX.findall(text))
    used = [token.text for token in tokens(text) if token.kind == "name" and not token.text.endswith(":")]
    assert used
    for curie in used:
        prefix, _, local = curie.partition(":")
        if prefix in PUBLIC:
            assert local in PUBLIC[prefix], curie
        else:
            assert prefixes[prefix].startswith(DEFAULT_BASE), curie
            assert prefixes[prefix] + local in defined, curie
    assert {curie.partition(":")[0] for curie in used} == set(prefixes), "a prefix that nothing uses"
