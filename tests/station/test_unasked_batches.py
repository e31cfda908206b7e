"""Batches that nobody asks about: the station asks itself, and their money is settled."""

import json
import time

import anthropic
import pytest
from tests.running import Station, channel, until
from tests.sdks import google_of
from tests.station.test_batch_money import PRICES, Payer, Slow, held, lines, newest
from tests.upstreams import Response, Upstream, as_json

SOON = f"{PRICES}\n[limits]\nbatch_unasked_s = 1\n"
USED = {"input_tokens": 100, "output_tokens": 10, "total_tokens": 110}
OVER = {"status": "completed", "output": True, "usage": USED, "model": "gpt-dated"}
COST = (100 * 3 + 10 * 30) // 2


class Restless(Slow):
    """Gets well or sick when it is told to; answers with what it is told for one path."""

    def __init__(self) -> None:
        super().__init__()
        self.sick: Response | None = None
        self.instead: dict[str, Response] = {}

    def __call__(self, request):
        path = request.target.partition("?")[0]
        if request.method == "GET" and self.sick is not None:
            return self.sick
        if (told := self.instead.get(path)) is not None:
            return told
        return super().__call__(request)


@pytest.fixture
def vendor():
    return Restless()


@pytest.fixture
def says(vendor):
    return vendor


@pytest.fixture
def upstream(says):
    with Upstream(says) as up:
        yield up


@pytest.fixture
def station(tmp_path, upstream):
    channels = channel("main", upstream.url)
    with Station(tmp_path, channels, more=SOON, server="workers = 2\n") as running:
        yield running


def asked(upstream, start="/v1/batches/"):
    """Return the requests by which somebody asked about a batch."""
    return [r for r in upstream.requests if r.method == "GET" and r.target.startswith(start)]


def looks(station, receipt):
    """Return the receipt of the exchange in which the station was told of the batch."""
    own = until(lambda: found(station, f"{receipt['id']}-batch"))
    return own, until(lambda: found(station, own["extra"]["told"]))


def found(station, ident):
    """Return a receipt, None where there is none yet."""
    status, body = station.get(f"/receipts/{ident}")
    return json.loads(body)["receipt"] if status == 200 else None


def test_a_batch_that_nobody_asks_about_is_settled_by_what_it_cost(station, vendor, upstream):
    data = lines(2)
    amount = held(data, 2000)
    payer = Payer(station, f"{amount * 1.5 / 1e6:.6f}")
    batch, receipt = payer.begin(data)
    until(lambda: asked(upstream))
    assert payer.settled(receipt) is None
    assert payer.refused(data) == "budget_spent"
    vendor.over = OVER
    own, told = looks(station, receipt)
    assert (own["cost"], own["key"], own["extra"]["batch"]) == (COST, receipt["key"], receipt["id"])
    assert (told["key"], told["project"]) == ("posthouse-batches", receipt["project"])
    assert (told["operation"], told["cost"], told["masked"]) == ("batches", 0, {})
    assert told["extra"]["looks"] == receipt["id"]
    assert [(one["channel"], one["status"]) for one in told["destinations"]] == [("main", 200)]
    one = asked(upstream)[-1]
    assert (one.target, one.body) == (f"/v1/batches/{batch.id}", b"")
    assert one.headers["authorization"] == "Bearer upstream-key-of-the-test"
    vendor.over = {}
    payer.begin(data)  # there is room again
    count = len(asked(upstream, f"/v1/batches/{batch.id}"))
    time.sleep(2.5)
    assert len(asked(upstream, f"/v1/batches/{batch.id}")) == count, "it is asked no more"


