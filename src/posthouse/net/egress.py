"""Which addresses a channel may reach. Pure: it is asked about addresses, never about names.

A name is no protection: it may resolve to anything, and to something else a moment later. So the
rules look at each address before a connection is tried and at the connected address after.
Sources: IANA special-purpose address registries (RFC 6890), metadata services of the clouds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from posthouse.model.channel import Channel
from posthouse.model.errors import EgressDenied


class Reach(Enum):
    """Who may reach an address."""

    ANY = "public"
    LOOPBACK = "loopback"
    PRIVATE = "private"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Range:
    """A block of addresses; the first block that holds an address speaks for it."""

    network: IPv4Network | IPv6Network
    reach: Reach
    what: str


def _ranges(reach: Reach, table: dict[str, str]) -> tuple[Range, ...]:
    return tuple(Range(ip_network(block), reach, what) for block, what in table.items())


_METADATA = _ranges(
    Reach.NEVER,
    {
        "169.254.0.0/16": "link-local and metadata",
        "100.100.100.200/32": "metadata",
        "192.0.0.192/32": "metadata",
        "168.63.129.16/32": "metadata",
        "fd00:ec2::254/128": "metadata",
        "fd20:ce::254/128": "metadata",
        "fe80::/10": "link-local",
    },
)
_LOOPBACK = _ranges(Reach.LOOPBACK, {"127.0.0.0/8": "loopback", "::1/128": "loopback"})
_PRIVATE = _ranges(
    Reach.PRIVATE,
    {
        "10.0.0.0/8": "private",
        "172.16.0.0/12": "private",
        "192.168.0.0/16": "private",
        "100.64.0.0/10": "carrier-grade NAT",
        "fc00::/7": "unique local",
    },
)
_RESERVED = _ranges(
    Reach.NEVER,
    {
        "0.0.0.0/8": "unspecified",
        "192.0.0.0/24": "protocol assignments",
        "192.0.2.0/24": "documentation",
        "192.88.99.0/24": "6to4 relay",
        "198.18.0.0/15": "benchmarking",
        "198.51.100.0/24": "documentation",
        "203.0.113.0/24": "documentation",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved",
        "::/96": "unspecified",
        "::ffff:0:0/96": "IPv4-mapped",
        "2001::/23": "protocol assignments",
        "2001:db8::/32": "documentation",
        "2002::/16": "6to4",
        "3fff::/20": "documentation",
        "ff00::/8": "multicast",
    },
)
_PUBLIC = _ranges(Reach.ANY, {"0.0.0.0/0": "public", "2000::/3": "public"})
_REST = _ranges(Reach.NEVER, {"::/0": "reserved"})
RANGES = _METADATA + _LOOPBACK + _PRIVATE + _RESERVED + _PUBLIC + _REST

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address meant


class EgressRules:
    """Decides whether a channel may talk to an address."""

    def check(self, address: str, channel: Channel) -> None:
        """Return if the channel may reach the address. Raises EgressDenied."""
        found = _range(address)
        if not _allowed(found.reach, channel):
            raise EgressDenied(
                f"channel {channel.name}: expected an address it may reach, found {address}"
                f" ({found.what})",
            )
        if channel.address.scheme != "https" and found.reach is not Reach.LOOPBACK:
            raise EgressDenied(
                f"channel {channel.name}: plaintext is for loopback only, found {address}"
                f" ({found.what}); use https",
            )


def _range(address: str) -> Range:
    """Return the first range that holds the address. Raises EgressDenied for anything else."""
    try:
        parsed = _meant(ip_address(address.partition("%")[0]))
    except ValueError:
        raise EgressDenied("expected an IP address, found something else") from None
    return next(r for r in RANGES if parsed.version == r.network.version and parsed in r.network)


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address behind a NAT64 address, else the address itself."""
    if isinstance(address, IPv6Address) and address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _allowed(reach: Reach, channel: Channel) -> bool:
    if reach is Reach.ANY:
        return True
    if reach is Reach.LOOPBACK:
        return channel.private_network or _names_loopback(channel.address.host)
    return reach is Reach.PRIVATE and channel.private_network


def _names_loopback(host: str) -> bool:
    """Tell whether the operator wrote loopback itself: not a name or number that leads there."""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False
