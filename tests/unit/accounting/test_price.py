"""Money is whole micro-dollars, rounded up once, and never endless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.accounting.price import (
    MOST_TOKENS,
    PriceRow,
    Tariff,
    charge,
    cost,
    estimate,
    text_bytes,
    usual_tokens,
)
from posthouse.model.usage import Price, Usage

PLAIN = Price(3_000_000, 15_000_000)
CACHED = Price(3_000_000, 15_000_000, 300_000, 3_750_000)


@pytest.mark.parametrize(
    ("usage", "price", "expected"),
    [
        (Usage(), PLAIN, 0),
        (Usage(1, 0), PLAIN, 3),
        (Usage(1000, 500), PLAIN, 3000 + 7500),
        (Usage(1000, 500, 800, 100), PLAIN, 3000 + 7500),
        (Usage(1000, 500, 800, 100), CACHED, 300 + 240 + 375 + 7500),
        (Usage(1000, 500, 1000), CACHED, 300 + 7500),
        (Usage(10, None, 20), CACHED, 6),
        (Usage(1, 1), Price(1, 1), 1),
        (Usage(1, None), Price(1_000_001, 0), 2),
        (Usage(1000, 10, reasoning=10), PLAIN, 3000 + 150),
        (Usage(10**30, -5), Price(1_000_000, 1_000_000), MOST_TOKENS),
    ],
)
def test_costs_each_class_of_tokens_at_its_price(usage, price, expected):
    assert cost(usage, price) == expected


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**9), st.integers(0, 10**9))
def test_is_the_exact_sum_rounded_up(asked, given_, input_price, output_price):
    exact = asked * input_price + given_ * output_price
    found = cost(Usage(asked, given_), Price(input_price, output_price))
    assert 0 <= found * 1_000_000 - exact < 1_000_000


def test_charges_the_reservation_where_the_upstream_told_nothing():
    assert charge(Usage(), PLAIN, 77) == 77
    assert charge(Usage(1, None), PLAIN, 77) == 3
    assert charge(Usage(1, 1), None, 77) == 0


def test_estimates_the_body_at_its_dearest_and_the_output_in_full():
    assert estimate(300, 100, CACHED) == 375 + 1500
    assert estimate(0, None, Price(0, 1_000_000)) == 4096
    assert estimate(1, 0, Price(1_000_000, 1)) == 1
    assert estimate(1, 10**30, Price(0, 1_000_000)) == MOST_TOKENS


A, B, C, D = (Price(n, n) for n in range(4))
TARIFF = Tariff(
    [PriceRow("*", A), PriceRow("gpt-*", B), PriceRow("gpt-x*-mini", C), PriceRow("gpt-x", D)]
)


@pytest.mark.parametrize(
    ("model", "price"),
    [
        ("gpt-x", D),
        ("gpt-x-1-mini", C),
        ("gpt-x-mini", C),
        ("gpt-y", B),
        ("gpt-", B),
        ("other", A),
        ("", A),
    ],
)
def test_finds_the_exact_name_and_then_the_longest_pattern(model, price):
    assert TARIFF.price(model) is price


def test_has_no_price_where_no_row_matches():
    tariff = Tariff([PriceRow("ab*ba", A)])
    assert tariff.price("aba") is None
    assert tariff.price("abba") is A
    assert tariff.price("x") is None


def test_counts_texts_in_bytes_and_guesses_their_tokens():
    assert text_bytes([]) == 0
    assert text_bytes(["abc", "", "你好"]) == 9
    assert [usual_tokens(size) for size in (0, 1, 4, 5)] == [0, 1, 1, 2]
