"""`posthouse audit bill` over the receipts of a running station with two channels of a model."""

import json
import time

import pytest
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

PRICES = """
[[price]]
model = "m"
input = 3
output = 15
"""


def answering(factor):
    def script(request):
        asked = request.json["messages"][-1]["content"]
        into, out = (int((9 + len(text) / 4) * factor) for text in (asked, asked[::2]))
        usage = {"prompt_tokens": into, "completion_tokens": out, "total_tokens": into + out}
        message = {"role": "assistant", "content": asked[::2]}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return as_json(
            {"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage}
        )

    return script


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bill")
    with Upstream(answering(1.3)) as dear, Upstream(answering(1.0)) as fair:
        both = channel("dear", dear.url, ["m"]) + channel("fair", fair.url, ["m"])
        with Station(folder, both + PRICES) as running:
            asked(running, 14)
            assert (
                running.command("switch", "set", "channel", "dear", "--reason", "test").returncode
                == 0
            )
            asked(running, 14, fair)
            deadline = time.monotonic() + 30  # receipts come into the database a little later
            while [row["calls"] >= 14 for row in billed(running)[1]["channels"]] != [True] * 2:
                assert time.monotonic() < deadline
            yield running


def asked(station, count, up=None):
    deadline = time.monotonic() + 30
    sent = 0
    while sent < count:
        text = " ".join(f"word{n}" for n in range(10 + 7 * sent))
        body = {"model": "m", "messages": [{"role": "user", "content": text}]}
        seen = len(up.requests) if up else 0
        status, *told = station.post("/v1/chat/completions", json.dumps(body).encode())
        assert status == 200 or (up and b"while it answered" in told[0])
        sent += up is None or len(up.requests) > seen
        assert time.monotonic() < deadline


def billed(station, *words):
    shown = station.command("audit", "bill", "--json", *words)
    return shown.returncode, json.loads(shown.stdout)


def test_a_channel_that_counts_more_than_another_is_found(station):
    code, told = billed(station)
    rows = {row["channel"]: row for row in told["channels"]}
    assert code == 1
    assert rows["dear"]["calls"] >= 14
    assert 0.2 < rows["dear"]["input"]["low"] < 0.3 < rows["dear"]["input"]["high"] < 0.4
    assert rows["fair"]["input"]["low"] < 0
    assert billed(station, "--channel", "fair")[0] == 0
    text = station.command("audit", "bill").stdout
    assert "dear" in text and "!" in text  # noqa: PT018


def test_an_invoice_is_set_beside_the_receipts(station):
    rows = billed(station)[1]["channels"]
    sums = [sum(row["usage"][name] for row in rows) for name in ("input", "output")]
    amount = (3 * sums[0] + 15 * sums[1]) / 1e6
    for factor, over in ((1.0, False), (1.4, True)):
        values = [int(sums[0] * factor), int(sums[1] * factor), f"{amount * factor:.6f}"]
        lines = f"model,input,output,amount\nm,{','.join(map(str, values))}\n"
        (station.folder / "invoice.csv").write_text(lines)
        told = billed(station, "--invoice", "invoice.csv")[1]
        assert [one["over"] for one in told["invoice"]] == [over]


def test_no_receipts_say_nothing(station):
    assert billed(station, "--channel", "none")[0] == 2
    assert station.command("audit", "bill", "--days", "0").returncode == 3
