import pytest

from posthouse.inspection.hosts import host_of, is_expected, is_here, is_strange
from posthouse.inspection.said import Said


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://user@a.example:8/x", "a.example"),
        ("git@b.example:team/x.git", "b.example"),
        ("c.example", "c.example"),
        ("http://[::1]/", "[::1]"),
        ("", ""),
    ],
)
def test_the_host_of_an_address(text: str, host: str) -> None:
    assert host_of(text) == host


def test_this_machine_and_its_network_are_here() -> None:
    assert all(map(is_here, ("localhost", "127.0.0.1", "10.1.2.3", "printer.local", "$HOST")))
    assert not any(map(is_here, ("", "192.0.2.1", "a.example")))


def test_a_host_is_expected_if_known_or_named() -> None:
    index = "https://pypi" + ".org/simple"
    assert is_expected(index, Said())
    assert not is_expected(index, Said(), known=False)
    assert is_expected("https://a.lumen.example/x", Said("from lumen.example"), known=False)
    assert not is_expected("https://lumen.example/x", Said("something else"))


def test_where_anybody_can_put_something_the_owner_must_be_named() -> None:
    url = "https://raw.githubusercontent.com/owner/thing/main/x.sh"
    assert is_expected(url, Said("from github.com/owner/thing"), known=False)
    assert not is_expected(url, Said("from raw.githubusercontent.com/other/stuff"), known=False)


@pytest.mark.parametrize(
    "url",
    [
        "http://3405803808/x",
        "http://192.0.2.7/x",
        "https://github.lumen.example/x",
        "https://gtihub.example/x",
        "https://lum\u0435n.example/x",
        "https://wiki-lumen-example.example.net/",
    ],
)
def test_hosts_made_to_be_taken_for_others_are_strange(url: str) -> None:
    assert is_strange(url, Said("see wiki.lumen.example"))


def test_ordinary_hosts_are_not_strange() -> None:
    for url in ("https://github.com/x", "https://gitlab.lumen.example/x", "http://localhost/x"):
        assert not is_strange(url, Said())
