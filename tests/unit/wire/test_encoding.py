"""Content encodings: whole and as they come."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.errors import BadEncoding, BadRequest, TooLarge
from posthouse.wire.encoding import MOST_MEMBERS, Decoder, codings, decode

LIMIT = 1 << 22


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}
BODY = b'{"messages":[{"role":"user","content":"hello"}]}' * 40
BOMB = bytes(1 << 25)


@pytest.mark.parametrize("name", PACK)
def test_undoes_a_whole_body(name: str) -> None:
    assert decode(PACK[name](BODY), name.upper(), limit=LIMIT) == BODY


@pytest.mark.parametrize("name", PACK)
def test_undoes_an_empty_body_that_was_packed(name: str) -> None:
    assert decode(PACK[name](b""), name, limit=LIMIT) == b""


@pytest.mark.parametrize("name", ["", "identity", "identity, identity"])
def test_leaves_identity_alone(name: str) -> None:
    assert decode(BODY, name, limit=0) == BODY


def test_takes_deflate_without_its_frame() -> None:
    assert decode(raw_deflate(BODY), "deflate", limit=LIMIT) == BODY


def test_undoes_two_codings_in_the_reverse_order() -> None:
    assert decode(brotli.compress(gzip.compress(BODY)), "gzip, br", limit=LIMIT) == BODY


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_joins_members(name: str) -> None:
    assert decode(PACK[name](BODY) + PACK[name](b"more"), name, limit=LIMIT) == BODY + b"more"


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_refuses_members_by_the_thousand(name: str) -> None:
    with pytest.raises(BadRequest, match="members"):
        decode(PACK[name](b"") * (MOST_MEMBERS + 1), name, limit=LIMIT)


@pytest.mark.parametrize("name", PACK)
@pytest.mark.parametrize("kept", [0, 1, -1])
def test_refuses_what_is_cut_off(name: str, kept: int) -> None:
    with pytest.raises(BadRequest):
        decode(PACK[name](BODY)[:kept], name, limit=LIMIT)


@pytest.mark.parametrize("name", PACK)
def test_refuses_bytes_after_the_end(name: str) -> None:
    with pytest.raises(BadRequest):
        decode(PACK[name](BODY) + b"tail", name, limit=LIMIT)


@pytest.mark.parametrize("name", ["deflate", "br"])
def test_refuses_bytes_after_the_end_that_come_later(name: str) -> None:
    decoder = Decoder(name, limit=LIMIT)
    assert decoder.feed(PACK[name](BODY)) == BODY
    with pytest.raises(BadRequest):
        decoder.feed(b"tail")


@pytest.mark.parametrize("name", PACK)
def test_refuses_garbage_without_quoting_it(name: str) -> None:
    with pytest.raises(BadRequest) as caught:
        decode(b"\xff\xfeplain text, not packed", name, limit=LIMIT)
    assert caught.value.code == "bad_encoding"
    assert "plain" not in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", ["compress", "gzip, br, zstd", "exi", "gzip;q=1", "br gzip"])
def test_refuses_codings_it_does_not_know(name: str) -> None:
    with pytest.raises(BadEncoding):
        codings(name)


@pytest.mark.parametrize("name", PACK)
def test_refuses_a_body_over_the_limit(name: str) -> None:
    with pytest.raises(TooLarge):
        decode(PACK[name](BODY), name, limit=len(BODY) - 1)
    assert decode(PACK[name](BODY), name, limit=len(BODY)) == BODY


@pytest.mark.parametrize("name", PACK)
def test_stops_a_bomb_by_its_ratio(name: str) -> None:
    with pytest.raises(TooLarge, match="times its size"):
        decode(PACK[name](BOMB), name, limit=len(BOMB))


def test_stops_a_bomb_within_a_bomb() -> None:
    with pytest.raises(TooLarge):
        decode(gzip.compress(gzip.compress(BOMB)), "gzip, gzip", limit=LIMIT)


def test_refuses_a_zstd_window_above_eight_mebibytes() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=24)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    with pytest.raises(BadRequest):
        decode(packer.compress(BODY) + packer.flush(), "zstd", limit=LIMIT)


@given(
    name=st.sampled_from(["gzip", "deflate", "br", "zstd"]),
    body=st.binary(max_size=600),
    step=st.integers(1, 50),
)
def test_chunking_does_not_matter(name: str, body: bytes, step: int) -> None:
    packed = PACK[name](body)
    decoder = Decoder(name, limit=LIMIT)
    parts = [decoder.feed(packed[i : i + step]) for i in range(0, len(packed), step)]
    decoder.end()
    assert b"".join(parts) == body


def test_gives_what_was_flushed_before_the_end() -> None:
    packer = zlib.compressobj(wbits=31)
    decoder = Decoder("gzip", limit=LIMIT)
    assert decoder.feed(packer.compress(b"one") + packer.flush(zlib.Z_SYNC_FLUSH)) == b"one"
    assert decoder.feed(packer.compress(b"two") + packer.flush()) == b"two"
    decoder.end()
