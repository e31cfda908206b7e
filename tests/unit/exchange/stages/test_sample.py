"""Which requests are drawn for comparisons, and who answers them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.exchange.exchange import Exchange
from posthouse.exchange.state import Seed
from posthouse.model.sampling import MOST_BYTES, Pair, Sample, Sampled
from posthouse.wire.dialects import resolve
from tests.facts import CHATS, MODEL, RESPONDS, Counters, Health, channel, facts

PAIR = Pair("one", "two", MODEL, shadow=0.3, control=0.2)
CHANNELS = (channel("one"), channel("two"), channel("three"))


def asked(at, pair=PAIR, voice=CHATS, unfit=(), **more):
    seed = Seed(f"{'0' * 36}{int(at * 16**8):08x}", b"s" * 32, 1_000_000, 5.0)
    using = facts(channels=CHANNELS, pairs={pair.audited: pair})
    head = voice.head()
    exchange = Exchange(using, (Counters(), Health(frozenset(unfit))), seed, (head, resolve(head)))
    exchange.greet()
    exchange.open(voice.ask("Hi", **more))
    return exchange.case


@pytest.mark.parametrize(
    ("at", "drawn", "first"),
    [
        (0.0, Sample.TRUSTED, "two"),
        (0.19, Sample.TRUSTED, "two"),
        (0.21, Sample.AUDITED, "one"),
        (0.41, Sample.SHADOW, "one"),
        (0.71, None, "one"),
        (0.99, None, "one"),
    ],
)
def test_chance_decides_who_answers(at, drawn, first):
    case = asked(at)
    assert case.candidates[0].name == first
    assert (case.sample.drawn if case.sample else None) is drawn
    assert {first, *(one.name for one in case.candidates)} == {"one", "two", "three"}


@given(st.floats(0, 0.99), st.floats(0, 0.5), st.floats(0, 0.25))
def test_each_share_is_drawn_as_often_as_it_says(at, share, control):
    pair = Pair("a", "b", "m", share, control)
    drawn = pair.drawn(at)
    assert (drawn is Sample.TRUSTED) == (at < control)
    assert (drawn is None) == (at >= 2 * control + share)


def test_other_models_and_channels_are_not_drawn():
    assert asked(0.5, Pair("one", "two", "other", 0.5, 0.25)).sample is None
    assert asked(0.1, Pair("two", "one", MODEL, 0.5, 0.25)).sample is None
    assert asked(0.1, Pair("one", "nobody", MODEL, 0.5, 0.25)).sample is None
    assert asked(0.1, unfit=["two"]).sample is None
    assert asked(0.1, unfit=["one"]).sample is None


def test_what_the_upstream_keeps_stays_with_its_channel():
    assert asked(0.1, voice=RESPONDS).sample is None
    assert asked(0.1, voice=RESPONDS, store=False).candidates[0].name == "two"
    assert asked(0.5, voice=RESPONDS).sample.drawn is Sample.SHADOW
    compacting = replace(RESPONDS, path="/v1/responses/compact")
    assert asked(0.1, voice=compacting, store=False).sample is None


def test_an_answer_beyond_the_bound_is_not_kept():
    sampled = Sampled(PAIR, Sample.SHADOW)
    sampled.take(b"x" * MOST_BYTES)
    assert sampled.whole
    sampled.take(b"y")
    sampled.take(b"z")
    assert not sampled.whole
    assert not sampled.answer
