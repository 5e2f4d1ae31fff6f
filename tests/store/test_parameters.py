"""Values become terms: each type's values and refusals, and that no value ever reaches past its place."""

import re

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from sendgraph.errors import BadParameter
from sendgraph.graph.namespaces import DEFAULT_BASE
from sendgraph.store.names import Names
from sendgraph.store.parameters import Parameter, bind, places, terms
from sendgraph.store.sparql_lexer import tokens

BASE = DEFAULT_BASE
HOSTILE = [
    '"',
    "'",
    '""" } UNION { ?s ?p ?o } #',
    '" . } DROP ALL #',
    "> } UNION { ?x ?y ?z . <",
    "\\",
    '\\"',
    "\\u0022",
    "\\\\u0022 } #",
    "\\U00000022",
    "a\nb\r\tc",
    "# comment",
    "UNDEF",
    "UNDEF } VALUES ?area { UNDEF",
    "$area ?area {{area}} %s {0}",
    "\x00",
    "\ud800",
    "\u2028\u202e\ufeff",
    "<http://example.org/>",
    "halton>",
    "area/../finding",
    "area/halton> <x",
    "finding/a b",
    "😀" * 10,
]
hostile = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.text(alphabet="\"'\\<>{}#?$@^_:;.,/ \n\r\tuUx0123456789abN", max_size=40),
    st.builds("".join, st.lists(st.sampled_from(HOSTILE), max_size=4)),
)


def parameter(kind, **fields):
    return Parameter(name="value", type=kind, description="Something.", **fields)


def term(kind, value, **fields):
    return terms(parameter(kind, **fields), value, base_iri=BASE)


def refusal(kind, value, **fields):
    with pytest.raises(BadParameter) as caught:
        term(kind, value, **fields)
    return str(caught.value)


@pytest.mark.parametrize(
    "given",
    [
        "waiting-times",
        "Waiting times",
        " WAITING  times ",
        "theme:waiting-times",
        f"{BASE}def/theme/waiting-times",
    ],
)
def test_concepts_by_notation_label_prefix_and_iri(given):
    assert term("theme", given) == (f"<{BASE}def/theme/waiting-times>",)


@pytest.mark.parametrize(
    ("given", "slug"),
    [
        ("Cheshire East", "cheshire-east"),
        ("cheshire  EAST", "cheshire-east"),
        ("cheshire-east", "cheshire-east"),
        ("area/cheshire-east", "cheshire-east"),
        ("id/area/cheshire-east", "cheshire-east"),
        ("area/Cheshire-East", "cheshire-east"),
        (f"{BASE}id/area/cheshire-east", "cheshire-east"),
        ("Bournemouth, Christchurch and Poole", "bournemouth-christchurch-and-poole"),
        ("area/an-area-that-was-abolished", "an-area-that-was-abolished"),
    ],
)
def test_areas_by_name_slug_and_iri(given, slug):
    assert term("area", given) == (f"<{BASE}id/area/{slug}>",)


@pytest.mark.parametrize(
    "given", ["finding/halton-2017-03-27/strength/1", f"{BASE}id/finding/halton-2017-03-27/strength/1"]
)
def test_things_by_short_and_full_iri(given):
    assert term("finding", given) == (f"<{BASE}id/finding/halton-2017-03-27/strength/1>",)


def test_another_base_has_its_own_iris_and_no_others():
    own = "https://data.example.org/send/"
    one = parameter("theme")
    assert terms(one, f"{own}def/theme/waiting-times", base_iri=own) == (f"<{own}def/theme/waiting-times>",)
    with pytest.raises(BadParameter):
        terms(one, f"{BASE}def/theme/waiting-times", base_iri=own)


def test_numbers_dates_choices_and_text():
    assert term("integer", 20, minimum=1, maximum=20) == ("20",)
    assert term("integer", "-07") == ("-7",)
    assert term("date", "2022-07-01") == ('"2022-07-01"^^<http://www.w3.org/2001/XMLSchema#date>',)
    assert term("choice", "plan", values=("plan", "body")) == ('"plan"',)
    assert term("text", 'a "b"\n') == ('"a \\"b\\"\\n"',)


