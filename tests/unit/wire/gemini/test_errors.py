import json

import pytest

from posthouse.model import errors
from posthouse.wire.gemini.errors import refusal, refusal_event


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.BadRequest, "INVALID_ARGUMENT"),
        (errors.Unauthorized, "UNAUTHENTICATED"),
        (errors.BudgetSpent, "RESOURCE_EXHAUSTED"),
        (errors.Forbidden, "PERMISSION_DENIED"),
        (errors.NotFound, "NOT_FOUND"),
        (errors.MethodNotAllowed, "UNIMPLEMENTED"),
        (errors.SlowBody, "DEADLINE_EXCEEDED"),
        (errors.TooLarge, "INVALID_ARGUMENT"),
        (errors.BadEncoding, "INVALID_ARGUMENT"),
        (errors.Unreadable, "INVALID_ARGUMENT"),
        (errors.Throttled, "RESOURCE_EXHAUSTED"),
        (errors.UpstreamFailed, "UNAVAILABLE"),
        (errors.Unavailable, "UNAVAILABLE"),
        (errors.UpstreamTimedOut, "DEADLINE_EXCEEDED"),
    ],
)
def test_each_refusal_has_its_http_code_and_googles_status(kind, status):
    error = json.loads(refusal(kind("expected this", hint="do that", code="some_code")))["error"]
    assert (error["code"], error["status"]) == (kind.status, status)
    assert error["message"] == "expected this. do that"
    assert error["details"][0]["@type"] == "type.googleapis.com/google.rpc.ErrorInfo"
    assert error["details"][0]["reason"] == "SOME_CODE"


def test_says_when_to_try_again():
    details = json.loads(refusal(errors.Throttled("slow down", retry_after_s=7)))["error"][
        "details"
    ]
    assert details[1] == {
        "@type": "type.googleapis.com/google.rpc.RetryInfo",
        "retryDelay": "7s",
    }


def test_a_refusal_inside_a_stream_is_a_data_event():
    refused = errors.UpstreamFailed("broke off")
    assert refusal_event(refused) == b"data: " + refusal(refused) + b"\n\n"
