import json

import pytest

from posthouse.model.errors import Conflict, Forbidden
from posthouse.model.operator import STATION, Grant, Operator, OperatorState, Role
from posthouse.store.breakglass import Glass, GlassState, SqlBreakglass
from posthouse.store.database import open_database, writer
from posthouse.store.operators import Act, Enrolment, SqlOperators
from posthouse.store.outbox import waiting

NOW = 1_700_000_000
ACT = Act("operator:ann", NOW)
GLASS = Glass("g1", "red", Role.AUDITOR, 10, "a bill that is disputed", "id-ann", NOW)


@pytest.fixture
def engine(tmp_path):
    engine = open_database(tmp_path)
    accounts = SqlOperators(engine)
    for name in ("ann", "bob"):
        grants = (Grant(STATION, Role.OPERATOR),)
        made = Operator(f"id-{name}", name, OperatorState.ACTIVE, grants, NOW)
        accounts.add(made, Enrolment(name.encode(), NOW + 60), ACT)
    yield engine
    engine.dispose()


def lent(engine, at):
    grants = SqlOperators(engine).find("id-ann", at).grants
    return [g for g in grants if g.until is not None]


def steps(engine):
    with writer(engine).begin() as connection:
        events = [json.loads(body) for _, body in waiting(connection, 100)]
    return [
        (e["kind"], e["actor"], e["project"]) for e in events if e["kind"].startswith("breakglass")
    ]


def test_a_role_is_lent_by_a_second_person_and_ends_by_itself(engine):
    glasses = SqlBreakglass(engine)
    glasses.request(GLASS, ACT)
    assert lent(engine, NOW) == []
    glasses.approve("g1", "id-bob", Act("operator:bob", NOW + 60))
    assert lent(engine, NOW + 60) == [Grant("red", Role.AUDITOR, NOW + 660)]
    assert lent(engine, NOW + 660) == []
    assert glasses.sweep(Act("station", NOW + 659)) == 0
    assert glasses.sweep(Act("station", NOW + 660)) == 1
    assert glasses.sweep(Act("station", NOW + 661)) == 0
    assert glasses.find("g1").state is GlassState.ENDED
    assert steps(engine) == [
        ("breakglass.requested", "operator:ann", "red"),
        ("breakglass.approved", "operator:bob", "red"),
        ("breakglass.ended", "station", "red"),
    ]


def test_nobody_approves_what_they_asked_for(engine):
    glasses = SqlBreakglass(engine)
    glasses.request(GLASS, ACT)
    with pytest.raises(Forbidden):
        glasses.approve("g1", "id-ann", ACT)
    assert lent(engine, NOW) == []


def test_it_is_approved_once_and_ended_once(engine):
    glasses = SqlBreakglass(engine)
    glasses.request(GLASS, ACT)
    glasses.approve("g1", "id-bob", ACT)
    with pytest.raises(Conflict):
        glasses.approve("g1", "id-bob", ACT)
    glasses.end("g1", Act("operator:bob", NOW + 5), why="done")
    glasses.end("g1", Act("operator:bob", NOW + 6), why="done")
    assert lent(engine, NOW + 6) == []
    assert [kind for kind, _, _ in steps(engine)].count("breakglass.ended") == 1
    with pytest.raises(Conflict):
        glasses.approve("g1", "id-bob", ACT)


def test_a_request_that_nobody_approves_ends_within_a_day(engine):
    glasses = SqlBreakglass(engine)
    glasses.request(GLASS, ACT)
    assert glasses.sweep(Act("station", NOW + 24 * 3600)) == 1
    assert glasses.newest(5)[0].state is GlassState.ENDED
