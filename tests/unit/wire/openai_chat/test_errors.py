import orjson

from posthouse.model.errors import BadRequest, UpstreamFailed
from posthouse.wire.openai_chat.errors import refusal, refusal_event


def test_a_refusal_has_the_vendors_error_object():
    refused = BadRequest("model: expected a model name", code="bad_shape", hint="send one")
    assert orjson.loads(refusal(refused)) == {
        "error": {
            "message": "model: expected a model name. send one",
            "type": "invalid_request_error",
            "param": None,
            "code": "bad_shape",
        }
    }


def test_a_broken_stream_ends_with_an_error_chunk_and_no_done():
    told = refusal_event(UpstreamFailed("it broke off"))
    assert told.startswith(b'data: {"error":{')
    assert told.endswith(b"}}\n\n")
    assert b"[DONE]" not in told
