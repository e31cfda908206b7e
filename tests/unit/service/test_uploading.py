"""Files in parts, as the relay drives them: addresses that stand for keys, a store that fails."""

import asyncio
from dataclasses import replace

import pytest
from tests.facts import MINTED, SEED, Counters, Health, facts

from posthouse.exchange.exchange import Exchange
from posthouse.model.dialect import Act
from posthouse.model.errors import NotFound, StoreError, Unavailable
from posthouse.model.http import RequestHead
from posthouse.model.upload import Stage, Upload
from posthouse.service.uploading import Uploading
from posthouse.wire.dialects import resolve

KEY = MINTED.plain.reveal()
RESUMABLE = (("x-goog-upload-protocol", "resumable"), ("x-goog-upload-command", "start"))
SIZE = ("x-goog-upload-header-content-length", "3")


class Store:
    """Keeps one upload; fails where it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.upload: Upload | None = None
        self.parts: dict[str, bytes] = {}

    def begin(self, tenant, upload):
        if self.error is not None:
            raise self.error
        self.upload = upload

    def change(self, tenant, ident, step, now_us, part=None):
        known = self.upload if self.upload and self.upload.id == ident else None
        self.upload = step(known)
        self.parts.update([part] if part else [])
        return self.upload

    def find(self, tenant, ident, now_us):
        return self.upload if self.upload and self.upload.id == ident else None

    def data(self, tenant, upload):
        return b"".join(self.parts[name] for name, _ in upload.parts)


def uploading(store=None, *, tls: bool = False) -> Uploading:
    return Uploading(store or Store(), b"k" * 32, lambda: 5, lambda n: b"n" * n, tls=tls)


def head(*headers: tuple[str, str], query: str = "", key: str = KEY) -> RequestHead:
    own = (("x-goog-api-key", key),) if key else ()
    told = (("host", "station.example"), *own, *headers)
    return RequestHead("POST", "/upload/v1beta/files", query, told)


def taken(of: Uploading, asked: RequestHead, body: bytes = b"{}"):
    asked, endpoint = of.admitted(asked, resolve(asked))
    exchange = Exchange(facts(), (Counters(), Health()), SEED, (asked, endpoint))
    exchange.greet()
    return exchange.case, asyncio.run(of.take(exchange.case, body))


def address(of: Uploading, *headers: tuple[str, str]) -> str:
    reply = taken(of, head(*RESUMABLE, SIZE, *headers))[1]
    return dict(reply.headers)["x-goog-upload-url"]


@pytest.mark.parametrize(
    ("tls", "headers", "expected"),
    [
        (False, (), "http"),
        (True, (), "https"),
        (False, (("x-forwarded-proto", "HTTPS"),), "https"),
        (True, (("x-forwarded-proto", "javascript"),), "https"),
    ],
)
def test_parts_go_where_the_client_reached_the_station(tls, headers, expected):
    url = address(uploading(tls=tls), *headers)
    assert url.startswith(f"{expected}://station.example/upload/v1beta/files?upload_id=")
    assert KEY not in url


def test_an_address_stands_for_the_key_and_the_upload():
    of = uploading()
    query = address(of).partition("?")[2]
    sends = (("x-goog-upload-command", "upload, finalize"), ("x-goog-upload-offset", "0"))
    case, reply = taken(of, head(*sends, query=query, key=""), b"abc")
    assert (reply, case.endpoint.act, case.key.id) == (None, Act.MAKE, MINTED.id)
    assert b"abc" in case.body
    assert of.store.upload.stage is Stage.FINISHING
    assert (case.status, case.delivered.size) == (0, 0), "nobody was answered yet"
    case.status = 200
    asyncio.run(of.ended(case))
    assert of.store.upload.stage is Stage.COMPLETED


def test_what_the_upstream_refused_may_be_sent_again():
    of = uploading()
    query = address(of).partition("?")[2]
    sends = (("x-goog-upload-command", "upload, finalize"), ("x-goog-upload-offset", "0"))
    case, _ = taken(of, head(*sends, query=query), b"abc")
    case.status = 502
    asyncio.run(of.ended(case))
    assert of.store.upload.stage is Stage.PENDING


def test_an_address_of_another_station_stands_for_nothing():
    of = uploading()
    query = address(of).partition("?")[2]
    asks = (("x-goog-upload-command", "query"),)
    with pytest.raises(NotFound):
        taken(replace(of, key=b"o" * 32), head(*asks, query=query))


def test_a_store_that_fails_is_told_so():
    with pytest.raises(Unavailable) as refused:
        address(uploading(Store(StoreError("disk"))))
    assert refused.value.code == "uploads_unavailable"
