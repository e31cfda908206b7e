import pytest

from posthouse.console.gate import language
from posthouse.console.render import count, day, moment, moment_us, telling, usd, words


def test_a_receipt_is_told_in_the_order_of_reading_without_what_is_empty():
    receipt = {"id": "r", "rule": "", "zeta": 1, "project": "red", "at_us": 5, "masked": {},
               "stream": False, "ending": "delivered"}  # fmt: skip
    assert [name for name, _ in telling(receipt)] == ["at_us", "project", "stream", "zeta"]


def test_numbers_and_times_read_the_same_everywhere():
    assert moment(0) == "1970-01-01 00:00:00"
    assert moment_us(86_400_000_000) == "1970-01-02 00:00:00"
    assert day(86_400) == "1970-01-02"
    assert (usd(1_234_567), count(12_345)) == ("1.2346", "12,345")
    assert {moment(None), moment_us(None), day(None), usd(None), count(None)} == {"–"}
    assert words({"state": "active", "why": "", "n": "3"}) == "state: active; n: 3"


@pytest.mark.parametrize(
    ("chosen", "accepted", "told"),
    [
        ("", "", "en"),
        ("", "fr, zh-CN;q=0.8, en;q=0.5", "zh"),
        ("", "en-GB,zh;q=0.9", "en"),
        ("zh", "en", "zh"),
        ("xx", "zh-TW", "zh"),
    ],
)
def test_the_language_is_the_readers_choice_else_the_browsers(chosen, accepted, told):
    assert language(chosen, accepted) == told
