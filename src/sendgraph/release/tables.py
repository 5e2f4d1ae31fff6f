"""The flat tables: one SPARQL query each, a row for each thing, several values joined by `; `."""

from typing import Final

_AREAS = """
SELECT ?area ?name ?gss_code ?region ?type (COUNT(DISTINCT ?inspection) AS ?inspections) WHERE {
  ?area a send:LocalArea ; rdfs:label ?name .
  OPTIONAL { ?area send:gssCode ?gss_code }
  OPTIONAL { ?area send:region/skos:prefLabel ?region }
  OPTIONAL { ?area send:authorityType/skos:prefLabel ?type }
  OPTIONAL { ?inspection send:localArea ?area }
} GROUP BY ?area ?name ?gss_code ?region ?type ORDER BY ?name ?area
"""

_INSPECTIONS = """
SELECT ?inspection ?area ?framework ?start ?end ?year ?published ?judgement
       (GROUP_CONCAT(DISTINCT STR(?document); SEPARATOR="; ") AS ?documents)
       (COUNT(DISTINCT ?finding) AS ?findings) WHERE {
  ?inspection a send:Inspection ; send:localArea/rdfs:label ?area .
  OPTIONAL { ?inspection send:framework/skos:notation ?framework }
  OPTIONAL { ?inspection send:startDate ?day }
  OPTIONAL { ?inspection send:startMonth ?month }
  BIND(COALESCE(?day, ?month) AS ?start)
  OPTIONAL { ?inspection send:endDate ?end }
  OPTIONAL { ?inspection send:year ?year }
  OPTIONAL { ?inspection send:publicationDate ?published }
  OPTIONAL { ?inspection send:judgement/skos:notation ?judgement }
  OPTIONAL { ?inspection send:reportedIn ?document }
  OPTIONAL { ?inspection send:finding ?finding }
} GROUP BY ?inspection ?area ?framework ?start ?end ?year ?published ?judgement
ORDER BY ?area ?start ?published ?inspection
"""

_FINDINGS = """
SELECT ?finding ?area ?inspection ?document ?ordinal ?section ?aspect ?polarity ?text
       (GROUP_CONCAT(DISTINCT ?a_theme; SEPARATOR="; ") AS ?themes)
       (GROUP_CONCAT(DISTINCT ?a_service; SEPARATOR="; ") AS ?services)
       (GROUP_CONCAT(DISTINCT ?a_group; SEPARATOR="; ") AS ?groups) WHERE {
  ?finding a send:Finding ; send:statedIn ?document ; send:section/skos:notation ?section ; send:text ?text .
  OPTIONAL { ?finding send:ordinal ?ordinal }
  OPTIONAL { ?inspection send:finding ?finding ; send:localArea/rdfs:label ?area }
  OPTIONAL { ?finding send:aspect/skos:notation ?aspect }
  OPTIONAL { ?finding send:polarity/skos:notation ?polarity }
  OPTIONAL { ?finding send:theme/skos:notation ?a_theme }
  OPTIONAL { ?finding send:serviceType/skos:notation ?a_service }
  OPTIONAL { ?finding send:group/skos:notation ?a_group }
} GROUP BY ?finding ?area ?inspection ?document ?ordinal ?section ?aspect ?polarity ?text
ORDER BY ?document ?ordinal ?finding
"""

_MEASURES = """
SELECT ?measure ?area ?document ?finding ?indicator ?indicator_text
       ?value ?value_to ?unit ?comparison ?date
       ?former_value ?former_value_to ?former_date ?status ?scope WHERE {
  ?measure a send:Measure ; send:value ?value .
  OPTIONAL {
    ?finding send:measure ?measure ; send:statedIn ?stated ; send:inspection/send:localArea/rdfs:label ?area .
  }
  OPTIONAL { ?holder send:measure ?measure . ?holder a send:SourceDocument }
  BIND(COALESCE(?stated, ?holder) AS ?document)
  OPTIONAL { ?measure send:indicator/skos:notation ?indicator }
  OPTIONAL { ?measure send:indicatorText ?indicator_text }
  OPTIONAL { ?measure send:valueTo ?value_to }
  OPTIONAL { ?measure send:unit/skos:notation ?unit }
  OPTIONAL { ?measure send:comparison/skos:notation ?comparison }
  OPTIONAL { ?measure send:asAt ?day }
  OPTIONAL { ?measure send:asAtMonth ?month }
  OPTIONAL { ?measure send:asAtYear ?year }
  BIND(COALESCE(?day, ?month, ?year) AS ?date)
  OPTIONAL { ?measure send:baselineValue ?former_value }
  OPTIONAL { ?measure send:baselineValueTo ?former_value_to }
  OPTIONAL { ?measure send:baselineAsAt ?former_day }
  OPTIONAL { ?measure send:baselineAsAtMonth ?former_month }
  OPTIONAL { ?measure send:baselineAsAtYear ?former_year }
  BIND(COALESCE(?former_day, ?former_month, ?former_year) AS ?former_date)
  OPTIONAL { ?measure send:status/skos:notation ?status }
  OPTIONAL { ?measure send:scope/skos:notation ?scope }
} ORDER BY ?document ?finding ?measure
"""

#: Columns that hold several values, which SPARQL joins in no order of its own.
SEVERAL: Final = frozenset({"documents", "themes", "services", "groups"})

#: The name of each table and the query that fills it.
TABLES: Final = {
    "areas": _AREAS,
    "inspections": _INSPECTIONS,
    "findings": _FINDINGS,
    "measures": _MEASURES,
}
