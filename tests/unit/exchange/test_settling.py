"""What a batch is kept with, and the receipt that settles it."""

from dataclasses import replace

import orjson
import pytest

from posthouse.accounting.price import PriceRow, Tariff
from posthouse.exchange.exchange import Exchange
from posthouse.exchange.recalling import asked, kept, not_kept, others, recalled
from posthouse.exchange.settling import payer, read, settlement, written
from posthouse.ledger.receipt import body_of
from posthouse.model.batch import Consumed, Hold, Share
from posthouse.model.caller import Derived
from posthouse.model.conversation import Recalled
from posthouse.model.errors import Forbidden
from posthouse.model.http import RequestHead, ResponseHead
from posthouse.model.record import Ending
from posthouse.model.usage import MicroUSD, Price, Usage
from posthouse.wire.dialects import resolve
from tests.facts import KEY, MINTED, PEER, SEED, Counters, Health, facts

HALF = Price(MicroUSD(3_000_000), MicroUSD(30_000_000), batch=500_000)
FACTS = facts(price=Tariff([PriceRow("m", HALF)]).price)
SHARES = (Share("m", 2, 300, 20, 0),)
FILE = Recalled("r1", "one", batch=written(Hold(SHARES)))
ASKED = orjson.dumps({"input_file_id": "f", "endpoint": "/v1/responses", "completion_window": "x"})


def exchange(method: str, path: str, using=FACTS) -> Exchange:
    key = f"Bearer {MINTED.plain.reveal()}"
    head = RequestHead(method, path, "", (("authorization", key),))
    made = Exchange(using, (Counters(), Health()), SEED, (head, resolve(head)))
    made.greet()
    return made


def begun(using=FACTS, file=FILE, status=200) -> Exchange:
    made = exchange("POST", "/v1/batches", using)
    made.take(ASKED)
    others(made.case, {"file:f": file})
    made.opened()
    made.answered(ResponseHead(status, (("content-type", "application/json"),)), PEER)
    made.feed(orjson.dumps({"id": "b", "object": "batch", "status": "validating"}))
    made.end()
    return made


def polled(told: dict, batch: bytes) -> Exchange:
    made = exchange("GET", "/v1/batches/b")
    made.take(b"")
    assert asked(made.case) == ("default", ("batch:b",))
    recalled(made.case, Recalled("r2", "one", batch=batch))
    made.opened()
    made.answered(ResponseHead(200, (("content-type", "application/json"),)), PEER)
    made.feed(orjson.dumps({"id": "b", "object": "batch", **told}))
    made.end()
    return made


def test_a_hold_is_read_as_it_was_written():
    marks = ("mark", (("m1", 9), ("m2", 8)))
    hold = Hold(SHARES, "r-1", 5, "k", MicroUSD(7), marks, "/v1/batches/b")
    assert read(written(hold)) == hold
    earlier = orjson.dumps(orjson.loads(written(hold))[:-1])
    assert read(earlier) == replace(hold, at="")
    assert read(written(Hold(SHARES))) == Hold(SHARES)


def test_money_is_set_aside_and_stays_so_with_the_batch():
    made = begun()
    case = made.case
    assert case.reserved == (100 * 3 + 20 * 30) // 2
    hold = read(kept(case).batch)
    assert (hold.id, hold.key, hold.reserved) == (SEED.id, KEY.id, case.reserved)
    assert hold.at == "/v1/batches/b"
    receipt = made.close(Ending.DELIVERED, 0)
    assert (receipt.cost, receipt.reserved, receipt.holds) == (0, case.reserved, True)
    assert receipt.settles == ("", 0)
    assert case.counters.told[-2:] == [f"settle {case.reserved} 0", "leave"]


def test_what_could_not_be_kept_cannot_be_settled_and_is_charged():
    made = begun()
    kept(made.case)
    not_kept(made.case)
    receipt = made.close(Ending.DELIVERED, 0)
    assert (receipt.cost, receipt.holds) == (receipt.reserved, False)


