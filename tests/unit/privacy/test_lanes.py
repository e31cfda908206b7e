import pytest

from posthouse.model.finding import Label
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.lanes import _TOGETHER, beginnings, expressions, ways
from posthouse.privacy.rules import Rule


def lanes(name: str, trigger: str) -> list[tuple[str, str]]:
    return list(expressions(Rule(name, Label.OTHER_ID, trigger, "x")))


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("ab[0-9]", ["ab[0-9]"]),
        ("(?:a|b)c", ["(?:a|b)c"]),
        ("(?:1|2|3|4|5|6|7|8|9)x", [f"(?:{n})x" for n in range(1, 10)]),
        (
            "[^a](?i:1|2(?:x|y)|3|4|5|[|)]|7|8|9)?x",
            ["[^a](?i:1|2(?:x|y)|3|4|5|[|)]|7|8|9)?x"],
        ),
        (
            r"[^a](?i:1|2(?:x|y)|\)|4|5|[|)]|7|8|9)x+",
            [f"[^a](?i:{way})x+" for way in ("1", "2(?:x|y)", r"\)", *"45", "[|)]", *"789")],
        ),
    ],
)
def test_a_trigger_of_many_words_is_compiled_word_by_word(
    trigger: str, expected: list[str]
) -> None:
    assert beginnings(trigger) == expected


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("ab[0-9|]", ["ab[0-9|]"]),
        ("a(?:b|c)|[d|e]|f\\|g", ["a(?:b|c)", "[d|e]", "f\\|g"]),
        ("a|a", ["a"]),
    ],
)
def test_a_trigger_of_several_ways_is_compiled_way_by_way(
    trigger: str, expected: list[str]
) -> None:
    assert ways(trigger) == expected


def test_digits_named_keys_and_many_words_have_lanes_of_their_own() -> None:
    told = [
        lanes("one", "sk-[0-9]{4}"),
        lanes("two", "[0-9]{4}[^0-9]"),
        lanes("three", "acme[^\\x00]{0,48}[0-9]"),
        lanes("four", "(?:a|b|c|d|e|f|g|h|i)="),
    ]
    assert [lane for (lane, _), *_ in told] == ["", "digits", "named", "words"]


def test_what_was_measured_to_go_together_stands_in_one_lane() -> None:
    assert lanes("iban", "[A-Z]{2}[0-9]{2}")[0][0] == lanes("us-social-security", "[0-9]{9}")[0][0]


def test_every_rule_that_has_a_lane_by_name_exists_and_has_one() -> None:
    named = [name for names in _TOGETHER for name in names]
    assert len(named) == len(set(named))
    assert set(named) <= {rule.name for rule in RULES}
