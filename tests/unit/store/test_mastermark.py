"""The ledger hears of every move of the master key, also of one whose command broke off."""

import pytest

from posthouse.master.inputs import Inputs
from posthouse.master.opening import open_keyring, rewrap
from posthouse.store.database import open_database
from posthouse.store.keyfile import open_folder
from posthouse.store.mastermark import settle_master
from posthouse.store.outbox import waiting

INPUTS = Inputs({"KEK": "0f" * 32})


@pytest.fixture
def folder(tmp_path):
    open_folder(tmp_path / "data")
    open_keyring(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def engine(folder):
    opened = open_database(folder)
    yield opened
    opened.dispose()


def bodies(engine):
    with engine.connect() as connection:
        return [body for _, body in waiting(connection, 9)]


def test_a_first_start_with_a_plain_file_is_no_move(folder, engine):
    assert not settle_master(engine, folder, "station", 1)
    assert not settle_master(engine, folder, "station", 2)
    assert bodies(engine) == []


def test_every_move_is_told_once(folder, engine):
    settle_master(engine, folder, "station", 1)
    rewrap(folder, "env:KEK", INPUTS)
    assert settle_master(engine, folder, "cli:someone", 2)
    assert not settle_master(engine, folder, "station", 3)
    rewrap(folder, "env:KEK", INPUTS)
    assert settle_master(engine, folder, "station", 4)
    first, second = bodies(engine)
    assert b'"master.rewrapped"' in first
    assert b'"from":"file"' in first
    assert b'"to":"env"' in first
    assert b'"cli:someone"' in first
    assert b'"from":"env"' in second


def test_a_station_that_began_sealed_tells_it_at_its_first_start(tmp_path):
    folder = tmp_path / "other"
    open_folder(folder)
    rewrap(folder, "env:KEK", INPUTS)
    engine = open_database(folder)
    assert settle_master(engine, folder, "station", 1)
    assert b'"from":"none"' in bodies(engine)[0]
    engine.dispose()
