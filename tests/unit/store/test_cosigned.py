"""The cosigned checkpoint stands beside the newest, and never for another log."""

import pytest
from tests.evidence import WITNESSES, SmallLog, party, small_log

from posthouse.store.cosigned import CosignedLog, newest, witnessed
from posthouse.store.disk import Disk
from posthouse.store.logfiles import LogFiles

SMALL = small_log()


@pytest.fixture
def files(tmp_path):
    return LogFiles(tmp_path / "ledger", Disk())


def publish(files, note: bytes) -> None:
    files.publish([], note)


def test_without_a_log_there_is_nothing(files):
    assert (newest(files), witnessed(files)) == (None, None)
    assert CosignedLog(files, Disk()).checkpoint() is None


def test_the_newest_is_served_with_its_cosignatures_once_it_has_them(files):
    log, cosigned = CosignedLog(files, Disk()), SMALL.checkpoint(5, WITNESSES)
    publish(files, SMALL.checkpoint(5))
    assert newest(files) == log.checkpoint() == SMALL.checkpoint(5)
    log.keep(cosigned)
    assert newest(files) == witnessed(files) == cosigned
    publish(files, SMALL.checkpoint(6))
    assert newest(files) == SMALL.checkpoint(6)
    assert witnessed(files) == cosigned


def test_what_witnesses_said_of_an_older_log_is_not_said_of_a_new_one(files):
    CosignedLog(files, Disk()).keep(SMALL.checkpoint(5, WITNESSES))
    other = party("log.example/station/2", 9, SMALL.party.key.type)
    publish(files, SmallLog(SMALL.entries, other).checkpoint(1))
    assert witnessed(files) is None