def test_what_the_upstream_refused_costs_nothing():
    made = begun(status=400)
    kept(made.case)
    receipt = made.close(Ending.DELIVERED, 0)
    assert (receipt.cost, receipt.holds) == (0, False)


def test_a_batch_that_is_over_has_a_receipt_of_its_own():
    hold = Hold(SHARES, "r-0", 77, "k", MicroUSD(450))
    usage = {"input_tokens": 100, "output_tokens": 10}
    made = polled({"status": "completed", "usage": usage, "model": "m-1"}, written(hold))
    found, receipt = settlement(made.case, 99)
    assert found == hold
    assert (receipt.id, receipt.key, receipt.cost, receipt.usage) == (
        "r-0-batch", "k", 300, Usage(100, 10),
    )  # fmt: skip
    assert (receipt.settles, receipt.holds, receipt.at_us) == (("r-0", 77), False, 99)
    assert (receipt.model_asked, receipt.model_claimed) == ("m", "m-1")
    body_of(receipt)  # it can be signed


@pytest.mark.parametrize(
    ("told", "hold"),
    [
        ({"status": "in_progress"}, Hold(SHARES, "r", 7, "k", MicroUSD(5))),
        ({"status": "completed", "output_file_id": "o"}, Hold(SHARES, "r", 7, "k", MicroUSD(5))),
        ({"status": "failed"}, Hold(SHARES)),
        ({"status": "failed"}, None),
    ],
)
def test_what_is_not_over_or_not_held_is_not_settled(told, hold):
    made = polled(told, written(hold) if hold else b"")
    assert settlement(made.case, 99) is None


def test_tokens_are_counted_also_where_nothing_has_a_price():
    usage = {"input_tokens": 100, "output_tokens": 10}
    hold = written(Hold((Share("unpriced", 1, 3, 3, 0),), "r", 7, "k"))
    receipt = settlement(polled({"status": "completed", "usage": usage}, hold).case, 9)[1]
    assert (receipt.usage, receipt.cost, receipt.priced) == (Usage(100, 10), 0, False)


def test_what_failed_costs_nothing():
    hold = Hold(SHARES, "r", 7, "k", MicroUSD(5))
    made = polled({"status": "failed"}, written(hold))
    assert made.case.consumed == Consumed()
    assert settlement(made.case, 99)[1].cost == 0


def test_who_pays_is_the_key_that_made_the_batch():
    assert payer(Hold((), "r", 0, "gone"), FACTS) is None
    assert payer(Hold((), "r", 0, KEY.id), FACTS) is FACTS.keys[KEY.id]
    derived = payer(Hold((), "r", 0, KEY.id, derived=("m", (("m", 5),))), FACTS)
    assert derived.derived == Derived("", "m", (("m", 5),))


def test_a_key_with_a_budget_makes_no_batch_of_what_nobody_read():
    limited = replace(KEY, budget=MicroUSD(10**6))
    using = facts(limited, price=FACTS.price)
    with pytest.raises(Forbidden) as refused:
        begun(using, Recalled("r1", "one"))
    assert refused.value.code == "batch_unbudgeted"
    unpriced = facts(limited, price=lambda _: None)
    with pytest.raises(Forbidden) as refused:
        begun(unpriced)
    assert refused.value.code == "model_unpriced"
    free = begun(facts(price=lambda _: None))
    assert (free.case.reserved, read(kept(free.case).batch).id) == (0, SEED.id)
    receipt = free.close(Ending.DELIVERED, 0)
    assert (receipt.holds, receipt.priced) == (True, False)


def test_a_name_that_an_upstream_made_up_is_cut_for_the_record():
    hold = written(Hold(SHARES, "r-1", 5, KEY.id, MicroUSD(7)))
    case = polled({"status": "completed"}, hold).case
    case.consumed = Consumed((("m\ud800" + "x" * 9_999, Usage(5, 5)),))
    _, receipt = settlement(case, 9)
    assert len(receipt.model_claimed) == 256
    assert receipt.model_claimed.startswith("m?x")
    assert body_of(receipt)
