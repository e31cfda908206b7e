"""What an upstream says back of the channel's credential does not reach the caller."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.http import Peer, ResponseHead
from posthouse.model.secret import Secret
from posthouse.net.unspoken import without

KEY = "sk-made-up-abab"
STARS = b"*" * len(KEY)


class Said:
    def __init__(self, status: int, *chunks: bytes) -> None:
        self.head = ResponseHead(status, ())
        self.peer = Peer("192.0.2.1", 443, None)
        self.closed = False
        self._chunks = chunks

    async def chunks(self):
        for chunk in self._chunks:
            yield chunk

    async def close(self) -> None:
        self.closed = True


async def heard(status: int, *chunks: bytes, key: str = KEY) -> bytes:
    answer = without(Said(status, *chunks), Secret(key))
    return b"".join([chunk async for chunk in answer.chunks()])


@given(
    parts=st.lists(st.sampled_from([KEY, KEY[:5], "sk-", "ab", " "]), max_size=6),
    cuts=st.lists(st.integers(0, 60), max_size=8),
)
async def test_no_split_of_a_refusal_lets_the_credential_through(parts, cuts):
    body = "".join(parts).encode()
    places = sorted({0, len(body), *(cut for cut in cuts if cut < len(body))})
    chunks = [body[a:b] for a, b in pairwise(places)]
    assert await heard(401, *chunks) == body.replace(KEY.encode(), STARS)


@pytest.mark.parametrize("status", [200, 204, 304])
async def test_other_answers_are_passed_as_they_are(status):
    said = Said(status, KEY.encode())
    assert without(said, Secret(KEY)) is said


async def test_a_channel_without_a_key_has_nothing_to_hide():
    assert await heard(400, b"short", key="") == b"short"
    assert await heard(400, b"short", key="short") == b"short"


async def test_head_peer_and_end_are_those_of_the_answer():
    said = Said(403, b"x")
    answer = without(said, Secret(KEY))
    assert (answer.head.status, answer.peer.port) == (403, 443)
    await answer.close()
    assert said.closed
