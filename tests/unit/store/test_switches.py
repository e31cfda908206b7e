"""Kill switches at rest: set, cleared, each with its entry for the ledger."""

import orjson
import pytest

from posthouse.model.caller import KeyRecord
from posthouse.model.switch import Mode, Reach, Switch, Switches
from posthouse.store.database import open_database
from posthouse.store.keys import SqlKeyStore
from posthouse.store.outbox import waiting
from posthouse.store.switches import SqlSwitches


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def events(engine):
    with engine.connect() as connection:
        return [orjson.loads(body) for _, body in waiting(connection, 100)]


def test_a_switch_is_seen_until_it_is_cleared_and_both_are_entries(engine):
    SqlKeyStore(engine).add(KeyRecord("k1", "lab", "n", b"", 0, 10))
    switches = SqlSwitches(engine)
    before = switches.stamp()
    switches.set(Switch(Reach.KEY, "k1", "leaked", "cli:me", 5))
    assert switches.stamp() > before
    assert Switches(switches.every()).refusal("k1", "lab").code == "key_switched_off"
    assert Switches(switches.every()).refusal("k2", "lab") is None
    assert switches.clear(Reach.KEY, "k1", "cli:me", 6)
    assert not switches.clear(Reach.KEY, "k1", "cli:me", 7)
    assert switches.every() == []
    told = [e for e in events(engine) if str(e).count("switch.")]
    assert [(e["event"]["kind"] if "event" in e else e["kind"]) for e in told] == [
        "switch.set",
        "switch.cleared",
    ]
    assert "lab" in str(told[0])


def test_the_last_switch_for_the_same_stands(engine):
    switches = SqlSwitches(engine)
    switches.set(Switch(Reach.KEY, "k1", "fast", "station", 5, Mode.SLOW))
    switches.set(Switch(Reach.KEY, "k1", "leaked", "cli:me", 6))
    assert [(one.mode, one.reason) for one in switches.every()] == [(Mode.OFF, "leaked")]


@pytest.mark.parametrize(
    ("reach", "name", "code", "status"),
    [
        (Reach.ALL, "", "station_switched_off", 503),
        (Reach.PROJECT, "lab", "project_switched_off", 403),
        (Reach.KEY, "k1", "key_switched_off", 403),
    ],
)
def test_each_reach_has_a_code_of_its_own(reach, name, code, status):
    switches = Switches([Switch(reach, name, "stolen", "me", 1)])
    refusal = switches.refusal("k1", "lab")
    assert (refusal.code, refusal.status) == (code, status)
    assert "stolen" not in refusal.message + refusal.hint, "the reason is the operator's"
    assert reach is Reach.ALL or switches.refusal("k2", "other") is None


def test_a_slowed_key_is_not_off():
    switches = Switches([Switch(Reach.KEY, "k1", "why", "me", 1, Mode.SLOW)])
    assert switches.refusal("k1", "lab") is None
    assert switches.slowed("k1")
    assert not switches.slowed("k2")
