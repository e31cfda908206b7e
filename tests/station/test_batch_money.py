"""What batches cost: set aside when they are made, settled once when they are over."""

import io
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor

import anthropic
import openai
import pytest
from tests.keeping import Vendor
from tests.running import Station, channel
from tests.sdks import google_of, openai_of
from tests.upstreams import as_json

PRICES = """
[[price]]
model = "*"
input = 3
output = 30
batch = 0.5
"""


class Slow(Vendor):
    """Works batches off when it is told to, and tells of each as `over` says."""

    def __init__(self) -> None:
        super().__init__()
        self.over: dict[str, dict] = {}

    def __call__(self, request):
        path = request.target.partition("?")[0]
        if "x-goog-api-key" in request.headers:
            return self._google(request, path)
        answer = super().__call__(request)
        tree = json.loads(answer.body) if path.startswith("/v1/batches") else {}
        if tree.get("object") == "batch":
            tree |= {"status": "in_progress", "output_file_id": None} | self.over
            if "output" in self.over:
                tree["output_file_id"] = self.batches[tree["id"]]["output_file_id"]
            return as_json(tree)
        return answer

    def _google(self, request, path):
        if path.endswith(":batchGenerateContent"):
            return as_json({"name": "batches/b1", "metadata": {"state": "BATCH_STATE_PENDING"}})
        usage = {"promptTokenCount": 100, "candidatesTokenCount": 10, "totalTokenCount": 110}
        content = {"role": "model", "parts": [{"text": "ok"}]}
        told = {"candidates": [{"content": content}], "usageMetadata": usage}
        output = {"inlinedResponses": {"inlinedResponses": [{"response": told}]}}
        meta = {"state": "BATCH_STATE_SUCCEEDED", "output": output}
        name = re.sub("^/v1(beta)?/", "", path)
        return as_json({"name": name, "metadata": meta, "done": True, "response": output})


@pytest.fixture(scope="module")
def vendor():
    return Slow()


@pytest.fixture(scope="module")
def says(vendor):
    return vendor


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("money")
    channels = channel("main", upstream.url)
    with Station(folder, channels, more=PRICES, server="workers = 2\n") as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(vendor):
    vendor.over = {}


def lines(count: int, most: int = 1000, model: str = "gpt") -> bytes:
    body = {"model": model, "max_tokens": most, "messages": [{"role": "user", "content": "hi"}]}
    told = {"method": "POST", "url": "/v1/chat/completions", "body": body}
    rows = [json.dumps({"custom_id": f"{n}", **told}).encode() for n in range(count)]
    return b"\n".join(rows)


