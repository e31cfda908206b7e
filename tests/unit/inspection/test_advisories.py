import random

import pytest

from posthouse.inspection.advisories import Advisories, numbers

ROWS = (
    "npm\tharmless-twin\t\tMAL-0001",
    "npm\tlong-lived\t1.4.1,>=2.0.0&<2.0.4\tMAL-0002",
    "pypi\tzz-last\t3.0\tMAL-0003",
)
LISTED = Advisories(("\n".join(ROWS) + "\n").encode())


@pytest.mark.parametrize(
    ("system", "name", "version", "source"),
    [
        ("npm", "harmless-twin", "", "MAL-0001"),
        ("npm", "Harmless-Twin", "9.9.9", "MAL-0001"),
        ("npm", "long-lived", "1.4.1", "MAL-0002"),
        ("npm", "long-lived", "v1.4.1", "MAL-0002"),
        ("npm", "long-lived", "2.0.3", "MAL-0002"),
        ("npm", "long-lived", "2.0.4", ""),
        ("npm", "long-lived", "1.4.10", ""),
        ("npm", "long-lived", "", ""),
        ("pypi", "ZZ_Last", "3.0", "MAL-0003"),
        ("pypi", "harmless-twin", "", ""),
        ("npm", "harmless", "", ""),
        ("npm", "", "", ""),
    ],
)
def test_a_version_is_found_under_the_name_of_its_ecosystem(
    system: str, name: str, version: str, source: str
) -> None:
    assert LISTED.source(system, name, version) == source


def test_every_row_of_a_long_list_is_found_and_nothing_between() -> None:
    draws = random.Random(7)
    names = sorted({f"p{draws.randrange(10**9)}" for _ in range(3_000)})
    listed = Advisories("".join(f"npm\t{name}\t\tid-{name}\n" for name in names).encode())
    assert all(listed.source("npm", name) == f"id-{name}" for name in names)
    assert not any(listed.source("npm", name + "x") for name in names)
    assert Advisories(b"").source("npm", "x") == ""


def test_versions_are_ordered_by_their_numbers() -> None:
    assert numbers("1.10") > numbers("1.9")
    assert numbers("2.0.0") == numbers("2")
    assert numbers("3.1.0-beta.7") == (3, 1)
