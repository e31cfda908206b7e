import pytest

from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector

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
