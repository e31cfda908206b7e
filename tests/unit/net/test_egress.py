"""Egress rules: which addresses a channel may reach."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.channel import Address, Channel
from posthouse.model.errors import EgressDenied
from posthouse.model.secret import Secret
from posthouse.net.egress import EgressRules


def channel(
    host: str = "api.example.com", *, scheme: str = "https", private: bool = False
) -> Channel:
    return Channel(
        "c", Address(scheme, host, 443), frozenset(), Secret(""), private_network=private
    )


def allowed(address: str, to: Channel) -> bool:
    try:
        EgressRules().check(address, to)
    except EgressDenied:
        return False
    return True


PUBLIC = ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "64:ff9b::808:808"]
PRIVATE = [
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "fd12:3456::1",
    "fc00::1",
    "64:ff9b::a00:1",
]
LOOPBACK = ["127.0.0.1", "127.8.8.8", "127.255.255.254", "::1", "64:ff9b::7f00:1"]
NEVER = [
    "0.0.0.0",
    "0.1.2.3",
    "169.254.169.254",
    "169.254.1.1",
    "100.100.100.200",
    "192.0.0.192",
    "168.63.129.16",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fe80::1%eth0",
    "::",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2001::1",
    "2001:db8::1",
    "fec0::1",
    "ff02::1",
    "100::1",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "198.18.0.1",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "",
    "localhost",
    "2130706433",
    "0177.0.0.1",
    "0x7f.1",
    "[::1]",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_anyone_may_reach_public_addresses(address: str) -> None:
    assert allowed(address, channel())
    assert allowed(address, channel(private=True))


@pytest.mark.parametrize("address", PRIVATE + LOOPBACK)
def test_private_addresses_need_the_channels_permission(address: str) -> None:
    assert not allowed(address, channel())
    assert allowed(address, channel(private=True))


@pytest.mark.parametrize("address", NEVER)
def test_nobody_may_reach_what_no_upstream_lives_at(address: str) -> None:
    for to in (channel(), channel(private=True), channel("localhost", private=True)):
        assert not allowed(address, to)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "[::1]"]
)
def test_loopback_is_allowed_where_the_operator_wrote_loopback(host: str) -> None:
    assert allowed("127.0.0.1", channel(host))
    assert not allowed("10.0.0.1", channel(host))


@pytest.mark.parametrize(
    "host",
    [
        "loop.example.com",
        "2130706433",
        "0177.0.0.1",
        "0x7f000001",
        "127.1",
        "0.0.0.0",
        "localhost.example",
    ],
)
def test_a_name_or_number_that_leads_to_loopback_does_not_count(host: str) -> None:
    assert not allowed("127.0.0.1", channel(host))


@pytest.mark.parametrize("address", [*PUBLIC, "10.0.0.1", "fd12::1", "100.64.0.1"])
def test_plaintext_never_leaves_the_machine(address: str) -> None:
    assert not allowed(address, channel(scheme="http", private=True))


def test_plaintext_may_reach_loopback() -> None:
    assert allowed("127.0.0.1", channel("localhost", scheme="http"))
    assert allowed("::1", channel("inside.example", scheme="http", private=True))


@given(st.ip_addresses())
def test_every_address_gets_a_verdict_and_permission_only_adds(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if allowed(str(address), channel()):
        assert allowed(str(address), channel(private=True))
        meant = address if address not in ipaddress.ip_network("64:ff9b::/96") else None
        assert meant is None or meant.is_global


def test_says_what_was_found() -> None:
    with pytest.raises(EgressDenied, match=r"169\.254\.169\.254 \(link-local and metadata\)"):
        EgressRules().check("169.254.169.254", channel())
