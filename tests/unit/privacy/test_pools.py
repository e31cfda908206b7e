"""Names to draw from are distinct, and none is a beginning of another's text by accident."""

from posthouse.privacy.pools import AREAS, DOUBLE_SURNAMES, GIVEN, SURNAMES, TITLES_AFTER, WORDS


def test_pools_hold_each_member_once():
    for pool in (WORDS, SURNAMES, GIVEN, AREAS, TITLES_AFTER):
        assert len(set(pool)) == len(pool)


def test_there_are_names_for_a_large_conversation():
    assert len(WORDS) > 350
    assert len(SURNAMES) * len(GIVEN) ** 2 > 15_000


def test_double_surnames_have_two_signs():
    assert {len(name) for name in DOUBLE_SURNAMES} == {2}
