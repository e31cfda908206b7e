"""What is in force is told when it changes, once, whoever sees it."""

import json

import pytest

from posthouse.store.database import open_database
from posthouse.store.notices import InForce, announce_start, settle_settings
from posthouse.store.outbox import waiting


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def told(engine):
    with engine.connect() as connection:
        trees = [json.loads(body) for _, body in waiting(connection, 100)]
    return [(t["kind"], t["subject"], t["detail"].get("now", "")) for t in trees]


def test_a_start_is_told_with_what_runs(engine):
    announce_start(engine, "posthouse/1", "wheel:00", 5)
    assert told(engine) == [("software.started", "posthouse/1", "")]


def test_each_change_is_told_once(engine):
    first = InForce("s1", {"default": "p1", "web": "p1"})
    for _ in range(3):
        settle_settings(engine, first, 5)
    assert told(engine) == [
        ("policy.changed", "default", "p1"),
        ("policy.changed", "web", "p1"),
        ("config.changed", "settings", "s1"),
    ]
    settle_settings(engine, InForce("s2", {"default": "p2"}), 6)
    assert told(engine)[3:] == [
        ("policy.changed", "default", "p2"),
        ("policy.changed", "web", ""),
        ("config.changed", "settings", "s2"),
    ]
    settle_settings(engine, InForce("s2", {"default": "p2"}), 7)
    assert len(told(engine)) == 6
