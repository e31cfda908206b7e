import pytest
from tests.echo import echoed
from tests.keeping import Vendor
from tests.running import Station, channel
from tests.sdks import openai_of
from tests.upstreams import Upstream

LIMITS = "[limits]\nrequests_per_minute = 100000\n"


@pytest.fixture(scope="module")
def vendor():
    """An upstream that keeps files and batches, for the modules whose upstream it is."""
    return Vendor()


@pytest.fixture(scope="module")
def says():
    """What the upstream says; a module whose upstream keeps things says its vendor here."""
    return echoed


@pytest.fixture(scope="module")
def upstream(says):
    with Upstream(says) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("station")
    with Station(folder, channel("main", upstream.url), more=LIMITS) as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(upstream, says):
    upstream.requests.clear()
    upstream.received.clear()
    upstream.script = says


@pytest.fixture(scope="module")
def client(station):
    with openai_of(station) as made:
        yield made


@pytest.fixture(scope="module")
def stranger(station):
    """A client of the station's other project."""
    with openai_of(station, station.other) as made:
        yield made