def test_where_its_state_tells_no_usage_its_results_do_and_their_texts_are_nobodys(
    station, vendor, upstream
):
    payer = Payer(station, "1")
    _, receipt = payer.begin(lines(3))
    vendor.over = {"status": "completed", "output": True}
    own, told = looks(station, receipt)
    assert own["cost"] == -(-3 * (3 + 30) // 2)
    assert (told["operation"], told["inspections"], told["delivered"]) == ("files", [], "")
    assert len(asked(upstream, "/v1/files/")) == 1


def test_one_that_came_to_nothing_costs_nothing(station, vendor):
    _, receipt = Payer(station, "1").begin(lines(2))
    vendor.over = {"status": "expired"}
    assert looks(station, receipt)[0]["cost"] == 0


def test_anthropics_are_asked_for_their_results_once_they_are_over(station, upstream):
    payer = Payer(station, "1")
    client = anthropic.Anthropic(base_url=station.url, api_key=payer.key, max_retries=0)
    params = {"model": "m", "max_tokens": 50, "messages": [{"role": "user", "content": "hi"}]}
    raw = client.messages.batches.with_raw_response.create(
        requests=[{"custom_id": str(n), "params": params} for n in range(2)]
    )
    assert looks(station, station.receipt(raw.headers))[0]["cost"] == 2 * (3 + 30) // 2
    assert {one.headers["anthropic-version"] for one in asked(upstream, "/v1/messages")} == {
        "2023-06-01"
    }


def test_geminis_tell_it_in_themselves(station):
    payer = Payer(station, "1")
    part = {"parts": [{"text": "hi"}], "role": "user"}
    client = google_of(station, payer.key)
    client.batches.create(model="m", src=[{"contents": [part]}])
    assert looks(station, newest(station, payer.key))[0]["cost"] == COST


def test_it_is_asked_after_a_restart_once_its_upstream_is_well_again(station, vendor, upstream):
    vendor.over = OVER
    vendor.sick = as_json({"error": {"message": "down"}}, 503)
    payer = Payer(station, "1")
    _, receipt = payer.begin(lines(2))
    until(lambda: len(asked(upstream)) > 1)
    station.kill()
    seen = len(asked(upstream))
    station.start()
    until(lambda: len(asked(upstream)) > seen)
    assert payer.settled(receipt) is None
    assert payer.held(receipt["key"]) == receipt["reserved"]
    vendor.sick = None
    assert looks(station, receipt)[0]["cost"] == COST


def test_of_a_channel_that_is_down_one_batch_is_asked_about_and_another_channels_are_settled(
    tmp_path, vendor, upstream
):
    other = Slow()
    with Upstream(other) as well:
        channels = channel("main", upstream.url, ["gpt"]) + channel("other", well.url, ["claude"])
        with Station(tmp_path, channels, more=SOON) as station:
            payer = Payer(station, "1")
            vendor.sick = Response(reset=True)
            vendor.over = other.over = OVER
            first = [payer.begin(lines(1))[1] for _ in range(3)]
            client = anthropic.Anthropic(base_url=station.url, api_key=payer.key, max_retries=0)
            params = {"model": "claude", "max_tokens": 9}
            params["messages"] = [{"role": "user", "content": "hi"}]
            raw = client.messages.batches.with_raw_response.create(
                requests=[{"custom_id": "1", "params": params}]
            )
            looks(station, station.receipt(raw.headers))
            assert [payer.settled(one) for one in first] == [None] * 3


@pytest.mark.parametrize(
    "answer",
    [
        as_json({"error": {"message": "no such batch"}}, 404),
        Response(200, b"<html>welcome</html>", content_type="text/html"),
        Response(200, b"[" * 5000),
        as_json({"object": "batch", "id": "x", "status": "completed", "output_file_id": "../up?a"}),
    ],
    ids=["forgotten", "page", "deep", "elsewhere"],
)
def test_what_an_upstream_has_forgotten_or_cannot_say_stays_set_aside(
    station, vendor, upstream, answer
):
    payer = Payer(station, "1")
    batch, receipt = payer.begin(lines(2))
    vendor.instead[f"/v1/batches/{batch.id}"] = answer
    until(lambda: len(asked(upstream)) > 1)
    assert payer.settled(receipt) is None
    assert payer.held(receipt["key"]) == receipt["reserved"]
    assert not asked(upstream, "/v1/files/")
    del vendor.instead[f"/v1/batches/{batch.id}"]
    vendor.over = OVER
    assert looks(station, receipt)[0]["cost"] == COST


def test_nobody_is_asked_where_somebody_asks_or_a_channel_is_off_or_settings_say_so(
    tmp_path, vendor, upstream
):
    never = SOON.replace("batch_unasked_s = 1", "batch_unasked_s = 0")
    with Station(tmp_path, channel("main", upstream.url), more=never) as station:
        Payer(station, "1").begin(lines(2))
        time.sleep(2.5)
        assert not asked(upstream)
        station.stop()
        station.config.write_text(
            station.config.read_text().replace("unasked_s = 0", "unasked_s = 1")
        )
        done = station.command("switch", "set", "channel", "main", "--reason", "test")
        assert done.returncode == 0
        station.start()
        time.sleep(2.5)
        assert not asked(upstream)
        assert station.command("switch", "clear", "channel", "main").returncode == 0
        until(lambda: asked(upstream))
