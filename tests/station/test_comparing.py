"""Channels compared on real requests, over real sockets: in the shadow and by chance."""

import json
import random
import threading
import time

import orjson
import pytest
from tests.conformance.speech import CHAT, MESSAGES, Turn, by, said
from tests.running import Station, channel
from tests.upstreams import Response, Upstream, as_json

SPOKEN = "the plan first then data answer we should use value because list"
WORDS = tuple(SPOKEN.split())
KEEN, CURT = ("Sure! Let me help:", "Great question!"), ("Ok.", "Done.", "Yes,")
MAIL = "anna.meier@mail.example"
ASKED = 120


def settings(**more):
    lines = "\n".join(f"{name} = {value}" for name, value in more.items())
    return f"""
[audits]
enabled = true
every_hours = 700.0
compared = 60
quarantine = 20.0

[[audits.channel]]
name = "relay"
model = "m"
reference = "absent.json"
trusted = "maker"
{lines}

[privacy]
examples = "mask"

[[price]]
model = "m"
input = 1
output = 2
"""


def model(opening, mean, seed):
    """A made-up model with its way of writing, in two dialects, plain and streamed."""
    draw, lock = random.Random(seed), threading.Lock()

    def answer(request):
        with lock:
            count = max(1, int(draw.gauss(mean, mean / 3)))
            text = f"{draw.choice(opening)} {' '.join(draw.choice(WORDS) for _ in range(count))}."
        stream = bool(request.json.get("stream"))
        speaker = MESSAGES if request.target.startswith("/v1/messages") else CHAT
        return said(speaker, Turn(text), "m", cut=by(1000) if stream else None)

    return answer


def request(number):
    user = {"role": "user", "content": f"Question {number}: write to {MAIL}?"}
    body = {"model": "m", "messages": [user], "stream": number % 3 == 0}
    if number % 2:
        return "/v1/chat/completions", body
    return "/v1/messages", {**body, "max_tokens": 300}


def run(folder, relay, maker, asked=ASKED, until=lambda _: False, **more):
    """Return what a station of two such channels leaves: (station's audits, requests, receipts)."""
    with Upstream(relay) as one, Upstream(maker) as two:
        channels = channel("relay", one.url) + channel("maker", two.url, more="priority = 5")
        with Station(folder, channels, more=settings(**more)) as station:
            receipts = []
            for number in range(asked):
                status, _, headers = station.post(*request(number))
                assert status in (200, 503)  # what was under way when the channel was switched off
                receipts.append(headers["posthouse-receipt"])
                if number % 40 == 39 and until(audits(station)):
                    break
            found = settled(station, lambda: until(audits(station)) or number + 1 == asked)
            shown = station.command("switch", "list", "--json", "--config", str(station.config))
            return Left(station, found, one.requests, two.requests, json.loads(shown.stdout))


class Left:
    def __init__(self, station, found, relay, maker, switches):
        self.station, self.audits, self.relay, self.maker = station, found, relay, maker
        self.switches = switches


def audits(station):
    shown = station.command("audit", "history", "--json", "--config", str(station.config))
    return json.loads(shown.stdout)


def spent(station):
    """Return what the station's key has spent, as far as receipts are counted."""
    shown = station.command("keys", "list", "--json", "--config", str(station.config))
    return json.loads(shown.stdout)[0]["spent_micro_usd"]


def settled(station, done):
    deadline = time.monotonic() + 60
    while not done() and time.monotonic() < deadline:
        time.sleep(0.2)
    return audits(station)


def changed(found):
    return any(one["word"] == "changed" for one in found)


def test_a_swapped_channel_is_told_apart_in_the_shadow_of_real_requests(tmp_path):
    left = run(tmp_path, model(CURT, 9, 1), model(KEEN, 30, 2), 200, changed, shadow=0.5)
    row = next(one for one in left.audits if one["word"] == "changed")
    assert row["standing"] >= 20
    assert [(one["name"], one["actor"]) for one in left.switches] == [("relay", "auditor")]
    sent = {orjson.dumps(one.json["messages"]) for one in left.relay}
    shadows = [one for one in left.maker if not one.json.get("stream")]
    assert shadows
    assert all(orjson.dumps(one.json["messages"]) in sent for one in shadows[: row["asked"]])
    assert not [one for one in left.maker if MAIL.encode() in one.body]
    file = left.station.config.parent / "data" / "audits" / row["file"]
    assert b"Question" not in file.read_bytes()
    verified = left.station.command("audit", "verify", str(file), "--json")
    assert verified.returncode == 1
    assert json.loads(verified.stdout)["rows"][0]["how"] == "shadow"


def test_the_same_model_on_both_is_left_alone_and_no_key_pays_for_shadows(tmp_path):
    with (
        Upstream(model(KEEN, 30, 3)) as one,
        Upstream(model(KEEN, 30, 4)) as two,
    ):
        channels = channel("relay", one.url) + channel("maker", two.url, more="priority = 5")
        with Station(tmp_path, channels, more=settings(shadow=0.5, control=0.25)) as station:
            costs = 0
            for number in range(ASKED):
                _, _, headers = station.post(*request(number))
                costs += station.receipt(headers)["cost"]
            found = settled(station, lambda: bool(audits(station)))
            settled(station, lambda: spent(station) == costs)
            charged = spent(station)
    assert found, "as many pairs as make an entry came together"
    assert {one["word"] for one in found} == {"compared"}
    assert max(one["standing"] for one in found) < 20
    assert charged == costs
    assert len(one.requests) + len(two.requests) > ASKED


def test_controls_cost_no_further_call_and_a_failing_channel_is_not_compared(tmp_path):
    def sick(request):
        return Response(503, body=b"{}") if len(request.body) % 7 == 0 else curt(request)

    curt = model(CURT, 9, 5)
    left = run(tmp_path, sick, model(KEEN, 30, 6), 260, changed, control=0.25)
    assert changed(left.audits)
    file = left.station.config.parent / "data" / "audits" / left.audits[-1]["file"]
    rows = json.loads(file.read_bytes())["rows"]
    assert {one["how"] for one in rows} == {"control"}
    assert left.audits[-1]["asked"] == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"shadow": 0.1, "trusted": '"nobody"'}, "trusted"),
        ({"shadow": 0.9}, "shadow"),
    ],
)
def test_settings_that_name_no_second_channel_are_refused(tmp_path, more, words):
    wanted = settings(**more)
    if "trusted" in more:
        wanted = wanted.replace('trusted = "maker"\n', "")
    with Upstream(lambda _: as_json({})) as up:
        station = Station(tmp_path, channel("relay", up.url), more=wanted)
        shown = station.command("config", "check", "--config", str(station.config))
    assert shown.returncode == 1
    assert words in shown.stderr + shown.stdout
