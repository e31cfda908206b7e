"""Conversations at rest: sealed for one place, found by marks, gone with their key."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from posthouse.config.retention import Retention
from posthouse.daemon.retention import rules_of
from posthouse.model.conversation import UNKNOWN, Kept
from posthouse.model.errors import StoreError
from posthouse.model.event import Event
from posthouse.store.conversation_tables import (
    CONVERSATION_HANDLES,
    CONVERSATION_PARTS,
    CONVERSATIONS,
)
from posthouse.store.conversations import DAY_US, MOST_CALLS, SqlConversations
from posthouse.store.database import open_database, writer
from posthouse.store.datakeys import DataKeys, RecordKeys
from posthouse.store.retention import delete_old
from posthouse.store.vault_tables import RECORD_KEYS
from posthouse.vault.keyring import Keyring

KEYRING = Keyring(bytes(range(32)))
SECRET = b"13812345678"


@pytest.fixture
def engine(tmp_path):
    made = open_database(tmp_path)
    yield made
    made.dispose()


def store(engine, days: int = 30) -> SqlConversations:
    keys = RecordKeys(DataKeys(KEYRING))
    return SqlConversations(engine, keys, KEYRING.conversation_key(), days)


def kept(*handles: str, record: str = "", part: bytes = SECRET, tenant: str = "a") -> Kept:
    return Kept(tenant, handles, record, "one", part)


def test_what_is_kept_under_a_handle_is_recalled_by_another_process(engine):
    store(engine).keep(kept("response:r1"), 5)
    found = store(engine).recall("a", ("response:r1",), 6)
    assert found.parts == (SECRET,)
    assert found.channel == "one"


def test_a_conversation_goes_on_under_new_handles(engine):
    one = store(engine)
    one.keep(kept("response:r1"), 5)
    record = one.recall("a", ("response:r1",), 6).record
    one.keep(kept("response:r2", "conversation:c", record=record, part=b"more"), 7)
    one.keep(kept("response:r3", record=record, part=b""), 8)
    for handle in ("response:r1", "response:r2", "conversation:c", "response:r3"):
        assert one.recall("a", ("unknown:x", handle), 9).parts == (SECRET, b"more")


def test_another_tenant_and_another_master_find_nothing(engine):
    store(engine).keep(kept("response:r1"), 5)
    assert store(engine).recall("b", ("response:r1",), 6) == UNKNOWN
    other = Keyring(b"\x07" * 32)
    stranger = SqlConversations(engine, RecordKeys(DataKeys(other)), other.conversation_key(), 30)
    assert stranger.recall("a", ("response:r1",), 6) == UNKNOWN


def test_no_column_holds_a_handle_or_a_value(engine, tmp_path):
    store(engine).keep(kept("response:resp_readable"), 5)
    with engine.connect() as connection:
        for table in (CONVERSATIONS, CONVERSATION_HANDLES, CONVERSATION_PARTS):
            row = repr(connection.execute(select(table)).all())
            assert "readable" not in row
            assert "138123" not in row
    engine.dispose()
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        assert SECRET not in data
        assert b"resp_readable" not in data


def test_what_was_not_used_for_its_days_is_unknown_and_then_destroyed(engine):
    one = store(engine, days=2)
    one.keep(kept("response:r1"), 0)
    one.keep(kept("response:r2"), 2 * DAY_US)
    assert one.recall("a", ("response:r1",), 2 * DAY_US).parts
    assert one.recall("a", ("response:r1",), 2 * DAY_US + 1) == UNKNOWN
    (rule,) = [r for r in rules_of(Retention(conversation_days=2)) if r.name == "conversation"]
    assert [due.count for due in delete_old(engine, [rule], 3 * DAY_US)] == [1]
    with engine.connect() as connection:
        tables = (CONVERSATIONS, CONVERSATION_HANDLES, CONVERSATION_PARTS, RECORD_KEYS)
        assert [len(connection.execute(select(t)).all()) for t in tables] == [1, 1, 1, 1]
    assert one.recall("a", ("response:r2",), 3 * DAY_US).parts


def test_forgetting_destroys_the_key(engine):
    one = store(engine)
    one.keep(kept("response:r1"), 5)
    with engine.connect() as connection:
        copy = [dict(r) for r in connection.execute(select(CONVERSATION_PARTS)).mappings()]
        names = [dict(r) for r in connection.execute(select(CONVERSATION_HANDLES)).mappings()]
        rows = [dict(r) for r in connection.execute(select(CONVERSATIONS)).mappings()]
    one.forget("a", "response:r1", Event("data.deleted", 6, "conversation", "x", "a"))
    with writer(engine).begin() as connection:  # somebody puts a backup's rows back
        connection.execute(CONVERSATION_PARTS.insert(), copy)
        connection.execute(CONVERSATION_HANDLES.insert(), names)
        connection.execute(CONVERSATIONS.insert(), rows)
    assert one.recall("a", ("response:r1",), 7) == UNKNOWN


def test_a_database_that_does_not_answer_is_told_as_an_error_of_the_store(engine):
    with writer(engine).begin() as connection:
        connection.exec_driver_sql("DROP TABLE conversation_handles")
    with pytest.raises(StoreError):
        store(engine).recall("a", ("response:r1",), 1)
    with pytest.raises(StoreError):
        store(engine).keep(kept("response:r1"), 1)


def calls_of(engine, count: int) -> tuple[bytes, ...]:
    one = store(engine)
    record = ""
    for number in range(count):
        part = SECRET if number % 10 == 0 else b""
        told = Kept("a", (f"response:r{number}",), record, "one", part, f"c{number}".encode())
        one.keep(told, number)
        record = one.recall("a", (f"response:r{number}",), number).record
    found = one.recall("a", (f"response:r{count - 1}",), count)
    assert found.parts == (SECRET,) * -(-count // 10)
    return found.calls


def test_the_calls_of_exchanges_come_back_in_their_order(engine):
    assert calls_of(engine, 12) == tuple(f"c{number}".encode() for number in range(12))


def test_only_the_calls_of_the_last_exchanges_stay(engine):
    assert calls_of(engine, MOST_CALLS + 3) == tuple(
        f"c{number}".encode() for number in range(3, MOST_CALLS + 3)
    )
    with engine.connect() as connection:
        sealed = connection.execute(select(CONVERSATION_PARTS.c.sealed)).scalars().all()
    assert not any(f"c{MOST_CALLS}".encode() in one for one in sealed)


def test_each_handle_tells_what_is_known_under_it(engine):
    one = store(engine)
    one.keep(kept("file:a"), 5)
    one.keep(kept("file:b", "file:c", part=b"more"), 5)
    found = one.each("a", ("file:a", "file:b", "file:c", "file:d"), 6)
    assert {handle: told.parts for handle, told in found.items()} == {
        "file:a": (SECRET,), "file:b": (b"more",), "file:c": (b"more",),
    }  # fmt: skip
    assert one.each("b", ("file:a",), 6) == {}
    assert store(engine, days=1).each("a", ("file:a",), 6 + 2 * DAY_US) == {}


def test_whose_a_thing_is_is_kept_without_a_value(engine):
    store(engine).keep(kept("file:a", part=b""), 5)
    found = store(engine).recall("a", ("file:a",), 6)
    assert (found.channel, found.parts) == ("one", ())


def test_with_the_last_handle_goes_what_was_kept(engine):
    one = store(engine)
    one.keep(kept("file:a", "batch:b"), 5)
    gone = Event("data.deleted", 6, "conversation", project="a")
    one.drop("a", "file:a", gone)
    assert one.recall("a", ("file:a",), 7) == UNKNOWN
    assert one.recall("a", ("batch:b",), 7).parts == (SECRET,)
    one.drop("a", "batch:b", gone)
    one.drop("a", "batch:b", gone)
    assert one.recall("a", ("batch:b",), 7) == UNKNOWN
    with engine.connect() as connection:
        assert connection.execute(select(RECORD_KEYS)).first() is None
        assert connection.execute(select(CONVERSATION_PARTS)).first() is None


def test_what_is_kept_of_batches_is_found_by_when_they_were_last_asked_about(engine):
    one = store(engine)
    for at, name in ((5, "b1"), (7, "b2"), (9, "b3")):
        one.keep(replace(kept(f"batch:{name}"), batch=name.encode()), at)
    one.keep(kept("response:r"), 7)
    assert store(engine).batches(6, 9) == [("a", "one", b"b2"), ("a", "one", b"b3")]
    one.keep(kept("batch:b2", record=one.recall("a", ("batch:b2",), 9).record), 20)
    assert one.batches(6, 9) == [("a", "one", b"b3")]
    one.forget("a", "batch:b3", Event("data.deleted", 9, "conversation", project="a"))
    assert one.batches(0, 9) == [("a", "one", b"b1")]
