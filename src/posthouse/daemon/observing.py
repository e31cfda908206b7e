"""Observing: what every ended exchange is counted in, in a process that relays."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from posthouse.accounting.usage import Hour, Usage
from posthouse.model.caller import day_of
from posthouse.model.errors import PosthouseError
from posthouse.model.record import Receipt
from posthouse.server.metrics import Metrics
from posthouse.store.standings import Place

MOST_KNOWN = 10_000
DIGEST_BYTES = 8
NEIGHBOURS = 64
"""An IPv6 client is known by its network: it changes the rest of its address every day."""


HAND_ON_EVERY_S = 2.0
KEEP_EVERY_S = 5.0
LOG = logging.getLogger("posthouse.standing")


class Observing:
    """Implements service.relay.Observer: counts into metrics, and into the use of keys."""

    def __init__(self, metrics: Metrics, address_key: bytes) -> None:
        self.metrics = metrics
        self.usage = Usage()
        self.relayed = Counter[Place]()
        self._key = address_key
        self._known: dict[str, str] = {}

    def ended(self, receipt: Receipt, client: str) -> None:
        """Count one receipt."""
        self.metrics.ended(receipt)
        if receipt.destinations and receipt.status < 400:
            day = day_of(receipt.at_us / 1_000_000)
            self.relayed[receipt.destinations[-1].channel, receipt.key, day] += 1
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


async def keep(observer: Observing, to: Callable[[Mapping[Place, int]], None]) -> None:
    """Keep which channels answered which keys, every few seconds and when it is over."""
    try:
        while True:
            await asyncio.sleep(KEEP_EVERY_S)
            await asyncio.to_thread(_keep, observer, to)
    finally:
        _keep(observer, to)


def _keep(observer: Observing, to: Callable[[Mapping[Place, int]], None]) -> None:
    counts, observer.relayed = observer.relayed, Counter()
    try:
        if counts:
            to(counts)
    except PosthouseError as error:
        LOG.error("exchanges of channels not counted", extra={"cause": error.message})


def forget(_: object) -> None:
    """Take what keys used where nobody looks for anomalies, or what channels answered."""


def _place(client: str) -> str:
    try:
        address = ip_address(client.partition("%")[0])
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, NEIGHBOURS), strict=False))
    return str(address)
