"""What an operator does with a running station: reload, limits, budgets, projects, metrics."""

import json
import time
import tomllib
import urllib.request

import pytest
from tests.echo import echoed
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

MORE = """
[limits]
requests_per_minute = 100000
[[project]]
name = "strict"
treatments = { EMAIL = "refuse" }
[[project]]
name = "open"
treatments = { IP = "pass" }
[[price]]
model = "priced"
input = 1000000
output = 1000000
"""
ANSWER = {"id": "1", "object": "chat.completion", "choices": []}


@pytest.fixture(scope="module")
def up():
    with Upstream(echoed) as running:
        yield running


@pytest.fixture(scope="module")
def house(tmp_path_factory, up):
    folder = tmp_path_factory.mktemp("operations")
    with Station(folder, channel("main", up.url), more=MORE) as running:
        yield running


@pytest.fixture(autouse=True)
def plain(up):
    up.requests.clear()
    up.script = lambda _: as_json(ANSWER)


def chat(text, model="m"):
    return {"model": model, "messages": [{"role": "user", "content": text}]}


def until(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def error(answer):
    return json.loads(answer[1])["error"]["code"]


def test_a_project_may_refuse_what_others_mask(house, up):
    key = house.new_key("--project", "strict")
    answer = house.post("/v1/chat/completions", chat("to li.wei@haitang.test"), key)
    assert (answer[0], error(answer)) == (403, "content_refused")
    assert "li.wei" not in answer[1].decode()
    assert not up.requests
    receipt = house.receipt(answer[2])
    assert (receipt["ending"], receipt["rule"]) == ("refused", "project/refuse/EMAIL")
    assert house.post("/v1/chat/completions", chat("10.1.2.3"), key)[0] == 200


def test_a_project_may_let_a_label_pass_and_the_rest_is_masked(house, up):
    key = house.new_key("--project", "open")
    status, _, headers = house.post("/v1/chat/completions", chat("10.1.2.3 a.b@haitang.test"), key)
    assert status == 200
    sent = up.requests[0].body.decode()
    assert "10.1.2.3" in sent
    assert "haitang" not in sent
    assert house.receipt(headers)["masked"] == {"EMAIL": 1}


def test_a_budget_is_reserved_before_and_settled_after(house, up):
    key = house.new_key("--budget-usd", "0.01")  # 10,000 micro-dollars, a token costs one dollar
    answer = house.post("/v1/chat/completions", chat("hi", "priced"), key)
    assert (answer[0], error(answer)) == (402, "budget_spent")
    assert not up.requests
    unpriced = house.post("/v1/chat/completions", chat("hi", "unpriced"), key)
    assert (unpriced[0], error(unpriced)) == (403, "model_unpriced")


def test_a_key_asks_no_faster_than_it_may(tmp_path, up):
    more = "[limits]\nrequests_per_minute = 3\n"
    with Station(tmp_path, channel("main", up.url), more=more) as slow:
        answers = [slow.post("/v1/chat/completions", chat("hi")) for _ in range(4)]
    assert [a[0] for a in answers] == [200, 200, 200, 429]
    assert int(answers[3][2]["retry-after"]) >= 1
    assert len(up.requests) == 3


def test_a_key_may_use_the_models_it_names_alone(house, up):
    key = house.new_key("--model", "claude-*")
    refused = house.post("/v1/chat/completions", chat("hi", "gpt-x"), key)
    assert (refused[0], error(refused)) == (403, "model_not_allowed")
    assert house.post("/v1/chat/completions", chat("hi", "claude-x"), key)[0] == 200


def test_settings_are_reloaded_whole_and_a_bad_file_changes_nothing(tmp_path, up):
    with Station(tmp_path, channel("main", up.url, ["one"])) as house:
        text = house.config.read_text()

        def models():
            listed = json.loads(house.get("/v1/models", house.key)[1])["data"]
            return [model["id"] for model in listed]

        assert models() == ["one"]
        house.config.write_text(text.replace('["one"]', '["one", "two"]'))
        assert until(lambda: models() == ["one", "two"])
        house.config.write_text(text.replace("models =", "modles ="))
        assert until(lambda: "reload refused" in house.logged())
        assert models() == ["one", "two"]
        house.config.write_text(text)
        assert until(lambda: models() == ["one"])


def test_metrics_stand_on_the_admin_listener_and_hold_no_content(house, up):
    house.post("/v1/chat/completions", chat("to canary.person@haitang.test"))
    admin = tomllib.loads(house.config.read_text())["server"]["admin"]
    with urllib.request.urlopen(f"http://{admin}/metrics", timeout=60) as answer:
        page = answer.read().decode()
    assert (
        'posthouse_exchanges_total{dialect="openai_chat",ending="delivered",status="200"}' in page
    )
    assert 'posthouse_masked_spans_total{label="EMAIL"}' in page
    assert "canary" not in page
    assert house.get("/metrics")[0] == 404
