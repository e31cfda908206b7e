import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.audit.canary import Canary, Form, digest, hits, text, token, tokens

KEY = b"k" * 32


def canary(number, key=KEY):
    return Canary(number, "relay", Form.URL, "z.example", digest(token(key, number)), 0)


@pytest.mark.parametrize("form", Form)
@given(number=st.integers(1, 10**6), around=st.text(alphabet=" /:?&=\"'\n,;", max_size=5))
def test_a_canary_is_found_wherever_it_stands(form, number, around):
    placed = text(form, token(KEY, number), "z.example:8799")
    seen = f"GET {around}{placed}{around} HTTP/1.1"
    assert hits(seen, [canary(1), canary(number)])[-1].number == number
    assert hits(seen.upper(), [canary(number)])


@given(st.text())
def test_other_texts_hold_none(seen):
    assert hits(seen, [canary(number) for number in range(1, 20)]) == []


def test_canaries_differ_by_number_and_station():
    made = {token(KEY, n) for n in range(1000)} | {token(b"x" * 32, n) for n in range(1000)}
    assert len(made) == 2000
    assert all(tokens(one) == {one} for one in made)
