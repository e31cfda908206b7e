"""Whose request is it behind a proxy? What a trusted proxy says of it, and nothing that others say.

X-Forwarded-For grows to the right, a hop at a time. Only what stands right of the first address
that is no trusted proxy was written by one; all further left anyone may have made up.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from posthouse.model.scope import Network

MOST_HOPS = 16


def client_address(peer: str, forwarded: Sequence[str], trusted: tuple[Network, ...]) -> str:
    """Return the address of the client; empty where a trusted proxy tells none that is one.

    `forwarded` are the values of X-Forwarded-For in the order in which they came.
    """
    if not trusted or not _is_in(peer, trusted):
        return peer
    hops = [hop.strip() for line in forwarded for hop in line.split(",")]
    for hop in reversed(hops[-MOST_HOPS:]):
        if not _is_in(hop, trusted):
            return hop if _is_address(hop) else ""
    return "" if len(hops) > MOST_HOPS else peer


def _is_in(text: str, networks: tuple[Network, ...]) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
