import json

import pytest

from posthouse.model import errors
from posthouse.wire.anthropic.errors import refusal, refusal_event


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (errors.BadRequest, "invalid_request_error"),
        (errors.Unauthorized, "authentication_error"),
        (errors.BudgetSpent, "billing_error"),
        (errors.Forbidden, "permission_error"),
        (errors.NotFound, "not_found_error"),
        (errors.MethodNotAllowed, "invalid_request_error"),
        (errors.SlowBody, "timeout_error"),
        (errors.TooLarge, "request_too_large"),
        (errors.BadEncoding, "invalid_request_error"),
        (errors.Unreadable, "invalid_request_error"),
        (errors.Throttled, "rate_limit_error"),
        (errors.UpstreamFailed, "api_error"),
        (errors.Unavailable, "overloaded_error"),
        (errors.UpstreamTimedOut, "timeout_error"),
    ],
)
def test_each_refusal_has_the_dialects_type(kind, name):
    body = json.loads(refusal(kind("expected this", hint="do that", code="some_code")))
    assert body == {
        "type": "error",
        "error": {"type": name, "message": "expected this. do that", "code": "some_code"},
    }


def test_a_refusal_inside_a_stream_is_an_error_event():
    refused = errors.UpstreamFailed("broke off")
    assert refusal_event(refused) == b"event: error\ndata: " + refusal(refused) + b"\n\n"
