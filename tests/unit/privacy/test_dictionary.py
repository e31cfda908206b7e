from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.dictionary import certain

DETECTOR = Detector(
    (), ("Bluefinch", "Project Tamarind", "北辰二期", "corp.firm-soft.test", "ab", "x")
)
SPELLED = Detector(
    (),
    (
        "Bluefinch",
        "Project Tamarind",
        "北辰ABC科技",
        "澄澜（江城）工坊",
        "ＧＲＶ计划",
        "Café Ålund",
        "K2",
    ),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("BLUEFINCH and bluefinch_client", ["BLUEFINCH", "bluefinch"]),
        ("theBluefinchClient", ["Bluefinch"]),
        ("bluefinches rebluefinch", []),
        ("project-tamarind PROJECT_TAMARIND", ["project-tamarind", "PROJECT_TAMARIND"]),
        ("ProjectTamarind", ["ProjectTamarind"]),
        ("这是北辰二期的计划", ["北辰二期"]),
        ("bluefinch2024 bluefinch_v2", ["bluefinch", "bluefinch"]),
        ("cab ab abc ab2", ["ab"]),
        ("x y", []),
    ],
)
def test_terms_are_found_where_they_stand_alone(text: str, wanted: list[str]) -> None:
    assert [text[f.start : f.end] for f in DETECTOR.find(text)] == wanted


def test_below_a_domain_of_the_dictionary_every_name_is_a_host() -> None:
    text = "https://db-1.corp.firm-soft.test/x and corp.firm-soft.test"
    found = [(text[f.start : f.end], f.label) for f in DETECTOR.find(text)]
    assert found == [
        ("db-1.corp.firm-soft.test", Label.HOST),
        ("corp.firm-soft.test", Label.PROJECT),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ＢＬＵＥＦＩＮＣＨ和Ｂｌｕｅｆｉｎｃｈ", ["ＢＬＵＥＦＩＮＣＨ", "Ｂｌｕｅｆｉｎｃｈ"]),
        ("a Ｂluefinch and bluefinＣＨ", ["Ｂluefinch", "bluefinＣＨ"]),
        ("Ｂｌｕｅｆｉｎｃｈｅｓ ｒｅｂｌｕｅｆｉｎｃｈ", []),
        ("Ｂｌｕｅ ｆｉｎｃｈ", []),
        ("Ｐｒｏｊｅｃｔ　Ｔａｍａｒｉｎｄ", ["Ｐｒｏｊｅｃｔ　Ｔａｍａｒｉｎｄ"]),
        ("ＰＲＯＪＥＣＴＴＡＭＡＲＩＮＤ", ["ＰＲＯＪＥＣＴＴＡＭＡＲＩＮＤ"]),
        ("Project　Tamarind", ["Project　Tamarind"]),
        ("由北辰ＡＢＣ科技承建", ["北辰ＡＢＣ科技"]),
        ("由北辰 abc 科技承建", ["北辰 abc 科技"]),
        ("由北辰 ＡＢc　科技承建", ["北辰 ＡＢc　科技"]),
        ("由北辰A BC科技承建", []),
        ("澄澜(江城)工坊、澄澜（江城）工坊", ["澄澜(江城)工坊", "澄澜（江城）工坊"]),
        ("GRV计划、grv 计划、ＧＲＶ计划", ["GRV计划", "grv 计划", "ＧＲＶ计划"]),
        ("CAFÉ ÅLUND, café ålund", ["CAFÉ ÅLUND", "café ålund"]),
        ("登Ｋ２峰，Ｋ２１", ["Ｋ２"]),
        ("　　第一段，ＸＹＺ", []),
    ],
)
def test_terms_are_found_however_wide_and_spaced_they_are(text: str, wanted: list[str]) -> None:
    assert [text[f.start : f.end] for f in SPELLED.find(text)] == wanted


def test_of_terms_in_full_width_the_longest_is_taken() -> None:
    detector = Detector((), ("GRV", "GRV Tamarind"))
    text = "ＧＲＶ　Ｔａｍａｒｉｎｄ"
    assert [text[f.start : f.end] for f in detector.find(text)] == [text]


BESIDE = Detector(RULES, ("腾远（深圳）科技", "Blue 10.31.0.7 Lab", "tamarind", "bob-lee"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("我在腾远（深圳）科技上班", [("腾远（深圳）科技", Label.PROJECT)]),
        ("ask the Blue 10.31.0.7 Lab", [("Blue 10.31.0.7 Lab", Label.PROJECT)]),
        ("at 10.31.0.7 only", [("10.31.0.7", Label.IP)]),
        ("mail a@tamarind.test now", [("a@tamarind.test", Label.EMAIL)]),
        ("mail bob-lee.ross@mail.test now", [("bob-lee.ross@mail.test", Label.EMAIL)]),
    ],
)
def test_a_rule_leaves_nothing_of_a_term_in_clear(text: str, wanted: list[object]) -> None:
    assert [(text[f.start : f.end], f.label) for f in BESIDE.find(text)] == wanted


@st.composite
def sets(draw):
    """Give findings that do not overlap, in order, and terms each of which overlaps one."""
    edges = sorted(draw(st.sets(st.integers(0, 40), max_size=12)))
    taken = [Finding(a, b, Label.IP, "ip") for a, b in zip(edges[::2], edges[1::2], strict=False)]
    spans = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=4))
    terms = [Finding(a, a + n, Label.PROJECT, "dictionary") for a, n in spans]
    return taken, [t for t in terms if any(o.start < t.end and t.start < o.end for o in taken)]


@given(sets())
def test_what_is_covered_stays_so_and_every_term_is_whole(both) -> None:
    taken, terms = both
    found = certain(taken, terms)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {at for one in found for at in range(one.start, one.end)}
    for one in taken:
        assert covered >= set(range(one.start, one.end))
    for term in terms:
        wanted = set(range(term.start, term.end))
        assert covered >= wanted
