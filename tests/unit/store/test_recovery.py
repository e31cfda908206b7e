"""Whatever a run left behind, the next one closes it once and charges what was reserved."""

import json
from functools import partial

import pytest
from tests.faults.load import RESERVED, intent

from posthouse.ledger.receipt import body_of
from posthouse.model.caller import KeyRecord
from posthouse.model.record import Ending
from posthouse.store.database import open_database
from posthouse.store.disk import Disk
from posthouse.store.journal import SEGMENT_BYTES, Appender
from posthouse.store.keys import SqlKeyStore
from posthouse.store.ledgering import NoLedger
from posthouse.store.receipts import Receipts, intent_body
from posthouse.store.recovery import CHUNK, Books, Station, interrupted, recover
from posthouse.store.segments import Kind


def sealed(_, body):
    return b'{"receipt":%b}' % body


STATION = Station("s", "v", sealed)


@pytest.fixture
def engine(tmp_path):
    (tmp_path / "journal").mkdir()
    opened = open_database(tmp_path)
    SqlKeyStore(opened).add(KeyRecord("k", "p", "n", b"", 0, 10))
    yield opened
    opened.dispose()


def after(folder, last):
    return Appender(folder / "journal", Disk(), last, SEGMENT_BYTES)


def left_behind(folder, names, last=0):
    appender = after(folder, last)
    appender.append([(Kind.INTENT, intent_body(intent(n, "k"))) for n in names])
    appender.close()


def start(folder, engine):
    books = Books(folder / "journal", Receipts(engine), NoLedger())
    recovered = recover(books, partial(after, folder), STATION, 5)
    recovered.appender.close()
    return recovered


def test_a_fresh_folder_needs_nothing(tmp_path, engine):
    recovered = start(tmp_path, engine)
    assert (recovered.replayed, recovered.interrupted) == (0, 0)
    assert list((tmp_path / "journal").iterdir()) == []


def test_closes_every_open_intent_once(tmp_path, engine):
    names = [f"n{i}" for i in range(CHUNK + 3)]
    left_behind(tmp_path, names)
    assert start(tmp_path, engine).interrupted == len(names)
    assert start(tmp_path, engine).interrupted == 0
    assert SqlKeyStore(engine).every()[0].spent == RESERVED * len(names)
    assert json.loads(Receipts(engine).find("n0"))["receipt"]["ending"] == "interrupted"


def test_a_crash_between_journal_and_database_is_made_good(tmp_path, engine):
    left_behind(tmp_path, ["a"])
    receipt = interrupted(intent("a", "k"), STATION, 5)
    appender = Appender(tmp_path / "journal", Disk(), 2, SEGMENT_BYTES)
    appender.append([(Kind.RECEIPT, sealed(receipt.id, body_of(receipt)))])
    appender.close()
    recovered = start(tmp_path, engine)
    assert (recovered.replayed, recovered.interrupted) == (2, 0)
    assert SqlKeyStore(engine).every()[0].spent == RESERVED


def test_numbers_go_on_after_a_restart(tmp_path, engine):
    left_behind(tmp_path, ["a"])
    first = start(tmp_path, engine).appender.last
    left_behind(tmp_path, ["b"], first)
    assert start(tmp_path, engine).appender.last > first


def test_an_interrupted_receipt_says_what_is_known_and_no_more():
    found = interrupted(intent("a", "k"), STATION, 5)
    assert (found.ending, found.cost, found.reserved) == (Ending.INTERRUPTED, RESERVED, RESERVED)
    assert (found.came, found.left, found.delivered, found.destinations) == ("00", "", "", ())
    assert found.ended_us == 5
    assert interrupted(intent("a", "k"), STATION, -7).ended_us == 1
