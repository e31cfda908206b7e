import pytest

from posthouse.inspection.listed import SHIPPED, SHIPPED_LISTS, Listing, Lists


def test_lists_that_ship_are_read_in_their_order() -> None:
    assert SHIPPED.names("pypi")[0] != SHIPPED.names("pypi")[1]
    for listing in ("pypi", "npm", "cargo", "go", "gem", "apt"):
        assert len(SHIPPED.names(listing)) > 700
    assert all(SHIPPED.names(listing) for listing in SHIPPED_LISTS)
    assert SHIPPED.names("no-such-list") == ()


def test_a_host_is_under_a_domain_that_is_listed() -> None:
    assert SHIPPED.is_under("raw.githubusercontent.com", "hosts-shared")
    assert SHIPPED.is_under("github.com", "hosts-known")
    assert not SHIPPED.is_under("notgithub.com", "hosts-known")
    assert not SHIPPED.is_under("", "hosts-known")


def test_a_pack_adds_to_a_list_or_takes_its_place() -> None:
    added = Lists({"hosts-known": Listing(("tools.example",))})
    assert added.is_under("a.tools.example", "hosts-known")
    assert added.is_under("github.com", "hosts-known")
    instead = Lists({"npm": Listing(("own-kit",), replaces=True)})
    assert instead.catalogue("npm").is_popular("own-kit")
    assert not instead.catalogue("npm").is_popular("lodash")


@pytest.mark.parametrize(
    ("system", "name", "version", "known"),
    [
        ("npm", "event-stream", "3.3.6", True),
        ("npm", "event-stream", "3.3.4", False),
        ("gem", "rest-client", "1.6.11", True),
        ("pypi", "requests", "2.31.0", False),
        ("cargo", "proc_macro1", "", True),
    ],
)
def test_packages_that_did_harm_are_known(
    system: str, name: str, version: str, known: bool
) -> None:
    assert bool(SHIPPED.harm(system, name, version)) is known


def test_a_pack_names_further_harmful_packages() -> None:
    own = Lists(harmful=(b"npm\tacme-leaver\t\tACME-1\n",))
    assert own.harm("npm", "acme-leaver") == "ACME-1"
    assert own.harm("npm", "event-stream", "3.3.6")


@pytest.mark.parametrize("system", ["pypi", "npm", "cargo", "go", "gem", "apt", "brew"])
def test_no_popular_package_is_harmful_at_every_version(system: str) -> None:
    assert [name for name in SHIPPED.names(system) if SHIPPED.harm(system, name)] == []


@pytest.mark.parametrize(
    ("system", "name", "version", "beyond"),
    [
        ("npm", "lodash", "99.99.99", True),
        ("npm", "lodash", "4.17.21", False),
        ("npm", "lodash", "9.0.0", False),
        ("pypi", "pywin32", "311", False),
        ("pypi", "cryptography", "46.0.1", False),
        ("pypi", "pytz", "2027.1", False),
        ("pypi", "requests", "412.0.3", True),
        ("npm", "nobodys-own-kit", "412.0.3", False),
        ("cargo", "serde", "412.0.3", False),
        ("npm", "lodash", "", False),
    ],
)
def test_a_version_is_beyond_what_a_popular_package_came_to(
    system: str, name: str, version: str, beyond: bool
) -> None:
    assert SHIPPED.is_beyond(system, name, version) is beyond
