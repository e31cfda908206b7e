import pytest

from tests.conformance.speech import CHAT, GEMINI, MESSAGES, Turn, by
from tests.kit.tampering import Tampering
from tests.running import Station, channel
from tests.upstreams import Upstream, as_events, as_json

MODEL = "m"


def script(request):
    """Say the same in whatever protocol was spoken."""
    turn, target = Turn("Hello, how are you today?"), request.target
    speaker = GEMINI if "/models/" in target else MESSAGES if "messages" in target else CHAT
    if "streamGenerate" in target or request.json.get("stream"):
        return as_events(speaker.events(turn, MODEL, by(4)))
    return as_json(speaker.plain(turn, MODEL))


@pytest.fixture(scope="session")
def station(tmp_path_factory):
    with Upstream(script) as upstream:
        folder = tmp_path_factory.mktemp("kit")
        with Station(folder, channel("main", upstream.url)) as running:
            yield running


@pytest.fixture(scope="session")
def running_proxy(station):
    with Tampering(station.port) as running:
        yield running


@pytest.fixture
def proxy(running_proxy):
    running_proxy.reset()
    return running_proxy
