"""A text made to be slow: others are served meanwhile, and what takes too long is refused."""

import json
import threading

import pytest
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

FINE = as_json({"id": "1", "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}})


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: FINE) as up:
        yield up


def asked(text: str):
    return {"model": "m", "messages": [{"role": "user", "content": text}]}


def slow(lines: int) -> str:
    return "".join(f"TOKEN=${{VAR_{n}}} VAT {n % 97} 000 {n % 89} is 4{n}\n" for n in range(lines))


def test_small_requests_are_served_while_a_long_text_is_searched(tmp_path, upstream):
    with Station(tmp_path, channel("main", upstream.url, ["m"])) as station:
        station.post("/v1/chat/completions", asked("warm"))
        ended: list[int] = []
        long = threading.Thread(
            target=lambda: ended.append(
                station.post("/v1/chat/completions", asked(slow(90_000)))[0]
            )
        )
        long.start()
        served = 0
        while long.is_alive():
            assert station.post("/v1/chat/completions", asked(f"Hello {served}"))[0] == 200
            served += 1
        long.join()
        assert ended == [200]
        assert served > 8


def test_what_takes_longer_than_it_may_is_refused(tmp_path, upstream):
    bounded = "[privacy]\nsearch_s = 0.01\n"
    with Station(tmp_path, channel("main", upstream.url, ["m"]), more=bounded) as station:
        before = len(upstream.requests)
        status, answer, headers = station.post("/v1/chat/completions", asked(slow(20_000)))
        assert status == 413
        assert json.loads(answer)["error"]["code"] == "search_too_long"
        assert station.receipt(headers)["refusal"] == "search_too_long"
        assert len(upstream.requests) == before
        assert station.post("/v1/chat/completions", asked("Hello"))[0] == 200
