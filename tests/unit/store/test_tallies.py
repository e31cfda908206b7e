from concurrent.futures import ThreadPoolExecutor

import pytest

from posthouse.store.database import open_database
from posthouse.store.tallies import SqlTallies


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def test_so_many_are_counted_and_no_more_until_the_next_day(engine):
    tallies = SqlTallies(engine)
    assert [tallies.take("witness/k1", 100, 2) for _ in range(3)] == [True, True, False]
    assert tallies.take("witness/k2", 100, 2)
    assert tallies.take("witness/k1", 101, 2)
    assert not tallies.take("witness/k3", 101, 0)


def test_processes_that_ask_at_once_get_no_more_than_there_are(engine):
    SqlTallies(engine).take("n", 1, 9)
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda _: SqlTallies(engine).take("n", 1, 9), range(20)))
    assert sum(got) == 8
