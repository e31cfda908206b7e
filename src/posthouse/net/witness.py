"""Asking a witness: one POST over the upstream client, with its egress rules and time limits."""

from __future__ import annotations

from posthouse.ledger.policy import WitnessLine
from posthouse.model.channel import Address, Channel
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.model.secret import Secret
from posthouse.net.upstream import HttpUpstream

MOST_BYTES = 64 * 1024
_HEADERS = (("content-type", "text/plain; charset=utf-8"),)


class WitnessClient:
    """POSTs to witnesses; `addresses` gives each one's submission prefix by its name."""

    def __init__(
        self, upstream: HttpUpstream, addresses: dict[str, Address], *, near: bool
    ) -> None:
        self._upstream = upstream
        self._channels = {
            name: Channel(
                f"witness {name}", address, frozenset(), Secret(""), private_network=near,
                connect_timeout_s=5.0, first_byte_timeout_s=10.0, idle_timeout_s=5.0,
            )
            for name, address in addresses.items()
        }  # fmt: skip

    async def ask(self, witness: WitnessLine, body: bytes) -> tuple[int, str, bytes]:
        """Return status, content type and body of the answer. Raises UpstreamFault."""
        channel = self._channels[witness.name]
        answer = await self._upstream.call(channel, "/add-checkpoint", _HEADERS, body)
        try:
            told = bytearray()
            async for chunk in answer.chunks():
                told += chunk
                if len(told) > MOST_BYTES:
                    raise UpstreamFault(Fault.MALFORMED, "expected a short answer of a witness")
            return answer.head.status, answer.head.get("content-type") or "", bytes(told)
        finally:
            await answer.close()
