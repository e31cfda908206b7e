"""Hosts of publishers are told by their names, wherever they stand in the host."""

import pytest

from posthouse.privacy.publishers import published


@pytest.mark.parametrize(
    "host", ["github.com", "docs.Python.org", "www.google.co.uk", "shop.example", "relay.internal"]
)
def test_a_publisher_and_a_name_that_nobody_has_tell_of_nobody(host: str) -> None:
    assert published(host)


@pytest.mark.parametrize("host", ["harbour-bakery.co.uk", "mygithub.com", "kiteandtwine.io"])
def test_anybody_else_is_somebody(host: str) -> None:
    assert not published(host)
