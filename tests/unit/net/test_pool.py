"""Where connections rest."""

from __future__ import annotations

from typing import cast

import pytest

from posthouse.net.connection import Connection
from posthouse.net.pool import Pool, Shelf, key

from .conftest import channel


class FakeConnection:
    def __init__(self, *, open_: bool = True) -> None:
        self.open = open_
        self.closed = False

    def idle(self) -> bool:
        return self.open

    def close(self) -> None:
        self.closed = True


def resting(*, open_: bool = True) -> Connection:
    return cast("Connection", FakeConnection(open_=open_))


def test_the_last_to_rest_is_the_first_to_work() -> None:
    shelf = Shelf(4)
    first, second = resting(), resting()
    assert shelf.put(first)
    assert shelf.put(second)
    assert [shelf.take(), shelf.take(), shelf.take()] == [second, first, None]


def test_the_dead_are_passed_over_and_closed() -> None:
    shelf = Shelf(4)
    alive, dead = resting(), resting(open_=False)
    shelf.put(alive)
    shelf.put(dead)
    assert shelf.take() is alive
    assert dead.closed


def test_there_is_room_for_so_many() -> None:
    shelf = Shelf(1)
    assert shelf.put(resting())
    assert not shelf.put(resting())


def test_one_that_ended_is_forgotten() -> None:
    shelf = Shelf(2)
    gone = resting()
    shelf.put(gone)
    shelf.lost(gone)
    shelf.lost(gone)
    assert len(shelf) == 0


def test_a_closed_pool_drops_what_rests_and_takes_nothing() -> None:
    pool = Pool(2)
    shelf, one = pool.shelf(channel(1)), resting()
    shelf.put(one)
    assert pool.resting() == 1
    pool.close()
    assert one.closed
    assert not shelf.put(resting())


def test_a_channel_finds_its_shelf_again() -> None:
    pool = Pool(2)
    assert pool.shelf(channel(1)) is pool.shelf(channel(1))


@pytest.mark.parametrize(
    "other",
    [
        channel(2),
        channel(1, "localhost"),
        channel(1, scheme="https"),
        channel(1, private_network=True),
    ],
)
def test_nothing_is_shared_with_another_origin_or_permission(other: object) -> None:
    assert key(channel(1)) != key(other)  # type: ignore[arg-type]
