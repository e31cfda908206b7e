"""Messages of banks: a field of MT, an entry of NACHA, an id of ISO 20022 say whose a value is."""

import pytest

from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.bank_messages import RULES


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(RULES)


def found(detector: Detector, text: str) -> list[tuple[str, Label]]:
    return [(text[f.start : f.end], f.label) for f in detector.find(text)]


def test_a_party_is_an_account_a_name_and_where_it_is(detector: Detector) -> None:
    text = (
        ":50K:/4677159595\nJANE WEISS\n12 KADE\nAMSTERDAM\n:59:/93966672\nACME LTD\n:70:RENT 2025\n"
    )
    assert found(detector, text) == [
        ("4677159595", Label.ACCOUNT),
        ("JANE WEISS", Label.PERSON),
        ("12 KADE", Label.ADDRESS),
        ("AMSTERDAM", Label.ADDRESS),
        ("93966672", Label.ACCOUNT),
        ("ACME LTD", Label.ORG),
    ]


def test_a_numbered_line_says_what_it_holds(detector: Detector) -> None:
    text = ":50F:/4677159595\n1/JANE WEISS\n2/44 HARBOUR ROAD\n4/19790412\n8/CODE\n:70:X"
    assert found(detector, text) == [
        ("4677159595", Label.ACCOUNT),
        ("JANE WEISS", Label.PERSON),
        ("44 HARBOUR ROAD", Label.ADDRESS),
        ("19790412", Label.DATE_BIRTH),
    ]


def test_lines_of_a_numbered_file_end_where_the_field_does(detector: Detector) -> None:
    text = "     3\t:59:/93966672\n     4\tJANE WEISS\n     5\t:70:/INV/73145257\n"
    assert found(detector, text) == [("93966672", Label.ACCOUNT), ("JANE WEISS", Label.PERSON)]


def test_the_name_of_a_bank_between_stays(detector: Detector) -> None:
    text = ":57D:/4677159595\nFIRST HARBOUR BANK\nHONG KONG\n"
    assert found(detector, text) == [("4677159595", Label.ACCOUNT)]


def test_an_entry_tells_by_place(detector: Detector) -> None:
    account, number, name = f"{86431364237:<17}", f"{'E140180':<15}", f"{'JANE WEISS':<22}"
    entry = f"627103000017{account}0000045000{number}{name}  0091000010000004"
    assert found(detector, entry) == [
        ("103000017", Label.ACCOUNT),
        ("86431364237", Label.ACCOUNT),
        ("E140180", Label.OTHER_ID),
        ("JANE WEISS", Label.PERSON),
    ]


def test_an_id_is_what_its_element_says(detector: Detector) -> None:
    text = "<PrvtId><Othr><Id>756.7464.5900.56</Id></Othr></PrvtId>"
    assert found(detector, text) == [("756.7464.5900.56", Label.ID_CARD)]
