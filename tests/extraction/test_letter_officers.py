"""Addressees as letters print them: in lines, in one line, office first or last, without their addresses."""

import pytest

from sendgraph.extraction.letter_officers import read_addressees
from sendgraph.extraction.lexicon import Lexicon


@pytest.mark.parametrize(
    ("area", "blocks", "officers"),
    [
        (
            "Surrey",
            [
                "Ms Julia Fisk\nDeputy Chief Executive and Director of Children, Schools and Families\n"
                "Surrey County Council\nCounty Hall\nKingston-upon-Thames\nKT1 2DN",
                "Clinical commissioning group, Chief Officer: Dominic Wright, Guildford and Waverley",
                "Local area nominated officer: Susie Camp",
            ],
            [
                (
                    "Julia Fisk",
                    "Deputy Chief Executive and Director of Children, Schools and Families",
                    "Surrey County Council",
                ),
                (
                    "Dominic Wright",
                    "Clinical commissioning group, Chief Officer",
                    "NHS Guildford and Waverley Clinical Commissioning Group",
                ),
                ("Susie Camp", "Local area nominated officer", None),
            ],
        ),
        (
            "Hertfordshire",
            [
                "Ms Jenny Cole, Director of Children’s Services, Hertfordshire",
                "Ms Bea Flower, Chief Officer, East and North Herts Clinical Commissioning Group\n"
                "Cameron Ward, Accountable Officer Herts Valleys CCG\nMs Deb Orton, Local area "
                "nominated officer",
            ],
            [
                ("Jenny Cole", "Director of Children’s Services", "Hertfordshire Council"),
                ("Bea Flower", "Chief Officer", "NHS East and North Herts Clinical Commissioning Group"),
                ("Cameron Ward", "Accountable Officer", "NHS Herts Valleys Clinical Commissioning Group"),
                ("Deb Orton", "Local area nominated officer", None),
            ],
        ),
        (
            "Dorset",
            [
                "Mr Nick Jarm Interim Director for Children’s Services Dorset County Council County "
                "Hall Dorchester "
                "DT1 1XJ Mr Tim Good Chief Officer Dorset Clinical Commissioning Group Vernon House Poole "
                "Patrick Myer Local Area Nominated Officer"
            ],
            [
                ("Nick Jarm", "Interim Director for Children’s Services", "Dorset County Council"),
                ("Tim Good", "Chief Officer", "NHS Dorset Clinical Commissioning Group"),
                ("Patrick Myer", "Local Area Nominated Officer", None),
            ],
        ),
        (
            "Sunderland",
            [
                "Jill Colb OBE\nDirector of Children’s Services\nSunderland City Council\nSandhill Centre",
                "Dr David Gallag (Accountable Officer), NHS Sunderland CCG",
                "Ann Fox – Chief Executive, South Tyneside NHS Foundation Trust",
            ],
            [
                ("Jill Colb", "Director of Children’s Services", "Sunderland City Council"),
                ("David Gallag", "Accountable Officer", "NHS Sunderland Clinical Commissioning Group"),
                ("Ann Fox", "Chief Executive", "South Tyneside NHS Foundation Trust"),
            ],
        ),
    ],
)
def test_officers_have_office_and_body(
    area: str, blocks: list[str], officers: list[tuple[str, str | None, str | None]]
) -> None:
    read = read_addressees([b.split("\n") for b in blocks], area=area, lexicon=Lexicon.shipped())
    assert [(o.name, o.role, o.body) for o in read] == officers
