"""Receipts are followed into the log, and the log is held to its past."""

import json
import time

import pytest

from posthouse.client import Trust, Unverified, watch_of
from posthouse.ledger.note import NoteKey, SignatureType
from tests.kit.speakers import OpenAi

OTHER = str(NoteKey("posthouse.invalid/other", SignatureType.ED25519, b"\x05" * 32))


def test_receipts_are_found_in_the_log_and_its_heads_grow(station, proxy):
    client = OpenAi().client(proxy.url, station.key)
    for said in (OpenAi().plain, OpenAi().streamed):
        said(client)
        watch_of(client).settle(30)
    watch = watch_of(client)
    assert (watch.verified, watch.station.included, watch.station.waiting) == (2, 2, 0)
    assert watch.station.head.size >= 2


def test_a_receipt_that_is_kept_out_of_the_log_is_raised(station, proxy):
    client = OpenAi().client(proxy.url, station.key)
    answer = client.chat.completions.with_raw_response.create(
        model="m", messages=[{"role": "user", "content": "x"}]
    )
    path = "/ledger/proof/" + answer.headers["posthouse-receipt"]
    proxy.paths[path] = lambda _: b"c2sp.org/tlog-proof@v1\nindex 0\n\nno checkpoint\n"
    with pytest.raises(Unverified, match="inclusion"):
        watch_of(client).settle(30)


def test_what_is_found_later_is_raised_by_the_next_call(station, proxy):
    client = OpenAi().client(proxy.url, station.key, trust=Trust(log_key=OTHER))
    OpenAi().plain(client)
    end = time.monotonic() + 30
    while not watch_of(client).failures and time.monotonic() < end:
        time.sleep(0.1)
    with pytest.raises(Unverified, match="inclusion"):
        OpenAi().plain(client)
    assert OpenAi().plain(client)


def test_the_verifier_key_of_a_log_can_be_pinned(station, proxy):
    vkey = station.get("/ledger/vkey")[1].decode().strip()
    key = json.loads(station.get("/.well-known/posthouse")[1])["receipts"]["public_key"]
    client = OpenAi().client(proxy.url, station.key, trust=Trust(key, vkey))
    OpenAi().plain(client)
    watch_of(client).settle(30)
    assert watch_of(client).station.included == 1
