"""Question files: the shipped ones keep to their form, and what does not is refused with its reason."""

from pathlib import Path

import pytest

from sendgraph.errors import BadParameter, InvalidFile, UnknownThing
from sendgraph.shipped import folder
from sendgraph.store import check_query, find_question, load_questions, read_question

NAMES = [
    "area-timeline",
    "areas-by-judgement-and-region",
    "evidence-for-a-finding",
    "inspectors-and-areas",
    "measures-of-an-indicator",
    "progress-against-weaknesses",
    "recurring-concerns",
    "responsible-bodies-over-time",
    "risks-and-ratings",
    "services-praised-and-criticised",
    "significant-weaknesses",
    "statements-of-action-required",
    "strengths-and-weaknesses-by-theme",
    "waits-by-service",
]
GOOD = """#+ title = "Areas"
#+ description = "Which areas are there?"
#+ user = "Anybody."
#+
#+ [parameters.area]
#+ type = "area"
#+ description = "Only this one."
#+
#+ [columns]
#+ area = "The area."

SELECT ?area
WHERE {
  VALUES ?area { UNDEF }
  ?area ?p ?o .
}
"""


def test_fourteen_questions_are_shipped_and_described():
    questions = load_questions()
    assert list(questions) == NAMES
    readme = (folder("queries") / "README.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in readme.splitlines() if line.startswith("| `")}
    for name, question in questions.items():
        asked = rows[name].split("|")[-2].split("`")[1::2]
        assert asked == list(question.parameters), name
        assert all([question.title, question.user, question.description, *question.columns.values()])


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_question_is_a_query_that_the_store_allows_as_it_stands(name):
    question = load_questions()[name]
    check_query(question.sparql)
    required = {"finding": "finding/x/strength/1"} if name == "evidence-for-a-finding" else {}
    bound = question.bind(required, base_iri="https://data.example.org/")
    check_query(bound)
    assert "w3id.org/sendgraph" not in bound


@pytest.mark.parametrize("name", [n for n in NAMES if n != "evidence-for-a-finding"])
def test_a_file_by_itself_asks_what_the_question_asks_by_default(name):
    question = load_questions()[name]
    bound = question.bind()
    assert [row for row in bound.splitlines() if "VALUES" not in row] == [
        row for row in question.sparql.splitlines() if "VALUES" not in row
    ]


def test_binding_fills_every_place():
    bound = load_questions()["recurring-concerns"].bind(
        {"area": ["Halton", "Medway"], "theme": "health", "service": "camhs"}
    )
    start = "https://w3id.org/sendgraph/id/area"
    assert "UNDEF" not in bound
    assert f"VALUES ?area {{ <{start}/halton> <{start}/medway> }}" in bound
    with pytest.raises(BadParameter, match="group"):
        load_questions()["recurring-concerns"].bind({"group": "autism"})


def test_an_unknown_question_is_named():
    with pytest.raises(UnknownThing, match="'wiats': there is no such question; choose from area-timeline"):
        find_question("wiats", load_questions())
    assert find_question("waits-by-service", load_questions()).name == "waits-by-service"


def test_a_question_of_ones_own(tmp_path: Path):
    (tmp_path / "areas.rq").write_text(GOOD, encoding="utf-8")
    question = load_questions(tmp_path)["areas"]
    assert (question.title, question.user, question.columns) == ("Areas", "Anybody.", {"area": "The area."})
    assert question.bind({"area": "Halton"}) == GOOD.replace(
        "{ UNDEF }", "{ <https://w3id.org/sendgraph/id/area/halton> }"
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('#+ title = "Areas"\n', "", "title: Field required"),
        ('title = "Areas"', "title = Areas", "Invalid value (at line 1, column 9)"),
        (
            'user = "Anybody."',
            'user = "Anybody."\n#+ colour = "red"',
            "colour: Extra inputs are not permitted",
        ),
        ('type = "area"', 'type = "arae"', "type: Input should be"),
        ('type = "area"', 'type = "area"\n#+ default = "Haltn"', "the default does not fit"),
        ('type = "area"', 'type = "area"\n#+ default = "halton"', "the place of area holds UNDEF"),
        ("  VALUES ?area { UNDEF }\n", "", "parameters and their places in the query differ: area"),
        ("?area { UNDEF }", "?aera { UNDEF }", "parameters and their places in the query differ: aera, area"),
        (
            "SELECT ?area",
            "SELECT ?area ?p",
            "declared columns ['area'] are not the projected ones ['area', 'p']",
        ),
        ("SELECT ?area\n", "ASK\n", "a question is a SELECT"),
        ("?area ?p ?o .", "?area ?p .", "error at"),
        ("SELECT ?area", "#+ late = true\nSELECT ?area", "line 12: a header line after the header has ended"),
        ("}\n", "}\nLIMIT 5\n", "parameters and their places in the query differ: limit"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, old: str, new: str, reason: str):
    assert old in GOOD
    file = tmp_path / "areas.rq"
    at = GOOD.rindex(old) if old == "}\n" else GOOD.index(old)
    file.write_text(GOOD[:at] + new + GOOD[at + len(old) :], encoding="utf-8")
    with pytest.raises(InvalidFile) as caught:
        read_question(file)
    assert reason in str(caught.value)
    assert str(file) in str(caught.value)


def test_names_are_kebab_case_and_text_is_utf8(tmp_path: Path):
    (tmp_path / "My Question.rq").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InvalidFile, match="kebab-case"):
        load_questions(tmp_path)
    latin = tmp_path / "latin.rq"
    latin.write_bytes("#+ title = 'Caf\xe9'".encode("latin-1"))
    with pytest.raises(InvalidFile, match="not readable"):
        read_question(latin)
