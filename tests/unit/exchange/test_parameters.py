"""What the station changes in a request is named, and nothing else is."""

import json

import orjson
import pytest

from posthouse.exchange.parameters import parameters_changed
from tests.conformance.stage import EMAIL
from tests.facts import CHATS, VOICES, channel, facts


def sent(voice, body, using=None):
    exchange = voice.begin(using=using)
    exchange.greet()
    exchange.open(body)
    case = exchange.case
    return case, case.channel.upstream_model(case.asked.model)


@pytest.mark.parametrize("voice", VOICES, ids=lambda v: v.name)
@pytest.mark.parametrize("text", ["hello", f"write to {EMAIL}", '{"a": "' + EMAIL + '"}'])
def test_masking_is_no_change_of_a_parameter(voice, text):
    case, routed = sent(voice, voice.ask(text))
    assert bool(case.touched) is (EMAIL in text)
    assert parameters_changed(case, routed) == ()


@pytest.mark.parametrize("voice", VOICES, ids=lambda v: v.name)
def test_another_model_is_named_wherever_it_stands(voice):
    using = facts(channels=(channel(models={"some-model": "another-model"}),))
    assert parameters_changed(*sent(voice, voice.ask(f"to {EMAIL}"), using)) == ("model",)


def test_spaces_escapes_and_masked_names_and_numbers_are_no_change():
    odd = b'{ "model" : "some-model", "messages": [{"role": "user", "content": "\\u4f60"}], "x": '
    card = b'{"6222021234567890128": 6222021234567890128, "%b": [1.50, null, "%b"]} }'
    case, routed = sent(CHATS, odd + card % (EMAIL.encode(), EMAIL.encode()))
    assert len(case.touched) > 2
    assert parameters_changed(case, routed) == ()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda tree: tree.update(temperature=1), ("temperature",)),
        (lambda tree: tree.pop("top_p"), ("top_p",)),
        (lambda tree: tree.update(stream_options={"include_usage": True}), ("stream_options",)),
        (lambda tree: tree["messages"].pop(), ("messages",)),
        (lambda tree: tree["messages"][0].update(content="else"), ("messages",)),
        (lambda tree: tree["messages"][0].update(content=7), ("messages",)),
        (lambda tree: tree["messages"][0].update(more="x"), ("messages",)),
        (lambda tree: tree.update({"ann's secret": 1}), ("other",)),
        (lambda tree: tree.update(x={"b": 1}), ("other",)),
        (lambda tree: tree.update(n=1, top_p=2), ("n", "top_p")),
    ],
)
def test_whatever_else_is_changed_is_named_by_its_member(change, named):
    body = CHATS.ask(f"to {EMAIL}", temperature=0.5, top_p=1, x={"a": 1})
    case, routed = sent(CHATS, body)
    case.same = False
    change(case.document.tree)
    assert parameters_changed(case, routed) == named


@pytest.mark.parametrize("voice", VOICES, ids=lambda v: v.name)
@pytest.mark.parametrize("spaced", [False, True])
def test_a_body_need_not_be_written_as_ours(voice, spaced):
    using = facts(channels=(channel(models={"some-model": "another-model"}),))
    tree = orjson.loads(voice.ask(f"to {EMAIL}, to {EMAIL}"))
    body = json.dumps(tree).encode() if spaced else orjson.dumps(tree)
    case, routed = sent(voice, body, using)
    assert parameters_changed(case, routed) == ("model",)
    case.document.tree["strange"] = 1
    assert parameters_changed(case, routed) == ("model", "other")


@pytest.mark.parametrize("to", ["true", "1.0", "[1]", '"1"'])
def test_a_number_that_becomes_something_alike_is_a_change(to):
    case, routed = sent(CHATS, CHATS.ask(f"to {EMAIL}", n=1))
    case.document.tree["n"] = json.loads(to)
    assert parameters_changed(case, routed) == ("n",)


def test_nothing_is_told_where_nothing_left():
    exchange = CHATS.begin()
    exchange.greet()
    assert parameters_changed(exchange.case, "") == ()


def test_a_request_that_left_as_it_came_is_not_read_again():
    case, routed = sent(CHATS, orjson.dumps(orjson.loads(CHATS.ask("hello"))))
    assert case.same
    assert parameters_changed(case, routed) == ()
