"""What is set aside for batches is written, settled and read back exactly once, over crashes."""

from functools import partial

import pytest
from sqlalchemy import select

from posthouse.ledger.receipt import body_of
from posthouse.model.batch import FREE_AFTER_S
from posthouse.model.caller import KeyRecord
from posthouse.model.record import Ending, Intent, Receipt
from posthouse.model.usage import MicroUSD, Usage
from posthouse.store.counters import MemoryCounters
from posthouse.store.database import open_database
from posthouse.store.disk import Disk
from posthouse.store.heldmoney import PLAIN, Held, Money, money_of
from posthouse.store.journal import SEGMENT_BYTES, Appender
from posthouse.store.keys import SqlKeyStore
from posthouse.store.ledgering import NoLedger
from posthouse.store.receipts import Receipts, intent_body
from posthouse.store.recovery import Books, Station, recover
from posthouse.store.segments import Kind
from posthouse.store.tables import KEY_DAYS

DAY_US = 86_400_000_000
STATION = Station("s", "v", lambda _, body: b'{"receipt":%b}' % body)
KEY = KeyRecord("k", "p", "n", b"", 0, 2**40, budget=MicroUSD(100))


@pytest.fixture
def engine(tmp_path):
    (tmp_path / "journal").mkdir()
    opened = open_database(tmp_path)
    SqlKeyStore(opened).add(KEY)
    yield opened
    opened.dispose()


def receipt(name: str, cost: int, reserved: int, at_us: int, **extra: str) -> bytes:
    return body_of(Receipt(
        id=name, station="s", at_us=at_us, ended_us=at_us, ending=Ending.DELIVERED, key="k",
        project="p", dialect="openai_files", operation="batches", stream=False, status=200,
        model_asked="", model_routed="", model_claimed="", came="", left="", returned="",
        delivered="", destinations=(), masked={}, unexamined=0, rule="", inspections=(),
        usage=Usage(), cost=MicroUSD(cost), priced=True, software="v",
        reserved=MicroUSD(reserved), extra=extra,
    ))  # fmt: skip


def intent(name: str, reserved: int) -> bytes:
    told = ("k", "p", "openai_files", "batches", "", ("c",), "", MicroUSD(reserved))
    return intent_body(Intent(name, DAY_US, *told))


HOLDS = (Kind.RECEIPT, STATION.sealed("b", receipt("b", 0, 60, DAY_US, batch="held")))
SETTLES = (
    Kind.RECEIPT,
    STATION.sealed("s", receipt("b-batch", 20, 60, 3 * DAY_US, batch="b", since=str(DAY_US))),
)


def crashed(folder, engine, *entries) -> Receipts:
    """Leave these entries in the journal, crash, and start anew."""
    books = Books(folder / "journal", Receipts(engine), NoLedger())
    after = partial(_after, folder)
    appender = after(books.receipts.folded())
    appender.append(list(entries))
    appender.close()
    recover(books, after, STATION, 9).appender.close()
    return books.receipts


def _after(folder, last: int) -> Appender:
    return Appender(folder / "journal", Disk(), last, SEGMENT_BYTES)


def spent(engine) -> int:
    return SqlKeyStore(engine).every()[0].spent


def test_a_crash_after_the_batch_was_made_keeps_its_money_aside(tmp_path, engine):
    receipts = crashed(tmp_path, engine, (Kind.INTENT, intent("b", 60)), HOLDS)
    assert receipts.held() == [Held("b", "k", MicroUSD(60), DAY_US)]
    assert SqlKeyStore(engine).held(DAY_US / 1e6) == {"k": 60}
    assert SqlKeyStore(engine).held(DAY_US / 1e6 + FREE_AFTER_S) == {}
    assert spent(engine) == 0
    counters = MemoryCounters()
    for one in receipts.held():
        counters.hold(one.key, one.amount, one.at_us / 1_000_000)
    with pytest.raises(Exception, match="found 40"):
        counters.reserve(KEY, MicroUSD(41), DAY_US / 1_000_000)
    counters.settle(KEY, MicroUSD(60), MicroUSD(20), DAY_US / 1_000_000)
    counters.reserve(KEY, MicroUSD(80), DAY_US / 1_000_000)
    with pytest.raises(Exception, match="found 0"):
        counters.reserve(KEY, MicroUSD(1), DAY_US / 1_000_000)


def test_a_crash_before_its_receipt_charges_what_was_reserved_and_holds_nothing(tmp_path, engine):
    receipts = crashed(tmp_path, engine, (Kind.INTENT, intent("b", 60)))
    assert receipts.held() == []
    assert spent(engine) == 60


@pytest.mark.parametrize("cut", [0, 1])
def test_a_batch_is_settled_once_wherever_the_crash_was(tmp_path, engine, cut):
    entries = [(Kind.INTENT, intent("b", 60)), HOLDS, SETTLES]
    first, rest = (entries, []) if cut == 0 else (entries[:2], entries[2:])
    crashed(tmp_path, engine, *first)
    receipts = crashed(tmp_path, engine, *rest) if rest else crashed(tmp_path, engine)
    assert receipts.held() == []
    assert spent(engine) == 20
    with engine.connect() as connection:
        days = connection.execute(select(KEY_DAYS.c.day, KEY_DAYS.c.spent)).all()
    assert [amount for _, amount in days] == [20]


def test_a_second_receipt_of_a_batch_counts_for_nothing(tmp_path, engine):
    receipts = crashed(tmp_path, engine, HOLDS, SETTLES, SETTLES)
    assert (receipts.held(), spent(engine)) == ([], 20)


def test_what_was_set_aside_is_counted_in_the_days_and_months_of_its_time():
    key = KeyRecord("k", "p", "n", b"", 0, 2**40, budget_day=MicroUSD(100))
    counters = MemoryCounters()
    counters.hold("k", MicroUSD(70), 0.0)
    with pytest.raises(Exception, match="found 30"):
        counters.reserve(key, MicroUSD(31), 5.0)
    counters.reserve(key, MicroUSD(100), DAY_US / 1_000_000)


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"reserved": 5}, PLAIN),
        ({"reserved": 5, "extra": {"batch": "held"}}, Money(held=5)),
        ({"reserved": 5, "extra": {"batch": "b", "since": "7"}}, Money(None, "b", 7)),
    ],
)
def test_a_receipt_says_what_it_sets_aside_or_settles(tree, expected):
    assert money_of(tree) == expected
