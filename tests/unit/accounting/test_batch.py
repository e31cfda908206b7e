"""What is set aside for a batch covers what it costs, and what it costs is what was told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.accounting.batch import set_aside, spent
from posthouse.accounting.price import MILLION, batched, cost, estimate
from posthouse.model.batch import Consumed, Load, shared
from posthouse.model.usage import MicroUSD, Price, Usage

HALF = Price(MicroUSD(3_000_000), MicroUSD(30_000_000), batch=500_000)
DEAR = Price(MicroUSD(9_000_000), MicroUSD(90_000_000), batch=500_000)
PRICES = {"a": HALF, "b": DEAR}
NAMED = {"vendor-a": "a", "a": "a", "b": "b"}


def test_requests_are_shared_by_their_models():
    one, two = shared([Load("a", 5, 7), Load("b", 1), Load("a", 4), Load("a", 0, 0)])
    assert (one.model, one.requests, one.size, one.output, one.unlimited) == ("a", 3, 9, 7, 1)
    assert (two.model, two.unlimited) == ("b", 1)
    assert shared([]) == ()


def test_a_batch_is_charged_its_part_of_the_price():
    assert batched(Usage(100, 10), HALF) == 300
    assert cost(Usage(100, 10), HALF) == 600
    assert batched(Usage(1, 0), Price(MicroUSD(1), MicroUSD(0), batch=1)) == 1


def test_what_has_no_price_is_not_set_aside():
    shares = shared([Load("a", 300, 10), Load("x", 300, 10)])
    assert set_aside(shares, PRICES.get) == 300
    assert set_aside(shared([Load("a", 0)]), PRICES.get) == 4096 * 30 // 2


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9999), st.integers(0, 999))),
    st.floats(0, 1),
)
def test_what_is_set_aside_covers_all_that_keeps_to_its_limits(loads, part):
    shares = shared(Load(model, size, most) for model, size, most in loads)
    used = tuple((m, Usage(int(size / 3 * part), int(most * part))) for m, size, most in loads)
    reserved = set_aside(shares, PRICES.get)
    assert spent(Consumed(used), NAMED, PRICES.get, reserved)[1] <= reserved + 2


def test_full_price_is_what_single_requests_are_estimated_at():
    full = Price(HALF.input, HALF.output, cache_write=MicroUSD(4_000_000))
    shares = shared([Load("a", 300, 10)])
    assert set_aside(shares, {"a": full}.get) == estimate(300, 10, full)
    assert full.batch == MILLION


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ("a", 300),
        ("vendor-a", 300),
        ("vendor-a-2026-01-01", 300),
        ("b-2026", 900),
        ("nobody", 900),
        ("", 900),
    ],
)
def test_a_claimed_model_is_priced_as_the_one_that_was_asked_for(claimed, expected):
    told = Consumed(((claimed, Usage(100, 10)),))
    assert spent(told, NAMED, PRICES.get, MicroUSD(1)) == (Usage(100, 10), expected)


def test_one_model_is_meant_whatever_answers_claim():
    told = Consumed((("x", Usage(60, 4, 10)), ("y", Usage(40, 6, None))))
    usage, amount = spent(told, {"a": "a"}, PRICES.get, MicroUSD(1))
    assert (usage, amount) == (Usage(100, 10, 10), 300)


def test_nothing_costs_nothing_and_what_has_no_price_any_more_what_was_set_aside():
    assert spent(Consumed(), NAMED, PRICES.get, MicroUSD(7))[1] == 0
    told = Consumed((("a", Usage(1, 1)), ("b", Usage(2, 2))))
    assert spent(told, NAMED, {}.get, MicroUSD(7)) == (Usage(3, 3), 7)
    assert spent(told, NAMED, {}.get, MicroUSD(0)) == (Usage(3, 3), None)


def test_where_nobody_knows_what_was_asked_claims_are_believed():
    told = Consumed((("a", Usage(100, 10)),))
    assert spent(told, {}, PRICES.get, MicroUSD(0))[1] == 300
    assert spent(told, {}, {}.get, MicroUSD(0))[1] is None


def test_answers_of_one_model_are_rounded_up_once():
    price = Price(MicroUSD(1), MicroUSD(0), batch=500_000)
    told = Consumed((("a", Usage(1, 0)),) * 3)
    assert spent(told, {"a": "a"}, {"a": price}.get, MicroUSD(0))[1] == 1
