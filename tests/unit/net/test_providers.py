"""Providers' own interfaces for keys, against stand-ins written from their documents."""

import json

import pytest

from posthouse.model.errors import CommandError
from posthouse.model.secret import Secret
from posthouse.net.providers import Account, admin_of
from tests.keyservices import Served

ADMIN = "admin-key-made-up"


def openai(method, path, headers, body):
    root = "/v1/organization/projects/proj_1/"
    if headers.get("authorization") != f"Bearer {ADMIN}":
        return 401, {"error": {"code": "invalid_api_key"}}
    if method == "GET" and path.startswith(root + "api_keys?limit=100"):
        if path.endswith("after=key_1"):
            owner = {"type": "service_account", "service_account": {"id": "svc_1"}}
            key = {"id": "key_2", "name": "robot", "redacted_value": "sk-…2", "owner": owner}
            return 200, {"data": [key], "has_more": False, "last_id": "key_2"}
        key = {"id": "key_1", "name": "mine", "redacted_value": "sk-…1", "created_at": 5}
        return 200, {"data": [{**key, "owner": {"type": "user"}}], "has_more": True,
                     "last_id": "key_1"}  # fmt: skip
    if method == "POST" and path == root + "service_accounts":
        key = {"id": "key_9", "value": "sk-svcacct-made-up"}
        return 200, {"id": "svc_9", "name": json.loads(body)["name"], "api_key": key}
    if method == "DELETE" and path in (root + "api_keys/key_1", root + "service_accounts/svc_1"):
        return 200, {"deleted": True}
    return 404, {}


def anthropic(method, path, headers, body):
    if headers.get("x-api-key") != ADMIN or headers.get("anthropic-version") != "2023-06-01":
        return 401, {"type": "error"}
    if method == "GET" and path == "/v1/organizations/api_keys?limit=100":
        key = {"id": "apikey_1", "name": "mine", "partial_key_hint": "sk-ant-…", "status": "active"}
        return 200, {
            "data": [key],
            "has_more": False,
            "first_id": "apikey_1",
            "last_id": "apikey_1",
        }
    if method == "POST" and path == "/v1/organizations/api_keys/apikey_1":
        assert json.loads(body) == {"status": "inactive"}
        return 200, {"id": "apikey_1", "status": "inactive"}
    return 404, {}


def openrouter(method, path, headers, body):
    if headers.get("authorization") != f"Bearer {ADMIN}":
        return 401, {}
    if method == "GET" and path.startswith("/api/v1/keys?"):
        key = {"hash": "abc", "name": "mine", "label": "sk-or-…", "disabled": False}
        return 200, {"data": [key] if path.endswith("offset=0") else []}
    if method == "PATCH" and path == "/api/v1/keys/abc":
        assert json.loads(body) == {"disabled": True}
        return 200, {"data": {"hash": "abc", "disabled": True}}
    if method == "POST" and path == "/api/v1/keys":
        return 201, {"data": {"hash": "new"}, "key": "sk-or-v1-made-up"}
    return 404, {}


ANSWERS = {"openai": openai, "anthropic": anthropic, "openrouter": openrouter}


@pytest.fixture(params=list(ANSWERS))
def provider(request):
    with Served(ANSWERS[request.param]) as served:
        yield request.param, served


def admin(provider, key=ADMIN):
    name, served = provider
    return admin_of(name, Account(Secret(key), "proj_1", served.url))


def test_lists_all_pages_without_any_key(provider):
    found = admin(provider).every()
    assert [key.id for key in found] == {
        "openai": ["key_1", "key_2"], "anthropic": ["apikey_1"], "openrouter": ["abc"],
    }[provider[0]]  # fmt: skip
    assert found[0].state == "active"


def test_disables_in_the_provider_s_own_way(provider):
    name, served = provider
    for key in admin(provider).every():
        admin(provider).disable(key.id)
    done = [(method, path) for method, path, _, _ in served.seen if method != "GET"]
    assert done == {
        "openai": [("DELETE", "/v1/organization/projects/proj_1/api_keys/key_1"),
                   ("DELETE", "/v1/organization/projects/proj_1/service_accounts/svc_1")],
        "anthropic": [("POST", "/v1/organizations/api_keys/apikey_1")],
        "openrouter": [("PATCH", "/api/v1/keys/abc")],
    }[name]  # fmt: skip


def test_creates_where_the_provider_can(provider):
    if provider[0] == "anthropic":
        with pytest.raises(CommandError, match="does not"):
            admin(provider).create("posthouse main")
        return
    key_id, key = admin(provider).create("posthouse main")
    assert key_id in ("key_9", "new")
    assert key.reveal().endswith("made-up")


def test_another_admin_key_is_refused_and_not_told(provider):
    with pytest.raises(CommandError, match="refused with 401") as refused:
        admin(provider, "another-made-up").every()
    assert "made-up" not in refused.value.message + refused.value.hint


@pytest.mark.parametrize("key_id", ["", "../x", "a/b", "a?b", "a b"])
def test_an_id_cannot_lead_elsewhere(provider, key_id):
    with pytest.raises(CommandError):
        admin(provider).disable(key_id)


def test_others_have_no_such_interface():
    with pytest.raises(CommandError, match="interface"):
        admin_of("example", Account(Secret(ADMIN)))
    with pytest.raises(CommandError, match="--project"):
        admin_of("openai", Account(Secret(ADMIN)))
