"""Measures: quantities that a document states, with their dates and their former values."""

import re
from collections.abc import Mapping

from rdflib import Literal, URIRef

from sendgraph.extraction.record import Measure, RecordPassage
from sendgraph.graph.draft import Draft, decimal, plain

_UNITS = {"percent": "%", "GBP": "£", "ratio": "", "count": ""}


def measures(draft: Draft, findings: Mapping[int, URIRef]) -> None:
    """State every measure, at its finding or at the document; a reprint's are stated where it was first."""
    passages = {finding.n: finding.passages for finding in draft.record.findings}
    for number, measure in enumerate(draft.record.measures, start=1):
        if measure.finding and draft.register.first_printed(draft.record, measure.finding):
            continue
        iri = draft.namespaces.thing("measure", draft.document_slug, str(number))
        draft.thing(iri, "Measure", f"{draft.document_name}: {_label(measure)}")
        holder = findings.get(measure.finding or 0, draft.document)
        draft.state(holder, "measure", iri)
        draft.state(iri, "text", plain(measure.text))
        draft.state(iri, "indicatorText", plain(measure.indicator))
        draft.state(iri, "value", decimal(measure.value))
        draft.state(iri, "valueTo", _number(measure.value_to))
        draft.state(iri, "baselineValue", _number(measure.previous_value))
        draft.state(iri, "baselineValueTo", _number(measure.previous_value_to))
        draft.concepts(iri, "indicator", "indicator", [measure.indicator_code])
        draft.concepts(iri, "unit", "unit", [measure.unit])
        draft.concepts(iri, "comparison", "comparison", [measure.comparison])
        draft.concepts(iri, "status", "status", [measure.status])
        draft.concepts(iri, "scope", "scope", [measure.scope])
        draft.state_when(iri, "asAt", "asAt", measure.date)
        draft.state_when(iri, "baselineAsAt", "baselineAsAt", measure.previous_date)
        draft.cite(iri, measure.passages or passages.get(measure.finding or 0) or _found(draft, measure))


def _found(draft: Draft, measure: Measure) -> list[RecordPassage]:
    """Where the words of a measure stand, for a record that does not say."""
    words = re.search(r"\s+".join(map(re.escape, measure.text.split())), draft.text)
    return [RecordPassage(start=words.start(), end=words.end())] if words and measure.text.strip() else []


def _number(value: float | None) -> Literal | None:
    return None if value is None else decimal(value)


def _label(measure: Measure) -> str:
    """
    A measure for people.

    >>> _label(Measure(finding=1, text="", value=96, unit="percent", indicator="plans in time"))
    'plans in time, 96%'
    """
    number = "–".join(_amount(v, measure.unit) for v in (measure.value, measure.value_to) if v is not None)
    former = measure.previous_value
    before = f" (before: {_amount(former, measure.unit)})" if former is not None else ""
    when = f", {measure.date}" if measure.date else ""
    return f"{measure.indicator}, {number}{before}{when}"


def _amount(value: float, unit: str) -> str:
    digits = f"{value:,.10g}"
    if unit == "GBP":
        return f"£{digits}"
    return f"{digits}%" if unit == "percent" else f"{digits} {unit}" if unit not in _UNITS else digits
