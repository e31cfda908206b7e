"""An upstream's refusal without the channel's credential, which some of them say back.

The caller has no business with it. Stars stand in its place, as many as it has letters; what could
be its beginning waits for the next chunk, so that no split of the body lets it through.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from posthouse.model.http import Peer, ResponseHead
from posthouse.model.secret import Secret
from posthouse.ports import Answer

SHORTEST = 8
"""A shorter credential would be found by chance."""


class UnspokenAnswer:
    """Wraps an answer whose status is no success."""

    def __init__(self, answer: Answer, credential: Secret) -> None:
        self.head: ResponseHead = answer.head
        self.peer: Peer = answer.peer
        self._answer = answer
        self._said = credential.reveal().encode()

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives, the credential starred out."""
        said, held = self._said, b""
        async for data in self._answer.chunks():
            held = (held + data).replace(said, b"*" * len(said))
            kept = _begun(held, said)
            ready, held = held[: len(held) - kept], held[len(held) - kept :]
            if ready:
                yield ready
        if held:
            yield held

    async def close(self) -> None:
        """Give the connection back, or drop it."""
        await self._answer.close()


def without(answer: Answer, credential: Secret) -> Answer:
    """Return the answer, without the credential where it is a refusal."""
    if answer.head.status < 400 or len(credential.reveal()) < SHORTEST:
        return answer
    return UnspokenAnswer(answer, credential)


def _begun(held: bytes, said: bytes) -> int:
    """Return how many bytes at the end could be the beginning of what is not said."""
    for length in range(min(len(said) - 1, len(held)), 0, -1):
        if held.endswith(said[:length]):
            return length
    return 0
