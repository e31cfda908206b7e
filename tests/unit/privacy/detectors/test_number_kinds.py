"""Numbers of letters, cards and bookings are found behind what the paper calls them."""

import pytest

from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors import asked_numbers, numbered_fields, personal_columns

DETECTOR = Detector((*numbered_fields.RULES, *asked_numbers.RULES, *personal_columns.RULES))


def found(text: str) -> list[tuple[str, Label]]:
    return [(text[f.start : f.end], f.label) for f in DETECTOR.find(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Membership no .......... 159309054\n", "159309054"),
        ("Your employee number will be E600531 and", "E600531"),
        ("Crime reference number: CR/787199/25\n", "CR/787199/25"),
        ("Medicare, member id 1EG4-TE4-MK37\n", "1EG4-TE4-MK37"),
        ("Ticket no: 125-9038563979\n", "125-9038563979"),
        ("Our reference: E879/32376\n", "E879/32376"),
        ("Booking confirmation 4544617561     PIN", "4544617561"),
        ("can I take your policy number?\nCALLER: It's PL4519748926.\n", "PL4519748926"),
        ("Staff no   Start        Room\nE063542    01/09/2021   4471\n", "E063542"),
        ("(policy DCL-1253583-77, born", "DCL-1253583-77"),
        ("claimId: CLM-2025-845378", "CLM-2025-845378"),
        ("Employee #EMP-80730 left", "EMP-80730"),
        ("Emp#     Name     Net\nE063542  Bob      12.40\n", "E063542"),
        ("MVR: license H2523188 — dismissed", "H2523188"),
        ("DS-160 Application ID AA00A716E69\n", "AA00A716E69"),
        ("SEVIS ID WAC2226687165, school", "WAC2226687165"),
        ("ETKT 880-2908519425\n", "880-2908519425"),
        ("FF 391730783\nSEQ", "391730783"),
        ("Bar No. 183059, x", "183059"),
        ("Employee ID: 48291\n", "48291"),
        ("employee # 48291,", "48291"),
        ("Student No: 2248291\n", "2248291"),
        ('"medicalRecordNo": "4829103-0"', "4829103-0"),
        ("Home Office reference H4829103/2\n", "H4829103/2"),
        ("Inmate # 48291-037\n", "48291-037"),
        ("Accession No: 24-048291\n", "24-048291"),
        ("share code: W4K 9RT 2HB\n", "W4K 9RT 2HB"),
        ("UCI 1148291037\n", "1148291037"),
        ("badge number?\nOFFICER: 48291\n", "48291"),
        ("A: your council tax reference please\nMe: 810712639\n", "810712639"),
    ],
)
def test_finds_a_number_behind_what_it_is_called(text: str, number: str) -> None:
    assert found(text) == [(number, Label.OTHER_ID)]


@pytest.mark.parametrize(
    "text",
    [
        "member_id: 482193771",
        "Our ref: REC/12",
        "employee_id: 48291",
        "RX 482910 bytes",
        "Accession number: GSE123456",
        "share code: REPOSITORY",
        "Ticket no: 4471",
        "booking number 3 of 2024",
        "savings: 12000000",
        "Name       Ready\nE063542    01/09/2021\n",
    ],
)
def test_leaves_numbers_of_other_things(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "head", ["id,street,zip", "id,last_name,postal_code", "id,phone,邮编", "id,mobile,Post code"]
)
def test_a_postcode_is_somebodys_beside_a_column_of_people_or_streets(head: str) -> None:
    assert found(f"{head}\n1,x,47219\n") == [("47219", Label.ADDRESS)]


def test_postcodes_of_places_are_nobodys() -> None:
    assert found("zip,city,account\n47219,Ames,4\n") == []
