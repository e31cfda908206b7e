"""Incidents at rest: opened once with their entry, decided once, by whoever comes first."""

from dataclasses import replace

import pytest

from posthouse.model.event import STATION
from posthouse.model.incident import Incident, State
from posthouse.store.database import open_database
from posthouse.store.incidents import SqlIncidents
from posthouse.store.outbox import waiting

ONE = Incident("i-1", 5, "r", "k", "lab", "main", "m", "blocked", "tool call bash", ("a/b", "c/d"))
HELD = replace(ONE, id="i-2", what="held", state=State.WAITING, until_us=100)


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture
def incidents(engine):
    return SqlIncidents(engine)


def events(engine):
    with engine.connect() as connection:
        return [body.decode() for _, body in waiting(connection, 100)]


def test_an_incident_is_opened_once_with_its_entry(engine, incidents):
    incidents.opened([ONE, HELD])
    incidents.opened([ONE])
    assert incidents.find("i-1") == ONE
    assert [one.id for one in incidents.newest(10)] == ["i-2", "i-1"]
    assert [one.id for one in incidents.newest(10, State.WAITING)] == ["i-2"]
    assert incidents.counts(0) == {"main": 2}
    told = events(engine)
    assert len(told) == 2
    assert all("incident.opened" in one for one in told)


def test_a_held_call_is_decided_once(engine, incidents):
    incidents.opened([ONE, HELD])
    assert incidents.decide("i-2", State.APPROVED, "cli:me", 50)
    assert not incidents.decide("i-2", State.DENIED, "cli:you", 51)
    assert not incidents.decide("i-1", State.APPROVED, "cli:me", 50)
    assert not incidents.decide("nobody", State.APPROVED, "cli:me", 50)
    found = incidents.find("i-2")
    assert (found.state, found.actor, found.decided_us) == (State.APPROVED, "cli:me", 50)
    assert "incident.decided" in events(engine)[-1]


def test_nobody_but_the_station_decides_when_time_is_over(incidents):
    incidents.opened([HELD])
    assert not incidents.decide("i-2", State.APPROVED, "cli:me", 101)
    assert incidents.decide("i-2", State.EXPIRED, STATION, 101)
