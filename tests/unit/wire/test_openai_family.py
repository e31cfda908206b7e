import orjson
import pytest

from posthouse.model import errors
from posthouse.model.secret import Secret
from posthouse.wire.openai_family import (
    FORWARDED,
    claimed,
    credential,
    error,
    model,
    models,
    put_model,
    refusal_event,
    shape,
)


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (errors.BadRequest("m"), "invalid_request_error"),
        (errors.Unauthorized("m"), "authentication_error"),
        (errors.BudgetSpent("m"), "insufficient_quota"),
        (errors.Forbidden("m"), "permission_error"),
        (errors.NotFound("m"), "invalid_request_error"),
        (errors.TooLarge("m"), "invalid_request_error"),
        (errors.Unreadable("m"), "invalid_request_error"),
        (errors.Throttled("m"), "rate_limit_error"),
        (errors.UpstreamFailed("m"), "server_error"),
        (errors.Unavailable("m"), "server_error"),
        (errors.UpstreamTimedOut("m"), "server_error"),
    ],
)
def test_each_status_has_the_vendors_type_and_our_code(refusal, kind):
    told = error(refusal)
    assert told == {"message": "m", "type": kind, "param": None, "code": refusal.code}


def test_the_models_list_has_the_vendors_form():
    told = orjson.loads(models(["a", "b"]))
    assert told["object"] == "list"
    assert [entry["id"] for entry in told["data"]] == ["a", "b"]
    assert told["data"][0] == orjson.loads(model("a"))
    assert set(told["data"][0]) == {"id", "object", "created", "owned_by"}


def test_the_credential_is_a_bearer_token():
    assert credential(Secret("k")) == ("authorization", Secret("Bearer k"))


def test_what_names_the_client_or_its_account_is_not_forwarded():
    assert not FORWARDED & {"authorization", "openai-organization", "openai-project", "cookie"}


def test_the_model_is_written_where_it_was_read():
    tree = {"model": "a", "stream": True}
    put_model(tree, "b")
    assert tree == {"model": "b", "stream": True}


@pytest.mark.parametrize(
    ("tree", "expected"), [({"model": "m"}, "m"), ({"model": 4}, ""), ({}, ""), (None, "")]
)
def test_an_answer_claims_a_model_or_none(tree, expected):
    assert claimed(tree) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "a boolean"),
        ("", "an empty string"),
        ("secret", "a string"),
        ([1], "a list"),
        ({"a": 1}, "an object"),
        (1.5, "a number"),
    ],
)
def test_a_value_is_described_without_being_shown(value, expected):
    assert shape(value) == expected


def test_a_refusal_inside_a_stream_is_one_event():
    assert refusal_event(errors.Unavailable("m")).count(b"\n\n") == 1
