"""The tables of keys: what they say, and which values are no whole keys by them."""

import pytest

from posthouse.privacy.detectors.key_tables import FAMILIES, cut_short, rows
from posthouse.privacy.rules import made_up
from posthouse.privacy.shapes import example

KEYS = [row for family in FAMILIES for row in rows(family.KEYS)]
SERVICES = [row for family in FAMILIES for row in rows(family.SERVICES)]


def test_the_catalogue_holds_more_than_two_hundred_shapes_of_each_kind() -> None:
    assert sum(len(row.shapes) for row in KEYS) >= 200
    assert sum(len(row.shapes) for row in SERVICES) >= 400


@pytest.mark.parametrize("table", [KEYS, SERVICES])
def test_every_row_has_a_name_of_its_own(table: list) -> None:
    names = [row.name for row in table]
    assert sorted(set(names)) == sorted(names)


def test_whole_keys_are_never_cut_short() -> None:
    for row in KEYS:
        for shape in row.shapes:
            assert not cut_short("", made_up(example(shape))), row.name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANGSMITH_API_KEY", "lsv2_pt_short"),
        ("token", "glpat-{url:8}"),
        ("MISTRAL_API_KEY", "{b62:28}"),
        ("telegram_token", "3620:A{url:34}xyz"),
        ("MISTRAL_API_KEY", "{b62:31}"),
    ],
)
def test_what_is_no_key_of_its_prefix_or_service_is_cut_short(name: str, value: str) -> None:
    assert cut_short(name, made_up(value))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_KEY", "{b62:28}"),
        ("MISTRAL_API_KEY", "{b62:32}"),
        ("MISTRAL_WEBHOOK_SECRET", "{b62:24}"),
        ("AZURE_SPEECH_KEY", "{hex:32}"),
        ("MISTRAL_API_KEY", "{b62:48}"),
        ("token", "glpat-{url:400}"),
        ("token", "glpat-{url:30}.{low:12}.x"),
        ("telegram_token", "{dig:10}:A{url:34}"),
    ],
)
def test_other_secrets_and_keys_longer_than_all_that_begin_so_are_not(
    name: str, value: str
) -> None:
    assert not cut_short(name, made_up(value))
