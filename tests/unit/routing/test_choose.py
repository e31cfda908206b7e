"""Candidates: who serves, in which order, and never nobody where somebody could."""

import pytest

from posthouse.model.channel import Address, Channel
from posthouse.model.dialect import Dialect
from posthouse.model.errors import NotFound
from posthouse.model.secret import Secret
from posthouse.routing.choose import candidates

CHAT = Dialect.OPENAI_CHAT


class Sick:
    def __init__(self, *names):
        self.names = names

    def fit(self, channel, now_s):
        return channel not in self.names


def channel(name, priority=0, models=(), dialects=(CHAT,)):
    return Channel(
        name,
        Address("https", "upstream.example", 443),
        frozenset(dialects),
        Secret("s"),
        {m: m for m in models},
        priority,
    )


A, B, C = channel("a", 1), channel("b", 0), channel("c", 1)
ALL = (A, B, C)


@pytest.mark.parametrize(
    ("sick", "expected"),
    [
        ((), "bac"),
        (("b",), "acb"),
        (("a",), "bca"),
        (("a", "b"), "cba"),
        (("a", "b", "c"), "bac"),
    ],
)
def test_orders_by_fitness_then_priority_then_as_listed(sick, expected):
    chosen = candidates(ALL, (CHAT, "m"), Sick(*sick), 0.0)
    assert "".join(c.name for c in chosen) == expected


def test_leaves_out_who_does_not_serve_the_model_or_the_dialect():
    listed = (channel("a", models=("x",)), channel("b", models=("m",)), channel("c", dialects=()))
    assert [c.name for c in candidates(listed, (CHAT, "m"), Sick(), 0.0)] == ["b"]


def test_tries_the_only_channel_even_when_it_is_unfit():
    assert candidates((A,), (CHAT, "m"), Sick("a"), 0.0) == (A,)


def test_refuses_an_unknown_model_and_says_where_to_look():
    with pytest.raises(NotFound) as refused:
        candidates((channel("a", models=("x",)),), (CHAT, "secret-model"), Sick(), 0.0)
    assert refused.value.code == "model_unknown"
    assert "channels list" in refused.value.hint
    assert "secret-model" not in refused.value.message


def test_a_doubted_channel_comes_behind_those_that_nobody_doubts_and_before_unfit_ones():
    chosen = candidates(ALL, (CHAT, "m"), Sick("b"), 0.0, frozenset({"a"}))
    names = [one.name for one in chosen]
    assert names.index("a") == len(names) - 2
    assert names[-1] == "b"
