"""A conversation that the upstream keeps, over workers, restarts and a second process."""

import json
from pathlib import Path

import pytest
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

MAIL = "li.wei" + "@haitang-soft.test"
PATH = "/v1/responses"


class Keeping:
    """An upstream that keeps what it was told and says all of it again."""

    def __init__(self) -> None:
        self.histories: dict[str, str] = {}

    def __call__(self, request):
        body = request.json
        before = self.histories.get(body.get("previous_response_id") or "", "")
        said = body["input"] if isinstance(body["input"], str) else json.dumps(body["input"])
        name = f"resp_{len(self.histories) + 1}"
        self.histories[name] = before + said
        part = {"type": "output_text", "text": before + said, "annotations": []}
        message = {"type": "message", "id": f"msg_{name}", "role": "assistant", "content": [part]}
        return as_json(
            {"id": name, "object": "response", "status": "completed", "model": "m",
             "output": [message], "usage": {"input_tokens": 1, "output_tokens": 1}}
        )  # fmt: skip


@pytest.fixture
def upstream():
    with Upstream(Keeping()) as up:
        yield up


@pytest.fixture(autouse=True)
def fresh():
    """Each test has an upstream of its own here."""


def ask(station, text, **more):
    status, body, headers = station.post(PATH, {"model": "m", "input": text, **more})
    assert status == 200, body
    answer = json.loads(body)
    return answer["id"], answer["output"][0]["content"][0]["text"], station.receipt(headers)


def test_what_was_masked_turns_ago_is_restored_after_a_restart(tmp_path, upstream):
    with Station(tmp_path, channel("main", upstream.url), server="workers = 2") as station:
        first, _, _ = ask(station, f"Write to {MAIL}. ")
        second, said, receipt = ask(station, "Go on. ", previous_response_id=first)
        assert said == f"Write to {MAIL}. Go on. "
        assert receipt["extra"]["conversation"] == "recalled"
        station.stop()
        station.start()
        for _ in range(4):
            _, said, _ = ask(station, "More.", previous_response_id=second)
            assert said == f"Write to {MAIL}. Go on. More."
        _, said, receipt = ask(station, "x", previous_response_id="resp_of_somebody")
        assert receipt["extra"]["conversation"] == "unknown"
        assert MAIL.encode() not in upstream.received
    held = [p.read_bytes() for p in Path(tmp_path).rglob("*") if p.is_file()]
    assert not any(MAIL.encode() in data or b"msg_resp_" in data for data in held)


def test_what_is_not_to_be_kept_is_not(tmp_path, upstream):
    with Station(tmp_path, channel("main", upstream.url)) as station:
        first, _, _ = ask(station, f"Write to {MAIL}. ", store=False)
        _, said, receipt = ask(station, "Go on.", previous_response_id=first)
        assert MAIL not in said
        assert receipt["extra"]["conversation"] == "unknown"
