"""Virtual keys at rest, and changes seen from another process."""

import dataclasses

import pytest

from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import StoreError
from posthouse.store.database import open_database
from posthouse.store.keys import SqlKeyStore

KEY = KeyRecord(
    id="k1",
    project="p",
    name="né",
    digest=b"\x00\xff",
    created_at=100,
    expires_at=200,
    models=("gpt-*", 'a"b'),
    budget=5_000_000_000_000,
    requests_per_minute=60,
    concurrency=4,
)
BARE = KeyRecord("k0", "p", "bare", b"d", 100, 200)


@pytest.fixture
def store(tmp_path):
    engine = open_database(tmp_path)
    yield SqlKeyStore(engine)
    engine.dispose()


def test_gives_back_what_was_kept_newest_last(store):
    newer = dataclasses.replace(BARE, id="a", created_at=101)
    for key in (newer, KEY, BARE):
        store.add(key)
    assert list(store.every()) == [BARE, KEY, newer]


def test_refuses_an_id_that_is_taken(store):
    store.add(KEY)
    with pytest.raises(StoreError, match="k1"):
        store.add(KEY)


def test_revokes_for_good(store):
    store.add(KEY)
    assert store.revoke("k1")
    assert store.revoke("k1")
    assert store.every()[0].state is KeyState.REVOKED
    assert not store.revoke("nobody")


def test_another_process_sees_every_change_by_the_stamp(store, tmp_path):
    engine = open_database(tmp_path)
    other = SqlKeyStore(engine)
    stamps = [store.stamp()]
    other.add(KEY)
    stamps.append(store.stamp())
    other.revoke("k1")
    stamps.append(store.stamp())
    other.revoke("nobody")
    assert stamps == [0, 1, 2]
    assert store.stamp() == 2
    engine.dispose()
