"""An upstream that encodes its answer although identity was asked: undone as it arrives."""

from __future__ import annotations

from collections.abc import AsyncIterator

from posthouse.model.errors import Fault, Refusal, UpstreamFault
from posthouse.model.http import ResponseHead
from posthouse.net.answer import StreamedAnswer
from posthouse.wire.encoding import Decoder, codings

MOST_DECODED = 1 << 28  # bytes of one decoded answer
_GONE = frozenset({"content-encoding", "content-length"})


class DecodedAnswer:
    """A streamed answer without its content-encoding."""

    def __init__(self, answer: StreamedAnswer, encodings: str) -> None:
        kept = tuple(field for field in answer.head.headers if field[0] not in _GONE)
        self.head = ResponseHead(answer.head.status, kept)
        self.peer = answer.peer
        self._answer = answer
        self._decoder = Decoder(encodings, limit=MOST_DECODED)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the decoded body as it arrives. Raises UpstreamFault."""
        began = False
        try:
            async for data in self._answer.chunks():
                began = True
                if plain := self._decoder.feed(data):
                    yield plain
            if began:
                self._decoder.end()
        except Refusal as error:
            await self._answer.close()
            raise UpstreamFault(Fault.MALFORMED, f"the answer: {error.message}") from error

    async def close(self) -> None:
        """Close the answer itself."""
        await self._answer.close()


async def plain(answer: StreamedAnswer) -> StreamedAnswer | DecodedAnswer:
    """Return an answer whose body is not encoded. Raises UpstreamFault for an unknown coding."""
    named = [value for name, value in answer.head.headers if name == "content-encoding"]
    if not named:
        return answer
    encodings = ",".join(named)
    try:
        return DecodedAnswer(answer, encodings) if codings(encodings) else answer
    except Refusal as error:
        await answer.close()
        raise UpstreamFault(Fault.MALFORMED, f"the answer: {error.message}") from error
