"""Folding moves each entry once, whatever is repeated, and keeps every key's sum."""

import pytest
from sqlalchemy import select
from tests.faults.load import intent, receipt

from posthouse.ledger.receipt import body_of
from posthouse.model.caller import KeyRecord, day_of
from posthouse.store.database import open_database
from posthouse.store.keys import SqlKeyStore
from posthouse.store.receipts import (
    IntentRow,
    ReceiptRow,
    Receipts,
    intent_body,
    intent_of,
    row_of,
    told_of,
)
from posthouse.store.segments import Entry, Kind
from posthouse.store.tables import KEY_DAYS, RECEIPTS


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    SqlKeyStore(opened).add(KeyRecord("k", "p", "n", b"", 0, 10))
    yield opened
    opened.dispose()


@pytest.fixture
def receipts(engine):
    return Receipts(engine)


def begun(seq, name):
    return IntentRow(seq, name, intent_body(intent(name, "k")))


def ended(seq, name, cost=10, key="k"):
    return told_of(body_of(receipt(name, key, cost))).row(seq, b"sealed " + name.encode(), None)


def spent(engine):
    return SqlKeyStore(engine).every()[0].spent


def ids(engine):
    with engine.connect() as connection:
        return list(connection.execute(select(RECEIPTS.c.id).order_by(RECEIPTS.c.seq)).scalars())


def test_folds_receipts_and_keeps_open_intents(engine, receipts):
    receipts.fold([begun(2, "a"), begun(3, "b"), ended(4, "a"), begun(5, "c")])
    assert ids(engine) == ["a"]
    assert [i.id for i in receipts.open_intents()] == ["b", "c"]
    assert receipts.folded() == 5
    receipts.fold([ended(6, "c"), ended(7, "b"), ended(8, "refused", 0, "")])
    assert receipts.open_intents() == []
    assert spent(engine) == 30
    assert receipts.find("b") == b"sealed b"
    assert receipts.find("nobody") is None


def test_folding_again_changes_nothing(engine, receipts):
    rows = [begun(2, "a"), ended(3, "a"), begun(4, "b")]
    receipts.fold(rows)
    receipts.fold(rows)
    receipts.fold([*rows, ended(5, "b")])
    assert spent(engine) == 20
    assert receipts.open_intents() == []


def test_a_second_receipt_of_one_exchange_is_left_out(engine, receipts):
    receipts.fold([begun(2, "a"), ended(3, "a", 10)])
    receipts.fold([ended(4, "a", 99), begun(5, "a"), ended(6, "b", 1)])
    assert ids(engine) == ["a", "b"]
    assert spent(engine) == 11
    assert receipts.open_intents() == []
    receipts.fold([ended(7, "c", 1), ended(8, "c", 99)])
    assert spent(engine) == 12
    receipts.fold([ended(9, "c", 99)])
    assert receipts.folded() == 9


def test_an_intent_reads_back_as_it_was():
    one = intent("né", "k")
    assert intent_of(intent_body(one)) == one


def test_a_row_from_the_journal_is_the_row_that_was_written():
    body = b'{"receipt":{"id":"a","at_us":1,"key":"k","project":"p","ending":"delivered","cost":7}}'
    assert row_of(Entry(3, 2, Kind.RECEIPT, body)) == ReceiptRow(
        3, "a", 1, "k", "p", "delivered", 7, body
    )
    assert row_of(Entry(3, 2, Kind.INTENT, b'{"id":"x"}')) == IntentRow(3, "x", b'{"id":"x"}')
    assert row_of(Entry(3, 2, Kind.SEGMENT, b'{"format":1}')) is None


def test_a_keys_days_and_last_use_are_kept_with_its_sum(engine, receipts):
    receipts.fold([ended(2, "a", 10), ended(3, "b", 5), ended(4, "free", 0), ended(5, "x", 7, "")])
    key = SqlKeyStore(engine).every()[0]
    at_s = receipt("a", "k", 1).at_us // 1_000_000
    assert (key.spent, key.last_used) == (15, at_s)
    receipts.fold([ended(6, "c", 1)])
    with engine.connect() as connection:
        days = connection.execute(select(KEY_DAYS)).all()
    assert [tuple(day) for day in days] == [("k", day_of(at_s), 16), ("", day_of(at_s), 7)]
