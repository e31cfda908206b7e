import orjson
import pytest

from posthouse.model.incident import Incident, State
from posthouse.store.database import open_database
from posthouse.store.incidents import SqlIncidents
from posthouse.store.outbox import waiting
from posthouse.store.standings import Asked, SqlStandings, Standing
from posthouse.store.switches import SqlSwitches


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def incident(number, what="blocked", **more):
    return Incident(
        f"i{number}", 10 + number, "r", "k1", "default", "main", "m", what, "tool call bash",
        ("facts/fetch-run",), **more,
    )  # fmt: skip


def test_exchanges_add_up_by_channel_key_and_day(engine):
    standings = SqlStandings(engine)
    standings.relayed({("main", "k1", 7): 2, ("main", "k2", 7): 1, ("other", "k1", 7): 9})
    standings.relayed({("main", "k1", 7): 3, ("main", "k1", 8): 1})
    assert standings.days("main", 7) == {7: {"k1": 5, "k2": 1}, 8: {"k1": 1}}
    assert standings.days("main", 8) == {8: {"k1": 1}}


def test_incidents_count_where_something_was_stopped_or_held(engine):
    SqlIncidents(engine).opened(
        [incident(1), incident(2, "observed"), incident(3, "held", state=State.APPROVED)]
    )
    hits = SqlStandings(engine).hits(5)
    assert [(hit.at_us, hit.approved) for hit in hits] == [(11, False), (13, True)]
    assert hits[0].rules == ("facts/fetch-run",)
    assert SqlStandings(engine).hits(100) == []


def test_a_change_of_doubt_reaches_every_worker_and_the_ledger(engine):
    standings, switches = SqlStandings(engine), SqlSwitches(engine)
    before = switches.stamp()
    standings.put(Standing("main", 3.0, 1, 0.0, doubted=False, at_us=5))
    assert switches.stamp() == before
    standings.put(Standing("main", 300.0, 2, 0.5, doubted=True, at_us=6))
    assert switches.stamp() > before
    assert standings.doubted() == {"main"}
    assert standings.every() == [Standing("main", 300.0, 2, 0.5, doubted=True, at_us=6)]
    with engine.connect() as connection:
        kinds = [orjson.loads(body)["kind"] for _, body in waiting(connection, 9)]
    assert kinds == ["standing.moved"]


def test_nonces_come_back_in_order_and_stand_in_the_ledger(engine):
    standings = SqlStandings(engine)
    for at_us in (1, 2, 3):
        word = "differs" if at_us == 2 else "kept"
        strange = ("cdn.mirror.test",) if at_us == 2 else ()
        standings.ask(Asked("main", "m", at_us, word, strange, 0.5, f"r{at_us}"))
    assert [one.at_us for one in standings.asked("main", 2)] == [2, 3]
    assert standings.asked("main")[1].strange == ("cdn.mirror.test",)
    assert standings.asked("other") == []
    with engine.connect() as connection:
        assert [orjson.loads(body)["kind"] for _, body in waiting(connection, 9)] == [
            "nonce.asked"
        ] * 3
