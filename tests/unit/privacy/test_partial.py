"""Partial masks show enough to tell values apart and never enough to use one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Label
from posthouse.privacy.partial import REFUSED, partial


@pytest.mark.parametrize(
    ("label", "value", "shown"),
    [
        (Label.PHONE, "13812345678", "138****5678"),
        (Label.PHONE, "+86 138-1234-5678", "+86 138-****-5678"),
        (Label.PHONE, "(415) 555-2671", "(415) ***-2671"),
        (Label.ID_CARD, "11010519491231002X", "110***********002X"),
        (Label.BANK_CARD, "6222 0212 3456 7890", "**** **** **** 7890"),
        (Label.IBAN, "DE89370400440532013000", "DE****************3000"),
        (Label.EMAIL, "li.na@example.test", "l***@example.test"),
        (Label.IP, "10.20.30.40", "10.20.*.*"),
        (Label.IP, "fd00:1:2:3", "fd00:1:*:*"),
        (Label.DATE_BIRTH, "1990-01-02", "1990-**-**"),
        (Label.DATE_BIRTH, "02/01/1990", "**/**/1990"),
        (Label.DATE_BIRTH, "1990年1月2日", "1990年*月*日"),
        (Label.PERSON, "张秀英", "张**"),
        (Label.PERSON, "John Smith", "J**"),
        (Label.ADDRESS, "杭州市西湖区文三路12号", "杭**"),
        (Label.PASSPORT, "E12345678", "E******78"),
        (Label.ACCOUNT, "abc", "***"),
    ],
)
def test_shows_this_much(label, value, shown):
    assert partial(label, value) == shown


@given(st.sampled_from([one for one in Label if one not in REFUSED]), st.text(min_size=4))
def test_most_of_a_value_is_hidden(label, value):
    shown = partial(label, value)
    signs = sum(c.isalnum() for c in value)
    if signs >= 3 and label not in (Label.EMAIL, Label.DATE_BIRTH, Label.IP):
        assert shown != value
        assert "*" in shown
