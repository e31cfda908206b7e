"""Entries of the ledger go under a published policy alone; hashes stay and the log still proves."""

import hashlib
import json

import pytest
from sqlalchemy import select

from posthouse.ledger.merkle import leaf_hash
from posthouse.ledger.tiles import ENTRIES, WIDTH, Tile, bundled
from posthouse.model.errors import StoreError
from posthouse.store.database import open_database
from posthouse.store.pruning import (
    DAY_US,
    NOTICE_DAYS,
    prunable,
    prune,
    publish_policy,
    read_policy,
)
from posthouse.store.tables import OUTBOX

START_US = 20_000 * DAY_US
DAYS = 200
NOTICE_US = NOTICE_DAYS * DAY_US


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def entry(number):
    """Return an entry of a log that gets one bundle a day."""
    at_us = START_US + number * DAY_US // WIDTH
    if number % 2:
        return json.dumps({"kind": "key.created", "at_us": at_us}).encode()
    return json.dumps({"receipt": {"at_us": at_us - 9, "ended_us": at_us}}).encode()


def write(ledger, tile, content):
    path = ledger / tile.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture
def ledger(tmp_path):
    """Return the folder of a log of ten whole bundles and a partial one."""
    folder = tmp_path / "ledger"
    for index in range(11):
        width = WIDTH if index < 10 else 5
        entries = [entry(index * WIDTH + n) for n in range(width)]
        write(folder, Tile(ENTRIES, index, width), bundled(entries))
        write(folder, Tile(0, index, width), b"".join(map(leaf_hash, entries)))
    write(folder, Tile(ENTRIES, 0, 17), b"a narrower form of the first")
    return folder


def bundles(ledger):
    return [n for n in range(10) if (ledger / Tile(ENTRIES, n).path).exists()]


def events(engine):
    with engine.connect() as connection:
        return list(map(json.loads, connection.execute(select(OUTBOX.c.body)).scalars()))


def test_without_a_policy_nothing_ever_goes(ledger, engine):
    late_us = START_US + 10_000 * DAY_US
    assert prune(ledger, engine, late_us) == prunable(ledger, late_us) == 0
    assert bundles(ledger) == list(range(10))
    assert events(engine) == []


def test_a_policy_is_published_announced_and_takes_effect_after_its_notice(ledger, engine):
    late_us = START_US + (DAYS + 100) * DAY_US
    policy = publish_policy(ledger, engine, DAYS, late_us, "cli:someone")
    assert read_policy(ledger) == policy
    assert policy.effective_us == late_us + NOTICE_US
    assert prune(ledger, engine, late_us + NOTICE_US - 1) == 0
    (told,) = events(engine)
    assert (told["kind"], told["subject"]) == ("policy.changed", "ledger/retention")
    assert told["detail"]["entries_days"] == str(DAYS)
    publish_policy(ledger, engine, DAYS, late_us + 5)
    assert len(events(engine)) == 1


def test_only_bundles_whose_every_entry_is_older_than_the_policy_go(ledger, engine):
    publish_policy(ledger, engine, DAYS, START_US)
    for days in (DAYS, DAYS + 3, DAYS + 3, DAYS + 7, DAYS + 1000):
        now_us = START_US + days * DAY_US
        prune(ledger, engine, now_us)
        gone = min(10, days - DAYS)
        assert bundles(ledger) == list(range(gone, 10))
        assert read_policy(ledger).minimum_index == gone * WIDTH
    assert (ledger / Tile(ENTRIES, 10, 5).path).exists()
    assert not (ledger / Tile(ENTRIES, 0, 17).path).exists()
    assert all((ledger / Tile(0, n).path).exists() for n in range(10))


def test_the_proof_names_the_range_and_the_leaf_hashes_that_stay(ledger, engine):
    publish_policy(ledger, engine, DAYS, START_US)
    assert prune(ledger, engine, START_US + (DAYS + 2) * DAY_US) == 2 * WIDTH
    told = events(engine)[-1]
    assert (told["kind"], told["subject"]) == ("data.deleted", "ledger_entries")
    assert (told["detail"]["first"], told["detail"]["count"]) == ("0", str(2 * WIDTH))
    leaves = "".join(f"{leaf_hash(entry(n)).hex()}\n" for n in range(2 * WIDTH))
    assert told["detail"]["leaves"] == hashlib.sha256(leaves.encode()).hexdigest()


def test_a_run_that_was_cut_short_is_finished_by_the_next(ledger, engine):
    publish_policy(ledger, engine, DAYS, START_US)
    now_us = START_US + (DAYS + 4) * DAY_US
    held = (ledger / Tile(ENTRIES, 3).path).read_bytes()
    prune(ledger, engine, now_us)
    write(ledger, Tile(ENTRIES, 3), held)
    assert prune(ledger, engine, now_us) == 0
    assert bundles(ledger) == list(range(4, 10))
    assert len(events(engine)) == 2


def test_a_policy_that_cannot_be_read_stops_pruning_with_a_reason(ledger, engine):
    for text in ("", "{}", "[]", '{"format": "another/1"}', "not JSON"):
        (ledger / "retention").write_text(text)
        with pytest.raises(StoreError, match="expected a retention policy"):
            prune(ledger, engine, START_US)
    assert bundles(ledger) == list(range(10))
