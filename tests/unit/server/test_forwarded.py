"""A proxy is believed where it is trusted; nobody can give himself another address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.scope import network
from posthouse.server.forwarded import MOST_HOPS, client_address

TRUSTED = (network("10.0.0.0/8"), network("fd00::/8"))
CLIENT, PROXY = "192.0.2.7", "10.0.0.1"


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (CLIENT, [], CLIENT),
        (CLIENT, ["198.51.100.1"], CLIENT),
        (PROXY, [CLIENT], CLIENT),
        (PROXY, [f"198.51.100.1, {CLIENT}"], CLIENT),
        (PROXY, ["198.51.100.1", f"{CLIENT}, 10.2.3.4"], CLIENT),
        ("fd00::1", ["2001:db8::1"], "2001:db8::1"),
        ("::ffff:10.0.0.1", [CLIENT], CLIENT),
        (PROXY, ["10.0.0.2"], PROXY),
        (PROXY, [], PROXY),
        (PROXY, ["nonsense"], ""),
        (PROXY, [f"{CLIENT}, nonsense"], ""),
        (PROXY, [""], ""),
        (PROXY, ["10.0.0.2," * MOST_HOPS + "10.0.0.3"], ""),
        ("", [CLIENT], ""),
    ],
)
def test_the_nearest_address_that_is_no_trusted_proxy_counts(peer, forwarded, address):
    assert client_address(peer, forwarded, TRUSTED) == address


def test_without_trusted_proxies_nothing_is_believed():
    assert client_address(PROXY, [CLIENT], ()) == PROXY


@given(st.text("0123456789abcdef.:, x", max_size=60))
def test_what_a_client_writes_itself_changes_nothing(made_up):
    assert client_address(PROXY, [made_up, CLIENT], TRUSTED) == CLIENT
    assert client_address(PROXY, [f"{made_up},{CLIENT}"], TRUSTED) == CLIENT
