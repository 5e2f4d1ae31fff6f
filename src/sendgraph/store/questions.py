"""
The questions of `queries/`: SPARQL files with a declared header, valid SPARQL by themselves.

The header is TOML in the `#+` lines that open the file; `queries/README.md` describes it.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sendgraph.errors import BadParameter, InvalidFile, UnknownThing
from sendgraph.graph.namespaces import DEFAULT_BASE
from sendgraph.settings import settings
from sendgraph.shipped import folder
from sendgraph.store.names import Names
from sendgraph.store.parameters import Parameter, Value, bind, places, terms

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Question(BaseModel):
    """
    A competency question: what it asks, for whom, with which parameters, and what its columns mean.

    >>> load_questions()["significant-weaknesses"].parameters["area"].type
    'area'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str = Field(min_length=1)
    description: str = Field(min_length=1)
    user: str = Field(min_length=1)
    parameters: Mapping[str, Parameter] = {}
    columns: Mapping[str, str]
    sparql: str

    def bind(
        self,
        values: Mapping[str, Value | Sequence[Value] | None] | None = None,
        *,
        base_iri: str | None = None,
        names: Names | None = None,
    ) -> str:
        """
        The SPARQL text with the values bound as terms, under the base of the settings or the one given.

        >>> question = load_questions()["significant-weaknesses"]
        >>> "id/area/medway>" in question.bind({"area": "Medway"})
        True

        Raises:
            BadParameter: for a parameter or value that the header does not allow.
        """
        base = base_iri or settings().base_iri
        return bind(self.sparql, self.parameters, values or {}, base_iri=base, names=names)


def load_questions(path: Path | None = None) -> Mapping[str, Question]:
    """
    Every question of a folder by name, in the order of the alphabet; the shipped ones by default.

    Raises:
        InvalidFile: where a header or query does not keep to the form.
    """
    source = path or folder("queries")
    return {file.stem: read_question(file) for file in sorted(source.glob("*.rq"))}


def find_question(name: str, questions: Mapping[str, Question]) -> Question:
    """
    The question of that name.

    Raises:
        UnknownThing: where there is none.
    """
    if name not in questions:
        raise UnknownThing(
            "there is no such question", where=repr(name[:60]), remedy=f"choose from {', '.join(questions)}"
        )
    return questions[name]


def read_question(file: Path) -> Question:
    """
    Read one question and check that header, places and projected variables agree.

    Raises:
        InvalidFile: where they do not; it says where in the file.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidFile(f"not readable: {error}", where=str(file)) from None
    if not _NAME.fullmatch(file.stem):
        raise InvalidFile("the name of a question is kebab-case", where=str(file), remedy="rename the file")
    try:
        header = tomllib.loads(_header(text))
        declared = header.pop("parameters", {})
        parameters = {name: Parameter(name=name, **fields) for name, fields in declared.items()}
        question = Question(name=file.stem, sparql=text, parameters=parameters, **header)
        _check(question)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(part) for part in first["loc"]) or error.title
        raise InvalidFile(f"{at}: {first['msg']}", where=str(file), remedy="mend the header") from None
    except (tomllib.TOMLDecodeError, TypeError, AttributeError, ValueError, SyntaxError) as error:
        raise InvalidFile(str(error), where=str(file), remedy="mend the question") from None
    return question


def _header(text: str) -> str:
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines) if not line.startswith("#+")), len(lines))
    for number, line in enumerate(lines[end:], end + 1):
        if line.startswith("#+"):
            raise ValueError(f"line {number}: a header line after the header has ended")
    return "\n".join(line.removeprefix("#+").removeprefix(" ") for line in lines[:end])


def _check(question: Question) -> None:
    held = places(question.sparql)
    declared = set(question.parameters)
    named = {name for name, stands in held if name in declared or name == "limit" or stands == "UNDEF"}
    if named != declared:
        wrong = ", ".join(sorted(named ^ declared))
        raise ValueError(f"parameters and their places in the query differ: {wrong}")
    for name, stands in held:
        parameter = question.parameters.get(name)
        if parameter and stands not in _defaults(parameter):
            raise ValueError(f"the place of {name} holds {stands} and not its default")
    answer = pyoxigraph.Store().query(question.sparql)
    if not isinstance(answer, pyoxigraph.QuerySolutions):
        raise ValueError("a question is a SELECT")
    projected = [variable.value for variable in answer.variables]
    if projected != list(question.columns):
        raise ValueError(f"declared columns {list(question.columns)} are not the projected ones {projected}")


def _defaults(parameter: Parameter) -> tuple[str, str]:
    """What may stand in the place of a parameter in the file: its default, in full or by prefix."""
    if not parameter.default:
        return "UNDEF", "UNDEF"
    try:
        written = terms(parameter, parameter.default, base_iri=DEFAULT_BASE)
    except BadParameter as error:
        raise ValueError(f"the default does not fit: {error}") from None
    return " ".join(written), " ".join(f"{parameter.type}:{default}" for default in parameter.default)
