"""Whoever holds a key lists its receipts; nobody lists another's."""

import json
import time

import pytest
from tests.conformance.speech import CHAT, Turn
from tests.upstreams import as_json

BODY = {"model": "m", "messages": [{"role": "user", "content": "hello"}]}


@pytest.fixture(scope="module")
def made(station, upstream):
    """Two keys, five receipts of the first one, one of the second."""
    keys = [station.new_key("--name", name) for name in ("first", "second")]
    upstream.script = lambda _: as_json(CHAT.plain(Turn("x"), "m"))
    ids = [
        station.post("/v1/chat/completions", BODY, key=key)[2]["posthouse-receipt"]
        for key in (*[keys[0]] * 5, keys[1])
    ]
    end = time.monotonic() + 20
    while len(listed(station, keys[0])["data"]) < 5 and time.monotonic() < end:
        time.sleep(0.1)
    return keys, ids


def listed(station, key, query=""):
    status, body = station.get("/v1/receipts" + query, key)
    assert status == 200, body
    return json.loads(body)


def test_a_key_sees_its_own_receipts_in_their_order_and_no_other(station, made):
    (first, second), ids = made
    page = listed(station, first)
    assert [one["id"] for one in page["data"]] == ids[:5]
    assert page["has_more"] is False
    assert page["data"][0]["ending"] == "delivered"
    assert [one["id"] for one in listed(station, second)["data"]] == ids[5:]


def test_pages_go_on_from_behind_a_receipt(station, made):
    (first, _), ids = made
    seen, after, more = [], "", True
    while more:
        page = listed(station, first, f"?limit=2{after}")
        seen += [one["id"] for one in page["data"]]
        after, more = f"&after={seen[-1]}", page["has_more"]
    assert seen == ids[:5]


def test_another_keys_receipt_is_as_good_as_none(station, made):
    (first, _), ids = made
    for place in (ids[5], "gone"):
        status, body = station.get(f"/v1/receipts?after={place}", first)
        assert status == 404
        assert b"receipt_unknown" in body


@pytest.mark.parametrize("limit", ["0", "1001", "x", "-1", "9" * 40, "%F0%9D%9F%8F"])
def test_a_limit_that_is_none_is_refused(station, made, limit):
    assert station.get(f"/v1/receipts?limit={limit}", made[0][0])[0] == 400


@pytest.mark.parametrize("key", ["", "nobody"])
def test_strangers_see_nothing(station, made, key):
    assert station.get("/v1/receipts", key)[0] == 401


def test_a_derived_key_does_not_list_what_it_came_from(station, made):
    station.environment["PARENT"] = made[0][0]
    shown = station.command("keys", "derive", "--parent-env", "PARENT", "--json")
    assert shown.returncode == 0, shown.stderr
    status, body = station.get("/v1/receipts", json.loads(shown.stdout)["key"])
    assert status == 403
    assert b"endpoint_not_allowed" in body


def test_other_methods_are_refused(station, made):
    assert station.post("/v1/receipts", {}, key=made[0][0])[0] in (404, 405)
