import pytest

from posthouse.model.event import Event
from posthouse.store.database import open_database, writer
from posthouse.store.outbox import announce, taken, waiting


def event(subject):
    return Event("key.revoked", 1_700_000_000_000_000, subject, actor="cli", project="web")


def change_that_fails(engine):
    with writer(engine).begin() as connection:
        announce(connection, event("first"))
        assert 1 / 0


def test_an_event_stands_with_the_change_it_tells_of_or_not_at_all(tmp_path):
    engine = open_database(tmp_path)
    with pytest.raises(ZeroDivisionError):
        change_that_fails(engine)
    with writer(engine).begin() as connection:
        announce(connection, event("second"))
        announce(connection, event("third"))
    with writer(engine).begin() as connection:
        found = waiting(connection, 10)
        assert [b'"subject":"second"' in found[0][1], b'"subject":"third"' in found[1][1]]
        assert len(found) == 2
        taken(connection, [found[0][0]])
        assert waiting(connection, 10) == found[1:]


def test_numbers_are_never_used_twice(tmp_path):
    engine = open_database(tmp_path)
    with writer(engine).begin() as connection:
        announce(connection, event("first"))
        (first, _), *_ = waiting(connection, 1)
        taken(connection, [first])
        announce(connection, event("second"))
        assert waiting(connection, 1)[0][0] > first