@pytest.mark.parametrize(
    ("kind", "given", "fields", "message"),
    [
        (
            "theme",
            "wating-times",
            {},
            "value: 'wating-times' is no theme; did you mean waiting-times?",
        ),
        (
            "area",
            "Cheshir East",
            {},
            "value: 'Cheshir East' is no area; did you mean Cheshire East?",
        ),
        (
            "polarity",
            "good",
            {},
            "value: 'good' is no polarity; choose from mixed, negative, positive",
        ),
        (
            "section",
            "strength",
            {"values": ("progress", "next-step")},
            "value: 'strength' is no section; choose from progress, next-step",
        ),
        (
            "finding",
            "halton",
            {},
            "value: 'halton' is no finding; give its IRI, in full or as finding/…",
        ),
        (
            "finding",
            f"{BASE}id/area/halton",
            {},
            f"value: '{BASE}id/area/halton' is no finding; give its IRI, in full or as finding/…",
        ),
        (
            "integer",
            "0",
            {"minimum": 1, "maximum": 9},
            "value: '0' is no integer; give a whole number from 1 to 9",
        ),
        ("integer", "1e9", {}, "value: '1e9' is no integer; give a whole number"),
        ("integer", "١", {}, "value: '١' is no integer; give a whole number"),
        ("date", "01/07/2022", {}, "value: '01/07/2022' is no date; give a day as YYYY-MM-DD"),
        ("date", "2022-02-30", {}, "value: '2022-02-30' is no date; give a day as YYYY-MM-DD"),
        (
            "choice",
            "other",
            {"values": ("plan", "body")},
            "value: 'other' is no choice; choose from plan, body",
        ),
        ("text", "a\x00b", {}, "value: 'a\\x00b' is no text; give plain text of at most 200 characters"),
    ],
)
def test_refusals_say_what_would_be_right(kind, given, fields, message):
    assert refusal(kind, given, **fields) == message


def test_several_values_once_each_where_several_are_taken():
    assert term("area", ["Halton", "area/halton", "Medway"], many=True) == (
        f"<{BASE}id/area/halton>",
        f"<{BASE}id/area/medway>",
    )
    assert refusal("area", ["Halton", "Medway"]) == "value: only one value is taken; ask once for each"


def test_nothing_given_takes_the_default_and_an_empty_value_takes_none():
    many = {"many": True, "default": ["camhs"]}
    assert term("service", None, **many) == (f"<{BASE}def/service/camhs>",)
    assert term("service", "", **many) == term("service", [], **many) == ()
    assert refusal("finding", "", required=True).startswith("value: a value is required")


def test_a_parameter_that_is_not_declared_is_refused():
    with pytest.raises(BadParameter, match="'aera': there is no such parameter; choose from area, theme"):
        both = {name: Parameter(name=name, type=name, description="…") for name in ("area", "theme")}
        bind("SELECT * {}", both, {"aera": "Halton"}, base_iri=BASE)


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "colour"},
        {"type": "choice"},
        {"type": "area", "values": ["halton"]},
        {"type": "text", "minimum": 1},
        {"type": "integer", "minimum": "2020-01-01"},
        {"type": "area", "default": ["halton", "medway"]},
        {"type": "area", "unknown": True},
    ],
)
def test_declarations_that_cannot_be(fields):
    with pytest.raises(ValidationError):
        Parameter(name="value", description="Something.", **fields)


QUERY = """PREFIX send: <https://w3id.org/sendgraph/def/>
SELECT ?value {
  VALUES ?value { UNDEF }
  VALUES ?other { UNDEF }
}
LIMIT 5
"""
LIMIT = Parameter(name="limit", type="integer", description="…", default=5, minimum=1, maximum=9)
DECLARED = {
    "value": parameter("text"),
    "other": Parameter(name="other", type="text", description="…"),
    "limit": LIMIT,
}


