"""Use by the hour: counted in several places, added up in one."""

from dataclasses import replace

from tests.facts import CHATS
from tests.facts import facts as some_facts

from posthouse.accounting.usage import HOUR_US, MOST_ADDRESSES, Hour, Usage, joined
from posthouse.model.record import Ending
from posthouse.model.usage import MicroUSD
from posthouse.model.usage import Usage as Told


def receipt(**changes):
    exchange = CHATS.begin(using=some_facts())
    exchange.greet()
    made = exchange.close(Ending.DELIVERED, 5 * HOUR_US + 1)
    return replace(made, **{"status": 200, **changes})


def test_exchanges_are_counted_by_key_and_hour():
    usage = Usage()
    paid = receipt(cost=MicroUSD(7), usage=Told(3, 4))
    usage.ended(paid, "a")
    usage.ended(replace(paid, ending=Ending.REFUSED, status=403), "b")
    usage.ended(replace(paid, ended_us=6 * HOUR_US), "")
    usage.ended(replace(paid, key=""), "c")
    first, second = usage.taken()
    assert (first.hour, first.requests, first.errors, first.spend, first.tokens) == (
        5,
        2,
        1,
        14,
        14,
    )
    assert first.addresses == {"a": (1, 0), "b": (1, 1)}
    assert (second.hour, second.requests, second.addresses) == (6, 1, {})
    assert usage.taken() == []


def test_the_receipt_of_a_batch_is_money_and_no_request():
    usage = Usage()
    usage.ended(receipt(cost=MicroUSD(7), extra={"batch": "r", "since": "1"}), "")
    (hour,) = usage.taken()
    assert (hour.requests, hour.spend) == (0, 7)


def test_a_fault_of_the_upstream_is_not_the_callers_error():
    usage = Usage()
    usage.ended(receipt(ending=Ending.UPSTREAM_FAILED, status=502), "a")
    usage.ended(receipt(ending=Ending.REFUSED, status=503), "a")
    assert usage.taken()[0].errors == 0


def test_counts_from_several_workers_are_one():
    one = Hour("k", "p", 5, 2, 1, 10, 20, {"a": (2, 1)})
    two = Hour("k", "p", 5, 1, 0, 5, 5, {"a": (1, 0)})
    other = Hour("k", "p", 6, 1)
    [sum_, rest] = joined([one, other, two])
    assert (sum_.requests, sum_.errors, sum_.spend, sum_.tokens) == (3, 1, 15, 25)
    assert sum_.addresses == {"a": (3, 1)}
    assert rest is other


def test_an_hour_remembers_only_so_many_addresses():
    hour = Hour("k", "p", 5)
    for n in range(MOST_ADDRESSES + 10):
        hour.visit(str(n), 1, 0)
    hour.visit("0", 1, 1)
    assert len(hour.addresses) == MOST_ADDRESSES
    assert hour.addresses["0"] == (2, 1)
