from posthouse.model.finding import Label
from posthouse.privacy.escapes import Layer
from posthouse.privacy.rules import Rule
from posthouse.privacy.scan import Scanner, database, fingerprint

RULES = (
    Rule("letters", Label.OTHER_ID, r"ab[0-9]", r"ab\d"),
    Rule("digits", Label.OTHER_ID, r"[0-9]{4}[^0-9]", r"\d{4}"),
)
SCANNER = Scanner(database(RULES, ("Bluefinch",)))


def places(*texts: str) -> dict[int, dict[int, list[int]]]:
    return dict(SCANNER.places([Layer(text) for text in texts]))


def test_places_are_told_per_view_in_code_points_whatever_lane_found_them() -> None:
    assert places("ab1", "", "号ab2 和 1234。") == {0: {0: [3]}, 2: {0: [4], 1: [12]}}


def test_the_end_of_a_view_counts_as_a_sign_of_its_own() -> None:
    assert places("1234") == {0: {1: [5]}}


def test_nothing_is_found_across_two_views() -> None:
    assert places("ab", "1", "12", "34 ") == {}


def test_terms_are_numbered_behind_the_rules() -> None:
    assert places("see bluefinch") == {0: {2: [13]}}


def test_no_text_has_no_places() -> None:
    assert places() == {}


def test_the_fingerprint_tells_rules_and_terms() -> None:
    names = {fingerprint(RULES, ()), fingerprint(RULES[:1], ()), fingerprint(RULES, ("x1",))}
    assert len(names) == 3
