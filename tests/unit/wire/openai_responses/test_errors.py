import orjson

from posthouse.model.errors import Throttled, UpstreamFailed
from posthouse.wire.openai_responses.errors import refusal, refusal_event
from posthouse.wire.sse import Cutter


def test_a_refusal_has_the_vendors_error_object():
    told = orjson.loads(refusal(Throttled("too many", hint="wait")))
    assert told["error"]["type"] == "rate_limit_error"
    assert told["error"]["message"] == "too many. wait"


def test_a_broken_stream_ends_with_error_and_failed():
    error, failed = Cutter().feed(refusal_event(UpstreamFailed("it broke off")))
    assert (error.name, failed.name) == ("error", "response.failed")
    told = orjson.loads(error.data)
    assert (told["type"], told["code"], told["message"]) == (
        "error",
        "upstream_failed",
        "it broke off",
    )
    response = orjson.loads(failed.data)["response"]
    assert response["status"] == "failed"
    assert response["error"] == {"code": "upstream_failed", "message": "it broke off"}
