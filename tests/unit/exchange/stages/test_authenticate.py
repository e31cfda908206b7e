from dataclasses import replace

import pytest

from posthouse.exchange.stages.authenticate import authenticate, presented
from posthouse.model.caller import KeyState
from posthouse.model.errors import Forbidden, Unauthorized
from posthouse.model.http import RequestHead
from tests.facts import CHATS, KEY, MINTED, facts

PLAIN = MINTED.plain.reveal()


def head(*headers, query=""):
    return RequestHead("POST", "/v1/messages", query, headers)


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ((("authorization", "Bearer k"),), ""),
        ((("authorization", "bearer  k "),), ""),
        ((("authorization", "k"),), ""),
        ((("x-api-key", "k"),), ""),
        ((("x-goog-api-key", "k"),), ""),
        ((("api-key", "k"),), ""),
        ((("authorization", ""), ("x-api-key", "k")), ""),
        ((), "alt=sse&key=k"),
    ],
)
def test_a_key_is_taken_from_where_any_dialect_puts_it(headers, query):
    assert presented(head(*headers, query=query)) == "k"


@pytest.mark.parametrize("query", ["", "key=", "monkey=k"])
def test_a_request_without_a_key_is_refused(query):
    with pytest.raises(Unauthorized) as refused:
        presented(head(query=query))
    assert refused.value.code == "key_missing"


def test_a_key_proves_its_owner_and_project():
    case = CHATS.begin().case
    authenticate(case)
    assert (case.key, case.project.name) == (KEY, "default")


@pytest.mark.parametrize(
    "key", [replace(KEY, state=KeyState.REVOKED), replace(KEY, expires_at=1), replace(KEY, id="x")]
)
def test_a_key_that_may_not_be_used_is_refused(key):
    with pytest.raises(Unauthorized) as refused:
        authenticate(CHATS.begin(using=facts(key)).case)
    assert PLAIN not in refused.value.message + refused.value.hint


def test_a_key_of_a_project_that_is_gone_is_refused():
    with pytest.raises(Forbidden) as refused:
        authenticate(CHATS.begin(using=facts(projects={})).case)
    assert refused.value.code == "project_unknown"
