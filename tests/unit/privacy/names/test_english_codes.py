"""Codes are no names, and no name begins or ends within one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Label
from posthouse.privacy.names.english_codes import bare, within_code

READ = (Label.PERSON, Label.ORG, Label.LOCATION)


def left(text: str, name: str, sure: float = 0.1, label: Label = Label.ORG) -> str:
    """Return what is left of a name in a text."""
    start = text.index(name)
    begin, end = bare(text, start, start + len(name), label, sure)
    return text[begin:end]


@pytest.mark.parametrize("label", READ)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("order TRW|40718KM was shipped", "TRW"),
        ("order TRW|40718KM was shipped", "40718KM"),
        ("order TRW40718KM was shipped", "TRW"),
        ("order TRW40718KM was shipped", "KM"),
        ("the standard GB 18030 holds", "GB"),
        ("the standard KS X 1001 holds", "KS"),
        ("as NIST SP 800-53 has it", "NIST SP"),
        ("the part LM317T and", "LM317T"),
        ("flight KQ2490 was late", "KQ2490"),
        ("as MIL-STD-810G has it", "MIL-STD"),
        ("ticket PROJ-1234 is", "PROJ"),
        ("of QX-2231-Berlin today", "QX-2231-Berlin"),
        ("use the RTX 4090 for it", "RTX"),
        ("in HL7 v2 messages", "HL"),
    ],
)
def test_a_code_is_none_and_no_part_of_it(text: str, name: str, label: Label) -> None:
    assert left(text, name, label=label) == ""


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("an Embraer E190 of", "Embraer E190", "Embraer"),
        ("the ASTM D4169 test", "ASTM D4169", ""),
        ("E190 Okafor", "E190 Okafor", "Okafor"),
        ("by Okafor Foods TRW40718KM now", "Okafor Foods TRW", "Okafor Foods"),
    ],
)
def test_codes_at_a_names_ends_are_left_out(text: str, name: str, wanted: str) -> None:
    assert left(text, name) == wanted


@pytest.mark.parametrize("label", READ)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("by Amara Okafor1, Li Wei2 and", "Amara Okafor"),
        ("in Ashcombe-Under-Lyne now", "Ashcombe-Under-Lyne"),
        ("the Okafor-12 group", "Okafor"),
        ("of Cardiff CF10 1EP today", "Cardiff CF10 1EP"),
        ("in Elmton, TX 77362", "TX"),
        ("in Elmton, KS 66044", "KS"),
        ("near the 5th Avenue", "5th Avenue"),
        ("from 12B Elm Row", "12B Elm Row"),
        ("as KPM 2023 report", "KPM"),
        ("sold 3.5%, BDY 12% of it", "BDY"),
        ("12. Okafor", "Okafor"),
        ("to Okafor Ltd. 12", "Okafor Ltd"),
    ],
)
def test_what_is_no_code_stays(text: str, name: str, label: Label) -> None:
    assert left(text, name, label=label) == name


def test_who_is_read_for_sure_is_not_doubted_for_a_number_beside() -> None:
    assert left("the station 6KX is", "6KX", 0.8) == "6KX"
    assert left("file 2023-Okafor here", "Okafor", 0.8) == "Okafor"
    assert left("as ISO 27001 has it", "ISO", 0.9) == ""
    assert left("as ISO-8859-1 has it", "ISO", 0.9) == ""


def test_an_account_that_begins_like_somebody_is_taken_whole() -> None:
    assert left("cc amara170843 please", "amara", 0.7, Label.PERSON) == "amara170843"
    assert left("cc amara170843 please", "amara", 0.1, Label.PERSON) == ""


def test_an_address_stays_but_for_the_number_of_a_standard() -> None:
    assert left("Room A12, Block B3", "Room A12, Block B3", label=Label.ADDRESS)
    assert left("IEC 61508 and", "61508", 0.9, Label.ADDRESS) == ""
    assert left("Elmton 61508 and", "61508", 0.9, Label.ADDRESS) == "61508"


@given(
    st.text("aB1|- .K", max_size=30), st.integers(0, 30), st.integers(1, 30),
    st.sampled_from(READ), st.sampled_from([0.1, 0.4, 0.9]),
)  # fmt: skip
def test_nothing_is_taken_from_beyond_a_run(
    text: str, start: int, size: int, label: Label, sure: float
) -> None:
    end = min(start + size, len(text))
    begin, stop = bare(text, start, end, label, sure)
    assert begin <= stop or start >= end
    assert (begin, stop) == (start, end) or text[begin:start].isalnum() or begin >= start
    assert text[end:stop].isalnum() or stop <= end


@pytest.mark.parametrize(
    ("text", "name"), [("a_PERSON_b", "PERSON"), ("x1Ada2y", "Ada"), ("NAMED_PERSON", "PERSON")]
)
def test_what_is_cut_out_of_an_identifier(text: str, name: str) -> None:
    start = text.index(name)
    assert within_code(text, start, start + len(name))
    assert not within_code(f"to {name} now", 3, 3 + len(name))


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("net AUD 2,291.18 paid", "AUD 2", "AUD"),
        ("PAYE 286.40   Pension 124.00", "40   Pension", "Pension"),
        ("of 1.200 Euro", "200 Euro", "Euro"),
        ("at Studio 54, later", "Studio 54", "Studio 54"),
    ],
)
def test_a_name_holds_no_part_of_an_amount(text: str, name: str, rest: str) -> None:
    assert left(text, name, sure=0.9) == rest
