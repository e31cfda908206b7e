"""One station and one scripted upstream for all SDK tests; every test tells the upstream anew."""

import json

import pytest

from posthouse.ledger.receipt import verify
from tests.conformance.stage import FAULTY, MODELS, Stage
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json


@pytest.fixture(scope="session")
def upstream():
    with Upstream(lambda _: as_json({}, 500)) as up:
        yield up


@pytest.fixture(scope="session")
def station(upstream, tmp_path_factory):
    folder = tmp_path_factory.mktemp("station")
    channels = channel("main", upstream.url, MODELS) + channel("faulty", upstream.url, [FAULTY])
    with Station(folder, channels) as running:
        yield running


@pytest.fixture
def stage(upstream):
    return Stage(upstream)


@pytest.fixture
def receipt(station):
    """Fetch a receipt as anyone could and check its signature with the station's public key."""

    def fetch(headers) -> dict:
        status, sealed = station.get("/receipts/" + headers["posthouse-receipt"])
        assert status == 200
        told = json.loads(station.get("/.well-known/posthouse")[1])["receipts"]
        return verify(sealed, bytes.fromhex(told["public_key"]))

    return fetch
