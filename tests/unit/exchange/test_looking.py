"""The station's own question about a batch: nothing but states and usage is read."""

from functools import partial

import orjson
import pytest

from posthouse.exchange.looking import OWN, Looking
from posthouse.exchange.recalling import asked, kept, recalled
from posthouse.exchange.settling import settlement, written
from posthouse.model.batch import Consumed, Hold, Share
from posthouse.model.conversation import Recalled
from posthouse.model.errors import Forbidden, UpstreamFault
from posthouse.model.http import RequestHead, ResponseHead
from posthouse.model.record import Ending
from posthouse.model.usage import MicroUSD, Usage
from posthouse.wire.dialects import resolve
from tests.facts import KEY, PEER, SEED, Counters, Health, facts, relayed

HOLD = Hold((Share("m", 2, 300, 20, 0),), "r-0", 5, KEY.id, MicroUSD(9), None, "/v1/batches/b")
FOUND = Recalled("r2", "one", batch=written(HOLD))
KIND = (("content-type", "application/json"),)
MAIL = "ada.lovelace@mail.test"


def looking(path, *, status=200, project="default", head=KIND) -> Looking:
    """Return a question whose answer is about to come."""
    request = RequestHead("GET", path, "", ())
    made = partial(Looking, (project, HOLD.id))
    exchange = made(facts(), (Counters(), Health()), SEED, (request, resolve(request)))
    exchange.greet()
    exchange.take(b"")
    assert asked(exchange.case) is not None
    recalled(exchange.case, FOUND)
    exchange.opened()
    assert exchange.answered(ResponseHead(status, head), PEER).whole
    return exchange


def line(model="m", into=3, out=4, text="hi"):
    call = {"id": "c", "type": "function", "function": {"name": "bash", "arguments": "{}"}}
    message = {"role": "assistant", "content": text, "tool_calls": [call]}
    usage = {"prompt_tokens": into, "completion_tokens": out, "total_tokens": into + out}
    body = {"id": "x", "object": "chat.completion", "model": model, "usage": usage,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}  # fmt: skip
    return orjson.dumps(
        {"id": "r", "custom_id": "1", "response": {"status_code": 200, "body": body}}
    )


def test_a_state_that_tells_what_was_used_settles_and_leads_nowhere():
    exchange = looking("/v1/batches/b")
    used = {"input_tokens": 5, "output_tokens": 2, "total_tokens": 7}
    told = {"id": "b", "object": "batch", "status": "completed", "usage": used, "model": "m"}
    exchange.feed(orjson.dumps({**told, "output_file_id": "o", "metadata": {"mail": MAIL}}))
    assert not exchange.unconfirmed()
    assert exchange.end() == b""
    assert exchange.case.consumed == Consumed((("m", Usage(5, 2)),))
    hold, own = settlement(exchange.case, 9)
    assert (hold, own.key, own.usage) == (HOLD, KEY.id, Usage(5, 2))
    assert kept(exchange.case).handles == ("batch:b", "file:o")
    receipt = exchange.close(Ending.DELIVERED, 9)
    assert (receipt.key, receipt.project, receipt.cost) == (OWN, "default", 0)
    assert (receipt.extra["looks"], receipt.inspections) == (HOLD.id, ())


@pytest.mark.parametrize(
    ("told", "results"),
    [
        ({"status": "completed", "output_file_id": "o"}, b"/v1/files/o/content"),
        ({"status": "in_progress", "output_file_id": None}, b""),
        ({"status": "failed"}, b""),
    ],
)
def test_a_state_that_tells_nothing_tells_where_the_results_are(told, results):
    exchange = looking("/v1/batches/b")
    exchange.feed(orjson.dumps({"id": "b", "object": "batch", **told}))
    assert exchange.end() == results


def test_results_are_added_up_line_by_line_whatever_they_say():
    exchange = looking("/v1/files/o/content")
    data = b"\n".join([line(text=MAIL), line(into=10), b"", line("other", 1, 1), b'{"error":1}'])
    for at in range(0, len(data), 7):
        assert exchange.feed(data[at : at + 7]) == b""
    assert not exchange.unconfirmed()
    assert not exchange.asks()
    assert exchange.end() == b""
    assert dict(exchange.case.consumed.used) == {"m": Usage(13, 8), "other": Usage(1, 1)}
    assert not exchange.case.inspector.seen


@pytest.mark.parametrize("path", ["/v1/batches/b", "/v1/files/o/content"])
def test_a_refusal_tells_nothing(path):
    exchange = looking(path, status=404)
    exchange.feed(b'{"error": {"message": "no such thing"}}')
    assert exchange.end() == b""
    assert exchange.case.consumed is None


@pytest.mark.parametrize(
    ("path", "data"),
    [("/v1/batches/b", b"<html>"), ("/v1/files/o/content", b"<html>\n"), ("/v1/batches/b", b"")],
)
def test_what_cannot_be_read_is_the_upstreams_fault(path, data):
    exchange = looking(path, head=(("content-type", "text/event-stream"),))
    with pytest.raises(UpstreamFault):
        relayed(exchange, data)


def test_a_line_without_end_is_not_kept():
    exchange = looking("/v1/files/o/content")
    most = exchange.case.facts.limits.max_answer
    with pytest.raises(UpstreamFault):
        exchange.feed(b"[" * (most + 1))


def test_nobody_asks_for_a_project_that_is_gone():
    with pytest.raises(Forbidden):
        looking("/v1/batches/b", project="gone")
