"""CSV: one header, labels beside codes, and no cell that a spreadsheet runs."""

import csv
import io

import pytest

from sendgraph.lists import Lists, csv_of

HEADERS = {
    "areas": "iri,slug,label,path,gssCode,region,regionLabel,authorityType,authorityTypeLabel,"
    "latestInspection,latestInspectionLabel,latestJudgement,latestJudgementLabel,"
    "inspections,findings,strengths,weaknesses,mixed,unjudged,areaStatements,"
    "responsibleBody,responsibleBodyLabel",
    "inspections": "iri,slug,label,path,area,areaLabel,framework,frameworkLabel,type,typeLabel,"
    "start,end,year,published,judgement,judgementLabel,responsibleBody,"
    "responsibleBodyLabel,document,documentLabel,findings,strengths,weaknesses,mixed,"
    "unjudged,areaStatements",
    "findings": "iri,slug,label,path,area,areaLabel,inspection,inspectionLabel,document,"
    "documentLabel,ordinal,saidBy,section,sectionLabel,aspect,aspectLabel,polarity,"
    "polarityLabel,theme,themeLabel,service,serviceLabel,localService,"
    "localServiceLabel,group,groupLabel,text,quote,quotePage,"
    "recursFrom,recursFromLabel",
    "measures": "iri,slug,label,path,area,areaLabel,inspection,inspectionLabel,document,"
    "documentLabel,finding,findingLabel,indicator,indicatorLabel,indicatorText,value,"
    "valueTo,unit,unitLabel,comparison,comparisonLabel,asAt,baselineValue,"
    "baselineValueTo,baselineAsAt,status,statusLabel,scope,scopeLabel,text,quote,"
    "quotePage",
    "services": "iri,slug,label,path,definition,localService,localServiceLabel,localServiceArea,"
    "localServiceAreaLabel,findings,strengths,weaknesses,mixed,unjudged,areaStatements",
    "themes": "iri,slug,label,path,definition,broader,broaderLabel,areas,findings,strengths,"
    "weaknesses,mixed,unjudged,areaStatements",
    "documents": "iri,slug,label,path,title,kind,kindLabel,area,areaLabel,inspection,"
    "inspectionLabel,publisher,publisherLabel,date,licence,rights,pages,findings,"
    "strengths,weaknesses,mixed,unjudged,areaStatements",
}


def table(lists: Lists, name: str) -> list[dict[str, str]]:
    one = lists.by_name[name]
    content = csv_of(one.page(one.parameters(limit=1_000)).rows, one.row_model).decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


@pytest.mark.parametrize("name", HEADERS)
def test_the_header_is_stable_and_stands_over_no_rows_too(lists: Lists, name: str) -> None:
    one = lists.by_name[name]
    assert csv_of([], one.row_model).decode() == f"{HEADERS[name]}\r\n"
    content = csv_of(one.page(one.parameters(limit=1_000)).rows, one.row_model).decode()
    assert content.startswith(f"{HEADERS[name]}\r\n") and content.endswith("\r\n")
    assert "\n" not in content.replace("\r\n", "")


def test_formulas_are_harmless_and_numbers_stay_numbers(small: Lists) -> None:
    findings = table(small, "findings")
    assert [row["text"] for row in findings] == [
        '\'=HYPERLINK("http://evil.example") \r\nask ████████████',
        "'\tÉlèves wait, “très” long: Zoë's waits",
        "'@SUM(A1)",
    ]
    assert findings[0]["quote"] == "'-2+3; ███████████████; later"
    assert findings[0]["localServiceLabel"] == "'@Minds"
    assert [row["title"] for row in table(small, "documents")] == ["███████████████", ""]
    (measure,) = table(small, "measures")
    assert (measure["value"], measure["valueTo"], measure["indicatorText"]) == ("-4.5", "3", "'-loss")
    starts = {cell[:1] for name in HEADERS for row in table(small, name) for cell in row.values()}
    assert not starts & set("=+@\t\r")


def test_several_values_stand_in_the_same_order_in_both_columns(small: Lists) -> None:
    row = table(small, "findings")[0]
    assert (row["theme"], row["themeLabel"]) == ("access; first-waits", "Access; First waits")
    assert row["quotePage"] == "; 3"
    (service,) = table(small, "services")
    assert (service["localService"], service["localServiceArea"]) == ("north-by/minds", "north-by")
    assert (service["findings"], service["weaknesses"], service["areaStatements"]) == ("1", "1", "0")