def held(data: bytes, output: int) -> int:
    """What the station sets aside at these prices: a token for three bytes, half the price."""
    tokens = -(-sum(len(row) for row in data.splitlines()) // 3)
    return -(-(tokens * 3 + output * 30) // 2)


class Payer:
    """A key with a budget, and what it has spent by the station's own word."""

    def __init__(self, station, budget: str) -> None:
        self.station = station
        self.key = station.new_key("--budget-usd", budget)
        self.client = openai_of(station, self.key)

    def begin(self, data: bytes):
        file = self.client.files.create(file=("b.jsonl", io.BytesIO(data)), purpose="batch")
        raw = self.client.batches.with_raw_response.create(
            input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
        )
        return raw.parse(), self.station.receipt(raw.headers)

    def settled(self, receipt):
        """Return the batch's own receipt, None where it has none yet."""
        status, body = self.station.get(f"/receipts/{receipt['id']}-batch")
        return json.loads(body)["receipt"] if status == 200 else None

    def held(self, key: str) -> int:
        """Return what the command line shows to be set aside."""
        words = ("keys", "show", key, "--json", "--config", str(self.station.config))
        for _ in range(50):  # it stands in the database within a moment
            if shown := json.loads(self.station.command(*words).stdout)["held_micro_usd"]:
                break
        return shown

    def refused(self, data: bytes) -> str:
        with pytest.raises(openai.APIStatusError) as refused:
            self.begin(data)
        return refused.value.code


def test_what_a_batch_may_cost_is_set_aside_and_settled_by_what_its_status_tells(station, vendor):
    data = lines(2)
    amount = held(data, 2000)
    payer = Payer(station, f"{amount * 1.5 / 1e6:.6f}")
    batch, receipt = payer.begin(data)
    assert (receipt["reserved"], receipt["cost"]) == (amount, 0)
    assert receipt["extra"]["batch"] == "held"
    assert payer.refused(data) == "budget_spent"
    assert payer.held(receipt["key"]) == amount
    payer.client.batches.retrieve(batch.id)
    assert payer.settled(receipt) is None
    usage = {"input_tokens": 100, "output_tokens": 10, "total_tokens": 110}
    vendor.over = {"status": "completed", "output": True, "usage": usage, "model": "gpt-dated"}
    with ThreadPoolExecutor(8) as pool:  # by two workers at once
        list(pool.map(lambda _: payer.client.batches.retrieve(batch.id), range(8)))
    own = payer.settled(receipt)
    assert (own["cost"], own["reserved"]) == ((100 * 3 + 10 * 30) // 2, amount)
    assert (own["usage"]["input"], own["usage"]["output"]) == (100, 10)
    assert (own["key"], own["operation"], own["extra"]["batch"]) == (
        receipt["key"], "batches", receipt["id"],
    )  # fmt: skip
    vendor.over = {}
    payer.begin(data)  # there is room again
    assert payer.refused(data) == "budget_spent"


def test_it_is_settled_by_its_results_where_its_status_tells_nothing(station, vendor):
    payer = Payer(station, "1")
    batch, receipt = payer.begin(lines(3))
    vendor.over = {"status": "completed", "output": True}
    done = payer.client.batches.retrieve(batch.id)
    assert payer.settled(receipt) is None
    payer.client.files.content(done.output_file_id)
    assert payer.settled(receipt)["cost"] == -(-3 * (3 + 30) // 2)


@pytest.mark.parametrize("status", ["failed", "expired", "cancelled"])
def test_what_came_to_nothing_costs_nothing(station, vendor, status):
    data = lines(2)
    payer = Payer(station, f"{held(data, 2000) * 1.5 / 1e6:.6f}")
    batch, receipt = payer.begin(data)
    vendor.over = {"status": status}
    payer.client.batches.retrieve(batch.id)
    own = payer.settled(receipt)
    assert (own["cost"], own["usage"]) == (0, dict.fromkeys(own["usage"]))
    vendor.over = {}
    payer.begin(data)


def test_a_file_without_a_price_or_that_nobody_read_makes_no_batch(station, vendor, tmp_path):
    payer = Payer(station, "0.001")
    assert payer.refused(lines(1, 10**6)) == "budget_spent"
    file = payer.client.files.create(file=("b.txt", io.BytesIO(b"a")), purpose="user_data")
    with pytest.raises(openai.PermissionDeniedError) as refused:
        payer.client.batches.create(
            input_file_id=file.id, endpoint="/v1/responses", completion_window="24h"
        )
    assert refused.value.code == "batch_unbudgeted"


def test_anthropics_batches_are_settled_by_their_results(station):
    payer = Payer(station, "1")
    client = anthropic.Anthropic(base_url=station.url, api_key=payer.key, max_retries=0)
    params = {"model": "m", "max_tokens": 50, "messages": [{"role": "user", "content": "hi"}]}
    asked = [{"custom_id": str(n), "params": params} for n in range(2)]
    raw = client.messages.batches.with_raw_response.create(requests=asked)
    receipt = station.receipt(raw.headers)
    assert receipt["reserved"] > 100 * 30 // 2
    assert len(list(client.messages.batches.results(raw.parse().id))) == 2
    assert payer.settled(receipt)["cost"] == 2 * (3 + 30) // 2


def newest(station, key: str) -> dict:
    """Return the newest receipt of a key; it stands in its list within a moment."""
    for _ in range(100):
        told = json.loads(station.get("/v1/receipts", key)[1])["data"]
        if told:
            return told[-1]
        time.sleep(0.1)
    raise AssertionError("no receipt")


def test_geminis_batches_are_settled_by_the_answers_in_them(station):
    payer = Payer(station, "1")
    client = google_of(station, payer.key)
    part = {"parts": [{"text": "hi"}], "role": "user"}
    made = client.batches.create(model="m", src=[{"contents": [part]}])
    receipt = newest(station, payer.key)
    client.batches.get(name=made.name)
    assert payer.settled(receipt)["cost"] == (100 * 3 + 10 * 30) // 2


def test_what_is_set_aside_outlives_the_station(tmp_path, upstream, vendor):
    data = lines(2)
    amount = held(data, 2000)
    with Station(tmp_path, channel("main", upstream.url), more=PRICES) as running:
        payer = Payer(running, f"{amount * 1.5 / 1e6:.6f}")
        batch, receipt = payer.begin(data)
        running.kill()
        running.start()
        assert payer.refused(data) == "budget_spent"
        usage = {"input_tokens": 100, "output_tokens": 10, "total_tokens": 110}
        vendor.over = {"status": "completed", "output": True, "usage": usage, "model": "gpt"}
        payer.client.batches.retrieve(batch.id)
        payer.client.batches.retrieve(batch.id)
        assert payer.settled(receipt)["cost"] == 300
        running.stop()
        running.start()
        payer.client.batches.retrieve(batch.id)
        shown = running.command("keys", "list", "--json", "--config", str(running.config))
        spent = {key["id"]: key["spent_micro_usd"] for key in json.loads(shown.stdout)}
        assert spent[receipt["key"]] == 300
        vendor.over = {}
        payer.begin(data)
