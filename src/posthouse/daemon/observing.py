"""Observing: what every ended exchange is counted in, in a process that relays."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from posthouse.accounting.usage import Hour, Usage
from posthouse.model.record import Receipt
from posthouse.server.metrics import Metrics

MOST_KNOWN = 10_000
DIGEST_BYTES = 8
NEIGHBOURS = 64
"""An IPv6 client is known by its network: it changes the rest of its address every day."""


HAND_ON_EVERY_S = 2.0


class Observing:
    """Implements service.relay.Observer: counts into metrics, and into the use of keys."""

    def __init__(self, metrics: Metrics, address_key: bytes) -> None:
        self.metrics = metrics
        self.usage = Usage()
        self._key = address_key
        self._known: dict[str, str] = {}

    def ended(self, receipt: Receipt, client: str) -> None:
        """Count one receipt."""
        self.metrics.ended(receipt)
        self.usage.ended(receipt, self._digest(client) if client else "")

    def _digest(self, client: str) -> str:
        """Return what an address is counted under: a keyed digest, never the address."""
        known = self._known.get(client)
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            place = _place(client).encode()
            known = hmac.digest(self._key, place, "sha256")[:DIGEST_BYTES].hex()
            self._known[client] = known
        return known


async def hand_on(usage: Usage, to: Callable[[Sequence[Hour]], None]) -> None:
    """Hand on what keys used, every few seconds and when it is over."""
    try:
        while True:
            await asyncio.sleep(HAND_ON_EVERY_S)
            to(usage.taken())
    finally:
        to(usage.taken())


def forget(_: Sequence[Hour]) -> None:
    """Take what keys used where nobody looks for anomalies."""


def _place(client: str) -> str:
    try:
        address = ip_address(client.partition("%")[0])
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, NEIGHBOURS), strict=False))
    return str(address)
