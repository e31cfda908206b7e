"""An operator's read of a stored receipt is an entry of the ledger, whoever reads."""

import json

import pytest
from sqlalchemy import insert

from posthouse.store.database import open_database, writer
from posthouse.store.outbox import waiting
from posthouse.store.reading import Reader, announce_read, read_receipt
from posthouse.store.tables import RECEIPTS

READER = Reader("cli:ann", 7)


@pytest.fixture
def engine(tmp_path):
    made = open_database(tmp_path)
    with writer(made).begin() as connection:
        for seq, project in enumerate(["one", "one", "two"], 1):
            row = {"seq": seq, "id": f"r{seq}", "at_us": seq, "key": "k", "project": project,
                   "ending": "delivered", "cost": 0, "sealed": b"sealed %d" % seq}  # fmt: skip
            connection.execute(insert(RECEIPTS), row)
    yield made
    made.dispose()


def told(engine):
    with engine.connect() as connection:
        return [json.loads(body) for _, body in waiting(connection, 10)]


def test_a_read_is_announced_with_reader_receipt_and_project(engine):
    assert read_receipt(engine, "r3", READER) == b"sealed 3"
    (event,) = told(engine)
    assert (event["kind"], event["actor"], event["at_us"]) == ("data.read", "cli:ann", 7)
    assert (event["subject"], event["project"]) == ("r3", "two")
    assert event["detail"] == {"what": "receipt"}


def test_what_is_not_there_was_not_read(engine):
    assert read_receipt(engine, "r9", READER) is None
    assert told(engine) == []


def test_a_read_of_what_a_station_gave_out_is_announced_alike(engine):
    announce_read(engine, b'{"receipt":{"id":"r8","project":"one"}}', READER)
    (event,) = told(engine)
    assert (event["subject"], event["project"], event["actor"]) == ("r8", "one", "cli:ann")
