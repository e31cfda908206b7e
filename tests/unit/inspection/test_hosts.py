import pytest

from posthouse.inspection.hosts import host_of, is_elsewhere, is_expected, is_here, is_strange
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


@pytest.mark.parametrize(
    "url",
    [
        "http://0300.0000.0002.0007/x",
        "http://0xc0000207/x",
        "https://github.com@lumen.example/x",
        "https://lumen.example/github.com/cli/cli",
        "https://lumen.example/r?u=https%3A%2F%2Fgithub.com%2Fx",
        "https://lumen.example/r?u=aHR0cHM6Ly9naXRodWIuY29tL3g=",
        "https://lumen.example/aX9kQ2",
        "https://raw-files-com.lumen.example/x",
    ],
)
def test_addresses_that_hide_where_they_lead_are_strange(url: str) -> None:
    assert is_strange(url, Said("look at the docs"))


def test_a_host_is_elsewhere_if_another_one_was_named() -> None:
    assert is_elsewhere("https://lumen.example/npm", Said("our registry npm.acme.example"))
    assert not is_elsewhere("https://npm.acme.example/x", Said("our registry npm.acme.example"))
    assert not is_elsewhere("https://lumen.example/npm", Said("use the registry"))
    assert not is_elsewhere("https://github.com/a/b", Said("our registry npm.acme.example"))


def test_ordinary_hosts_are_not_strange() -> None:
    for url in (
        "https://github.com/x",
        "https://gitlab.lumen.example/x",
        "http://localhost/x",
        "lumen.example/web:1",
    ):
        assert not is_strange(url, Said())