@given(text=hostile)
@example(text="\\u0022")
@example(text="\\\\U00000022 . } UNION { ?s ?p ?o")
def test_text_comes_back_to_the_letter_and_nothing_beside_it(text):
    """The engine sees one literal, equal to the text, in a query whose other tokens have not moved."""
    plain = bind(QUERY, DECLARED, {"value": "x"}, base_iri=BASE)
    try:
        bound = bind(QUERY, DECLARED, {"value": text}, base_iri=BASE)
    except BadParameter:
        assert len(text) > 200 or re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", text)
        return
    answer = pyoxigraph.Store().query(bound)
    if text.strip():
        assert [token.kind for token in tokens(bound)] == [token.kind for token in tokens(plain)]
        assert [row[0].value for row in answer] == [text]
    else:
        assert bound == bind(QUERY, DECLARED, {}, base_iri=BASE)


@given(text=hostile)
def test_an_engine_that_resolves_code_points_first_sees_the_same_literal(text):
    """Some engines turn \\u0022 into a quote before they read the query: no text may let them."""
    try:
        bound = bind(QUERY, DECLARED, {"value": text}, base_iri=BASE)
    except BadParameter:
        return
    early = re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
        lambda found: chr(int(found[1] or found[2], 16)),
        bound,
    )
    values = [row[0].value for row in pyoxigraph.Store().query(early) if row[0] is not None]
    assert values == ([text] if text.strip() else [])


KINDS = ["theme", "area", "finding", "document", "judgement", "integer", "date"]
FORMS = {
    "integer": r"-?[0-9]+",
    "date": r'"[0-9]{4}-[0-9]{2}-[0-9]{2}"\^\^<http://www\.w3\.org/2001/XMLSchema#date>',
    "area": rf"<{BASE}id/area/[A-Za-z0-9._~/-]+>",
    "finding": rf"<{BASE}id/finding/[A-Za-z0-9._~/-]+>",
    "document": rf"<{BASE}id/document/[A-Za-z0-9._~/-]+>",
    "theme": rf"<{BASE}def/theme/[a-z-]+>",
    "judgement": rf"<{BASE}def/judgement/[a-z-]+>",
}


@given(
    kind=st.sampled_from(KINDS),
    text=hostile,
    start=st.sampled_from(["", "area/", "finding/", f"{BASE}id/document/"]),
)
def test_other_types_take_their_own_form_or_refuse(kind, text, start):
    try:
        written = term(kind, start + text)
    except BadParameter as refused:
        assert "\n" not in str(refused)
        assert len(str(refused)) < 400
        return
    assert all(re.fullmatch(FORMS[kind], one) for one in written)


@given(given=st.integers())
def test_the_number_of_rows_is_a_number_within_its_bounds(given):
    if 1 <= given <= 9:
        assert bind(QUERY, DECLARED, {"limit": given}, base_iri=BASE).endswith(f"}}\nLIMIT {given}\n")
    else:
        with pytest.raises(BadParameter):
            bind(QUERY, DECLARED, {"limit": given}, base_iri=BASE)


def test_places_keep_to_their_own_names():
    assert places(QUERY) == [("value", "UNDEF"), ("other", "UNDEF"), ("limit", "5")]
    bound = bind(QUERY, DECLARED, {"value": "VALUES ?other { UNDEF }", "other": "o"}, base_iri=BASE)
    assert '  VALUES ?value { "VALUES ?other { UNDEF }" }\n  VALUES ?other { "o" }\n' in bound


def test_rebasing_leaves_values_alone():
    bound = bind(QUERY, DECLARED, {"value": BASE}, base_iri="http://localhost/")
    assert "PREFIX send: <http://localhost/def/>" in bound
    assert f'VALUES ?value {{ "{BASE}" }}' in bound


def test_every_area_and_concept_is_known_by_each_of_its_names():
    names = Names.shipped()
    assert len(names.allowed("area")) == 153
    assert {names.slug("area", name) is not None for name in names.allowed("area")} == {True}
    for kind in ("theme", "service", "group", "indicator", "judgement", "region"):
        assert all(names.slug(kind, notation) == notation for notation in names.allowed(kind))
