import re

import pytest

from posthouse.inspection.pack import OWN
from posthouse.inspection.proving import failures, spoken
from posthouse.inspection.shipped import book_of, shipped_book, shipped_pack

ROWS = shipped_pack().body.rule
BY_HOST = {
    *("key/tools", "inspection/failed"),
    *("witness/agrees", "witness/differs", "witness/silent"),
}
"""What no example of one call can show: scopes of keys, failures of ours, second witnesses."""


def test_every_rule_has_an_example_and_a_near_miss() -> None:
    assert {row.id for row in ROWS if not row.examples or not row.misses} == BY_HOST
    assert len(ROWS) > 80
    assert len({row.id for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_rule_speaks_of_its_examples_and_passes_its_near_misses(row) -> None:
    book = shipped_book()
    assert all(row.id in spoken(example, book) for example in row.examples)
    assert not any(row.id in spoken(example, book) for example in row.misses)


def test_the_pack_that_ships_has_a_version_and_a_digest() -> None:
    assert re.fullmatch(rf"{OWN} \d+ [0-9a-f]{{16}}", shipped_pack().told)
    assert shipped_pack() is shipped_pack()
    assert list(failures(shipped_pack(), book_of(()))) == []
