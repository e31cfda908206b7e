"""What a station adds to each event of a stream: 200 events, one connection, direct and relayed."""

import http.client
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.running import Station, channel
from tests.upstreams import Response, Upstream

EVENTS = 200
ROUNDS = 60
BODY = {
    "model": "m",
    "stream": True,
    "messages": [{"role": "user", "content": "Write to li.wei@haitang.test about the weather."}],
}


def chunk(delta: dict, finish=None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    tree = {"id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(tree).encode() + b"\n\n"


STREAM = Response(
    chunks=[chunk({"content": f"word{n} "}) for n in range(EVENTS)]
    + [chunk({}, "stop"), b"data: [DONE]\n\n"],
    content_type="text/event-stream",
)


def seconds(port: int, key: str) -> float:
    link = http.client.HTTPConnection("127.0.0.1", port)
    runs = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        link.request("POST", "/v1/chat/completions", json.dumps(BODY), {
            "content-type": "application/json", "authorization": f"Bearer {key}"})  # fmt: skip
        link.getresponse().read()
        runs.append(time.perf_counter() - began)
    link.close()
    return statistics.median(runs)


def per_event() -> float:
    """Return microseconds added to each of 200 events."""
    more = "[limits]\nrequests_per_minute = 1000000\n"
    with tempfile.TemporaryDirectory() as folder, Upstream(lambda _: STREAM) as upstream:
        with Station(Path(folder), channel("s", upstream.url), more=more) as station:
            direct, relayed = [], []
            for _ in range(3):
                direct.append(seconds(upstream.port, ""))
                relayed.append(seconds(station.port, station.key))
    return round((min(relayed) - min(direct)) / EVENTS * 1e6, 2)


if __name__ == "__main__":
    print(json.dumps({"stream_event_added_us": per_event()}))
