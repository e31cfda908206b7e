"""Anomalies at rest: finding, entry and switch stand together, an operator's word stands first."""

import pytest

from posthouse.accounting.anomaly import Anomaly, Kind
from posthouse.accounting.usage import Hour
from posthouse.model.switch import Mode, Reach, Switch
from posthouse.store.anomalies import SqlAnomalies
from posthouse.store.database import open_database
from posthouse.store.outbox import waiting
from posthouse.store.switches import SqlSwitches

HOUR = Hour("k", "lab", 5, 9)
ODD = Anomaly(Kind.SPEND, "9 in an hour", "at most 4")


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def events(engine):
    with engine.connect() as connection:
        return [body.decode() for _, body in waiting(connection, 100)]


@pytest.mark.parametrize(
    ("action", "modes"), [("note", []), ("throttle", [Mode.SLOW]), ("suspend", [Mode.OFF])]
)
def test_a_finding_does_what_the_action_says(engine, action, modes):
    SqlAnomalies(engine).found(HOUR, ODD, action, 7)
    [found] = SqlAnomalies(engine).every(10)
    assert (found.key, found.kind, found.action, found.at_us) == ("k", "spend", action, 7)
    assert [switch.mode for switch in SqlSwitches(engine).every()] == modes
    told = events(engine)
    assert "anomaly.found" in told[0]
    assert len(told) == 1 + len(modes)


def test_what_an_operator_set_is_not_replaced(engine):
    switches = SqlSwitches(engine)
    switches.set(Switch(Reach.KEY, "k", "leaked", "cli:me", 1))
    SqlAnomalies(engine).found(HOUR, ODD, "throttle", 7)
    SqlAnomalies(engine).found(HOUR, ODD, "suspend", 8)
    assert [switch.reason for switch in switches.every()] == ["leaked"]


def test_a_slowed_key_may_still_be_suspended(engine):
    SqlAnomalies(engine).found(HOUR, ODD, "throttle", 7)
    SqlAnomalies(engine).found(HOUR, ODD, "suspend", 8)
    assert [switch.mode for switch in SqlSwitches(engine).every()] == [Mode.OFF]


def test_baselines_are_kept_and_replaced(engine):
    store = SqlAnomalies(engine)
    assert store.baseline("k") is None
    store.keep({"k": b"1", "l": b"2"}, 1)
    store.keep({"k": b"3"}, 2)
    assert (store.baseline("k"), store.baseline("l")) == (b"3", b"2")


def test_the_newest_come_first(engine):
    store = SqlAnomalies(engine)
    for at in range(5):
        store.found(HOUR, ODD, "note", at)
    assert [found.at_us for found in store.every(3)] == [4, 3, 2]
