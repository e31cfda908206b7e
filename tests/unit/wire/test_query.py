import pytest

from posthouse.wire.query import kept_query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ""),
        ("limit=5", "?limit=5"),
        ("limit=5&key=secret&order=asc", "?limit=5&order=asc"),
        ("include[]=a.b&include%5B%5D=c", "?include[]=a.b&include%5B%5D=c"),
        ("limit=a b", ""),
        ("limit", ""),
        ("limit=5\r\nx: y", ""),
    ],
)
def test_what_is_known_and_plain_goes_on(query, expected):
    assert kept_query(query, {"limit", "order", "include"}) == expected
