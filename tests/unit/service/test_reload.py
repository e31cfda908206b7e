"""Reload: settings may be wrong for a while; keys and switches are never late for it."""

import asyncio
from dataclasses import replace

from tests.facts import KEY, facts

from posthouse.model.errors import ConfigError
from posthouse.model.switch import Reach, Switch, Switches
from posthouse.service.reload import Snapshot, Stamp

OFF = Switches([Switch(Reach.KEY, KEY.id, "why", "me", 1)])


class World:
    """What a snapshot is read from."""

    def __init__(self) -> None:
        self.files, self.keys = 1, 1
        self.wrong: Exception | None = None
        self.locked = False
        self.built = self.rekeyed = 0

    def stamp(self) -> Stamp:
        return Stamp(self.files, self.keys)

    def build(self):
        if self.wrong:
            raise self.wrong
        self.built += 1
        return facts()

    def rekey(self, old):
        if self.locked:
            raise OSError("locked")
        self.rekeyed += 1
        return replace(old, switches=OFF)

    def snapshot(self, **more) -> Snapshot:
        return Snapshot(facts(), self.build, self.rekey, self.stamp, self.stamp(), **more)


def test_nothing_is_read_while_nothing_changes():
    world = World()
    assert not world.snapshot().refresh()
    assert (world.built, world.rekeyed) == (0, 0)


def test_a_switch_is_taken_without_reading_the_settings():
    world = World()
    heard = []
    snapshot = world.snapshot(swapped=heard.append)
    world.keys = 2
    assert snapshot.refresh()
    assert (world.built, world.rekeyed) == (0, 1)
    assert heard == [snapshot.current()]
    assert snapshot.current().switches is OFF


def test_a_switch_works_although_the_settings_are_wrong():
    world = World()
    snapshot = world.snapshot()
    world.files, world.keys, world.wrong = 2, 2, ConfigError("a typo")
    assert snapshot.refresh()
    assert snapshot.current().switches is OFF
    world.files, world.wrong = 3, None
    assert snapshot.refresh()
    assert world.built == 1


async def test_what_goes_wrong_once_is_tried_again():
    world = World()
    snapshot = world.snapshot()
    world.keys, world.locked = 2, True
    watching = asyncio.create_task(snapshot.watch(0.01))
    await asyncio.sleep(0.1)
    assert snapshot.current().switches is not OFF
    world.locked = False
    async with asyncio.timeout(30):
        while snapshot.current().switches is not OFF:
            await asyncio.sleep(0.01)
    watching.cancel()
    await asyncio.wait({watching})


def test_who_asks_with_an_unknown_key_has_it_looked_for_at_once_but_only_so_often():
    world, clock = World(), [10.0]
    snapshot = world.snapshot(clock=lambda: clock[0])
    assert not snapshot.fresher(), "nothing has changed"
    world.keys = 2
    assert not snapshot.fresher(), "it was looked for a moment ago"
    clock[0] += 1
    assert snapshot.fresher()
    world.keys, world.locked = 3, True
    clock[0] += 1
    assert not snapshot.fresher(), "a locked database is not the caller's trouble"
