"""What is masked leaves in no form: not nested, not as a key, not encoded, in no protocol."""

import base64
import json
from hashlib import sha256

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.errors import Refusal
from tests import heard
from tests.conformance.speech import Turn
from tests.facts import CHATS, CLAUDES, GEMINIS, RESPONDS, VOICES, facts, masked, relayed

MADE_UP = base64.urlsafe_b64encode(sha256(b"made up").digest() * 3).decode()[:93]
KEY = "-".join(("sk", "ant", "api03", MADE_UP + "AA"))
VALUES = ["ada.lovelace@mail.test", "bob@corp-mail.test", "13800138000", "110101199003077475", KEY]

values = st.sampled_from(VALUES)
fillers = st.sampled_from(["", " ", "to ", '"', "\\", "\n", "{", "密码 ", "é "])
texts = st.builds(lambda a, value, b: f"{a} {value} {b}", fillers, values, fillers)


def nested(inner: st.SearchStrategy) -> st.SearchStrategy:
    """Return JSON that holds more of it: lists, objects, keys, JSON in a string."""
    return st.one_of(
        st.lists(inner, min_size=1, max_size=2),
        st.dictionaries(texts | st.sampled_from(["a", "content"]), inner, min_size=1, max_size=2),
        st.builds(json.dumps, inner),
        st.builds(lambda one: json.dumps(one, ensure_ascii=False, indent=1), inner),
    )


def coded(tree):
    """Return JSON as base64 in a data: URL, as files are attached."""
    return "data:text/plain;base64," + base64.b64encode(json.dumps(tree).encode()).decode()


trees = st.recursive(texts, nested, max_leaves=4)


def request(voice, said, tree):
    """Return a request that holds a tree in every place a dialect has for one."""
    text = json.dumps(tree)
    free = {"tomorrow": tree, "metadata": {"k": tree}, "file": coded(tree)}
    if voice is CHATS:
        call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": text}}
        turns = [
            {"role": "user", "content": said},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "c", "content": text},
        ]
        body = {"messages": turns, "tools": [{"type": "function", "function": {
            "name": "f", "parameters": {"type": "object", "default": tree}}}]}  # fmt: skip
    elif voice is RESPONDS:
        call = {"type": "function_call", "call_id": "c", "name": "f", "arguments": text}
        body = {"input": [{"role": "user", "content": said}, call,
                {"type": "function_call_output", "call_id": "c", "output": text}]}  # fmt: skip
    elif voice is CLAUDES:
        use = {"type": "tool_use", "id": "c", "name": "f", "input": {"a": tree}}
        result = {"type": "tool_result", "tool_use_id": "c", "content": text}
        body = {"max_tokens": 9, "messages": [
            {"role": "user", "content": said}, {"role": "assistant", "content": [use]},
            {"role": "user", "content": [result]}]}  # fmt: skip
    else:
        use = {"functionCall": {"name": "f", "args": {"a": tree}}}
        result = {"functionResponse": {"name": "f", "response": {"a": tree}}}
        return {"contents": [{"role": "user", "parts": [{"text": said}]},
                {"role": "model", "parts": [use]}, {"role": "user", "parts": [result]}],
                "tomorrow": tree, "file": coded(tree)}  # fmt: skip
    return {"model": "m", **body, **free}


def opened(body: bytes) -> str:
    """Return all that stands in a body, escapes undone and base64 opened, to any depth."""
    seen, left = [], [body.decode()]
    while left:
        text = left.pop()
        seen.append(text)
        if text.startswith("data:"):
            left.append(base64.b64decode(text.partition(",")[2]).decode())
            continue
        try:
            left += _strings(json.loads(text))
        except ValueError:
            continue
    return "\n".join(seen)


def _strings(tree):
    if isinstance(tree, str):
        return [tree]
    members = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree if isinstance(tree, list) else ())
    )
    return [one for k, v in members for one in (*_strings(k), *_strings(v))]


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
@settings(max_examples=120, deadline=None)
@given(texts, trees)
def test_no_masked_value_is_in_the_bytes_that_leave(voice, said, tree):
    exchange = voice.begin(using=facts())
    exchange.greet()
    try:
        call = exchange.open(orjson.dumps(request(voice, said, tree)))
    except Refusal:
        return  # what could not be masked did not leave either
    left = opened(call.body)
    for value in masked(exchange.case):
        assert value not in left
    assert not [value for value in VALUES if value in said and value in left]


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
@settings(max_examples=60, deadline=None)
@given(texts, trees)
def test_an_upstream_that_repeats_what_it_was_sent_gives_it_back(voice, said, tree):
    """Restore undoes mask: an echo of any text of the request comes back as the client wrote it."""
    told = json.dumps(tree)
    exchange = voice.begin()
    exchange.greet()
    try:
        exchange.open(orjson.dumps(request(voice, said, tree)))
    except Refusal:
        return
    sent = [slot.text for slot in exchange.case.document.slots]
    exchange = voice.answered(orjson.dumps(request(voice, said, tree)))
    answer = voice.plain(Turn("\u0001".join(sent)))
    got = relayed(exchange, answer)
    assert said in heard.plain(voice, got)[0]
    if voice in (CHATS, RESPONDS, CLAUDES):
        assert told in heard.plain(voice, got)[0]


def test_every_value_of_these_laws_is_found():
    for value in VALUES:
        exchange = GEMINIS.begin()
        exchange.greet()
        exchange.open(GEMINIS.ask(f"to {value} now"))
        assert value in masked(exchange.case)
