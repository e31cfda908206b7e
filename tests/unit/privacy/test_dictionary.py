import pytest

from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector

DETECTOR = Detector(
    (), ("Bluefinch", "Project Tamarind", "北辰二期", "corp.firm-soft.test", "ab", "x")
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
