from posthouse.inspection.listed import is_under, names


def test_lists_that_ship_are_read_in_their_order() -> None:
    assert names("pypi")[0] != names("pypi")[1]
    assert all(len(names(listing)) > 700 for listing in ("pypi", "npm", "cargo", "go", "gem"))
    assert names("no-such-list") == ()


def test_a_host_is_under_a_domain_that_is_listed() -> None:
    assert is_under("raw.githubusercontent.com", "hosts-shared")
    assert is_under("github.com", "hosts-known")
    assert not is_under("notgithub.com", "hosts-known")
    assert not is_under("", "hosts-known")
