"""Keys are looked after: graces end, reminders are said once, and one bad key stops no other."""

import logging
from dataclasses import replace

import orjson
import pytest

from posthouse.model.caller import DAY_S, KeyRecord, KeyState
from posthouse.model.errors import CommandError
from posthouse.model.keylife import NewSecret, rotated
from posthouse.service.keycare import KeyCare
from posthouse.store.database import open_database
from posthouse.store.keys import SqlKeyStore

KEY = KeyRecord("k", "p", "n", b"d", 0, 90 * DAY_S, last_used=80 * DAY_S)


@pytest.fixture
def store(tmp_path):
    engine = open_database(tmp_path)
    yield SqlKeyStore(engine, lambda: 0.0)
    engine.dispose()


class Webhook:
    def __init__(self, error: Exception | None = None) -> None:
        self.got = []
        self.error = error

    def __call__(self, url, body, headers):
        self.got.append((url, orjson.loads(body), headers))
        if self.error:
            raise self.error
        return b""


async def test_says_once_that_a_key_ends_in_log_ledger_and_webhook(store, caplog):
    store.add(KEY)
    hook = Webhook()
    care = KeyCare(store, lambda: 88.0 * DAY_S, 30, hook, "https://hooks.example/x")
    with caplog.at_level(logging.WARNING):
        await care.run()
        await care.run()
    told = {"event": "key.expiring", "key": "k", "name": "n", "project": "p", "days": 3,
            "expires_at": KEY.expires_at}  # fmt: skip
    headers = {"content-type": "application/json"}
    assert hook.got == [("https://hooks.example/x", told, headers)]
    assert [(r.key, r.what, r.days) for r in caplog.records] == [("k", "expiring", 3)]
    assert store.find("k").reminded


async def test_a_webhook_that_fails_stops_nothing(store, caplog):
    store.add(KEY)
    store.add(replace(KEY, id="l"))
    hook = Webhook(ConnectionRefusedError())
    await KeyCare(store, lambda: 88.0 * DAY_S, 30, hook, "https://hooks.example/x").run()
    assert len(hook.got) == 2
    assert "webhook failed" in caplog.text


async def test_ends_a_grace_that_is_over(store):
    store.add(rotated(KEY, NewSecret(b"n", 1, b"", 200 * DAY_S), 3600, DAY_S))
    care = KeyCare(store, lambda: DAY_S + 3599.0, 0, Webhook())
    await care.run()
    assert store.find("k").state is KeyState.GRACE
    await KeyCare(store, lambda: DAY_S + 3600.0, 0, Webhook()).run()
    assert (store.find("k").state, store.find("k").old_digest) == (KeyState.ACTIVE, b"")


async def test_a_key_that_changes_meanwhile_stops_no_other(store, caplog):
    class Racing:
        every = store.every

        def settle(self, key_id):
            raise CommandError("gone")

        def remind(self, key_id, reminder):
            if key_id == "k":
                raise CommandError("gone")
            store.remind(key_id, reminder)

    store.add(KEY)
    store.add(replace(KEY, id="l"))
    await KeyCare(Racing(), lambda: 88.0 * DAY_S, 30, Webhook()).run()
    assert "key not looked after" in caplog.text
    assert store.find("l").reminded
