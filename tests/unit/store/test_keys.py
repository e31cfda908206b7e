"""Virtual keys at rest, and changes seen from another process."""

import dataclasses
from datetime import date

import orjson
import pytest
from sqlalchemy import insert

from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import CommandError, StoreError
from posthouse.model.keylife import activated, revoked
from posthouse.model.scope import DataClass, Scope, network
from posthouse.store.database import open_database
from posthouse.store.keys import Change, SqlKeyStore
from posthouse.store.outbox import waiting
from posthouse.store.tables import KEY_DAYS

KEY = KeyRecord(
    id="k1",
    project="p",
    name="né",
    digest=b"\x00\xff",
    created_at=100,
    expires_at=200,
    scope=Scope(
        models=("gpt-*", 'a"b'),
        channels=("eu-*",),
        jurisdictions=("DE", "FR"),
        endpoints=("anthropic", "gemini:count_tokens"),
        tools=("read_*",),
        networks=(network("192.0.2.0/24"), network("2001:db8::/32")),
        highest=DataClass.PERSONAL,
    ),
    budget=5_000_000_000_000,
    budget_day=7,
    budget_month=8,
    tokens_per_minute=9,
    not_before=150,
    pepper=3,
    old_digest=b"old",
    old_pepper=2,
    grace_until=160,
    public=b"p" * 32,
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


def told(store):
    """Return (kind, subject, actor, detail) of the events that wait for the ledger."""
    with store._engine.connect() as connection:
        events = [orjson.loads(body) for _, body in waiting(connection, 100)]
    return [(e["kind"], e["subject"], e["actor"], e["detail"]) for e in events]


def test_every_change_has_its_event(store):
    store.add(dataclasses.replace(KEY, state=KeyState.PENDING), "cli:ada")
    store.change("k1", lambda key: Change(activated(key), "key.activated"), "cli:ada")
    store.revoke("k1", "cli:bob")
    store.revoke("k1", "cli:bob")
    assert told(store) == [
        ("key.created", "k1", "cli:ada", {"state": "pending"}),
        ("key.activated", "k1", "cli:ada", {}),
        ("key.revoked", "k1", "cli:bob", {"why": "revoked"}),
    ]


def test_a_move_that_the_state_forbids_changes_nothing(store):
    store.add(KEY)
    store.revoke("k1")
    before, events, stamp = store.find("k1"), told(store), store.stamp()
    with pytest.raises(CommandError, match="revoked cannot revoke"):
        store.change("k1", lambda key: Change(revoked(key), "key.revoked"))
    assert (store.find("k1"), told(store), store.stamp()) == (before, events, stamp)


def test_a_key_that_is_not_there_cannot_be_changed(store):
    with pytest.raises(CommandError, match="no key"):
        store.change("nobody", lambda key: Change(key, "key.edited"))


def test_tells_what_was_spent_on_the_days_of_this_month(tmp_path):
    at = date(2026, 11, 25)
    store = SqlKeyStore(open_database(tmp_path), lambda: (at - date(1970, 1, 1)).days * 86400.0)
    store.add(KEY)
    store.add(BARE)
    rows = [
        {"key": key, "day": day.toordinal(), "spent": spent}
        for key, day, spent in [
            ("k1", date(2026, 10, 31), 1),
            ("k1", date(2026, 11, 1), 2),
            ("k1", at, 3),
            ("k0", at, 4),
        ]
    ]
    with store._engine.begin() as connection:
        connection.execute(insert(KEY_DAYS), rows)
    assert store.find("k1").days == ((date(2026, 11, 1).toordinal(), 2), (at.toordinal(), 3))
    assert store.find("k0").days == ()
