from dataclasses import replace

import orjson
import pytest

from posthouse.exchange.stages.authenticate import authenticate
from posthouse.exchange.stages.inspect import inspect_call
from posthouse.exchange.stages.permit import permit
from posthouse.inspection.verdict import Action
from posthouse.model.errors import Forbidden
from posthouse.model.scope import Scope, network
from posthouse.wire.wire import ToolCall
from tests.conformance.speech import Call, Turn, by
from tests.facts import CHATS, KEY, VOICES, facts, relayed


def case_of(scope, client="192.0.2.7"):
    case = CHATS.begin(using=facts(replace(KEY, scope=scope))).case
    case.head = replace(case.head, client=client)
    authenticate(case)
    return case


def test_a_key_without_scopes_may_be_used_from_anywhere():
    permit(case_of(Scope(), client=""))


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        (Scope(networks=(network("198.51.100.0/24"),)), "address_not_allowed"),
        (Scope(endpoints=("gemini", "openai_chat:embed")), "endpoint_not_allowed"),
    ],
)
def test_another_place_or_endpoint_is_refused(scope, code):
    with pytest.raises(Forbidden) as refused:
        permit(case_of(scope))
    assert refused.value.code == code


def test_within_the_scopes_it_passes():
    permit(case_of(Scope(networks=(network("192.0.2.0/24"),), endpoints=("openai_chat",))))


def test_a_call_of_another_tool_is_blocked_and_noted():
    case = case_of(Scope(tools=("read_*",)))
    assert inspect_call(case, ToolCall("1", "read_file", "{}")).action is Action.PASS
    verdict = inspect_call(case, ToolCall("1", "delete_all", "{}"))
    assert (verdict.action, verdict.rule) == (Action.BLOCK, "key/tools")
    assert [(seen.rule, seen.action) for seen in case.inspector.seen] == [("key/tools", "blocked")]


TURN = Turn("Now:", calls=(Call("c1", "delete_all", {"path": "x"}),))


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
@pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])
def test_in_every_dialect_an_answer_cannot_call_a_tool_beyond_the_key(voice, stream):
    using = facts(replace(KEY, scope=Scope(tools=("read_*",))))
    exchange = voice.answered(voice.ask("Hi", stream=stream), stream=stream, using=using)
    told = voice.events(TURN, by(4)) if stream else voice.plain(TURN)
    got = relayed(exchange, told)
    assert b'"x"' not in got
    assert b"key/tools" in got


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_every_way_to_offer_a_tool_is_seen(voice):
    offers = {
        "chat": [
            {"tools": [{"type": "function", "function": {"name": "kill"}}]},
            {"tools": [{"type": "custom", "custom": {"name": "kill"}}]},
            {"tools": [{"type": "kill"}]},
            {"tools": [{}]},
            {"functions": [{"name": "kill"}]},
            {"functions": ["kill"]},
        ],
        "responses": [
            {"tools": [{"type": "function", "name": "kill"}]},
            {"tools": [{"type": "mcp", "server_label": "kill"}]},
            {"tools": [{"type": "namespace", "name": "read_it", "tools": [{"name": "kill"}]}]},
            {"tools": [{"type": "web_search"}]},
        ],
        "messages": [
            {"tools": [{"name": "kill"}]},
            {"tools": [{"type": "web_search_20250305"}]},
            {"mcp_servers": [{"name": "kill"}]},
            {"mcp_servers": [7]},
        ],
        "gemini": [
            {"tools": [{"functionDeclarations": [{"name": "kill"}]}]},
            {"tools": {"function_declarations": {"name": "kill"}}},
            {"tools": [{"googleSearch": {}}]},
            {"tools": [7]},
            {"tools": [{"functionDeclarations": 7}]},
        ],
    }[voice.name]
    using = facts(replace(KEY, scope=Scope(tools=("read_*",))))
    for offer in offers:
        exchange = voice.begin(using=using)
        exchange.greet()
        with pytest.raises(Forbidden) as refused:
            exchange.open(voice.ask("Hi", **offer))
        assert refused.value.code == "tool_not_allowed", offer
        assert "kill" not in refused.value.message


def test_an_old_secret_is_answered_with_the_end_of_its_grace():
    exchange = CHATS.begin()
    exchange.greet()
    exchange.case.old_secret = True
    exchange.case.key = replace(KEY, grace_until=1_764_000_000)
    reply = exchange.refuse(Forbidden("no"))
    assert ("posthouse-key-grace", "2025-11-24T16:00:00Z") in reply.headers
    assert orjson.loads(reply.body)["error"]
