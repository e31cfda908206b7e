"""Short names of places: told apart from provinces, without what a full name ends with."""

from posthouse.privacy.chinese_places import CITIES, PROVINCES


def test_no_place_is_both_a_province_and_a_city() -> None:
    assert CITIES.isdisjoint(PROVINCES)


def test_names_are_short_ones() -> None:
    assert {name for name in CITIES | PROVINCES if name.endswith(("市", "省", "县"))} == set()
    assert all(2 <= len(name) <= 5 for name in CITIES | PROVINCES)


def test_cities_of_every_part_of_the_country_are_known() -> None:
    assert {"呼和浩特", "齐齐哈尔", "攀枝花", "乌鲁木齐", "儋州", "高雄", "南京"} <= CITIES
