"""Gathering goes on with whoever answers rightly; the others cost nobody any time."""

import asyncio
import logging

import pytest
from tests.evidence import LOG, WITNESSES, SmallLog, small_log
from tests.unit.service.test_witness import Clock, MemoryHeads

from posthouse.ledger.note import parse_note
from posthouse.ledger.policy import parse_policy
from posthouse.ledger.tiles import Tile
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.service.gather import Gatherer
from posthouse.service.witness import Witness

POLICY = "\n".join(
    [
        *(f"witness w{n} {one.key} http://127.0.0.1:{n + 1}" for n, one in enumerate(WITNESSES)),
        "group two 2 w0 w1 w2",
        "quorum two",
    ]
)


class MemoryLog:
    """A log of which the first `size` entries are published."""

    def __init__(self, log: SmallLog) -> None:
        self.log, self.size, self.kept = log, 0, []
        self.broken = self.unreadable = False

    def checkpoint(self):
        if self.unreadable:
            raise OSError(5, "input/output error")
        return self.log.checkpoint(self.size) if self.size else None

    def tile(self, tile: Tile):
        assert tile.level == 0
        return b"".join(self.log.leaves[tile.index * 256 :][: tile.width])

    def keep(self, note: bytes) -> None:
        if self.broken:
            raise OSError(28, "no space left")
        self.kept.append(note)

    def cosigned(self) -> tuple[int, set[str]]:
        """Return the size of what was kept last, and who cosigned it."""
        if not self.kept:
            return 0, set()
        note = parse_note(self.kept[-1])
        names = {one.name for one in note.signatures} - {LOG.key.name}
        return int(note.text.split(b"\n")[1]), names


class Seen:
    """What the watch was told."""

    def __init__(self) -> None:
        self.failures: list[tuple[str, str]] = []
        self.met = 0

    def gathered(self, at_s: float) -> None:
        self.met += 1

    def failed(self, witness: str, kind: str) -> None:
        self.failures.append((witness, kind))


class Stage:
    """A log, three witnesses in memory and whatever is wrong with each of them."""

    def __init__(self) -> None:
        self.clock = Clock()
        logs = lambda: {LOG.key.name: [LOG.key]}  # noqa: E731
        self.witnesses = {
            f"w{n}": Witness(one.key, one.signer.sign, logs, MemoryHeads(), self.clock)
            for n, one in enumerate(WITNESSES)
        }
        self.wrong: dict[str, object] = {}
        self.log, self.seen = MemoryLog(small_log(30)), Seen()
        policy = parse_policy(POLICY.encode())
        self.gatherer = Gatherer(policy, self.log, self.ask, self.seen, self.clock, 0.2)

    async def ask(self, line, body):
        wrong = self.wrong.get(line.name)
        if isinstance(wrong, Exception):
            raise wrong
        if wrong == "slow":
            await asyncio.sleep(3600)
        if wrong:
            return wrong
        told = await self.witnesses[line.name].add(body)
        return told.status, told.type, told.body

    async def round(self, size: int) -> tuple[int, set[str]]:
        self.log.size = size
        self.clock.now += 100  # whoever rests has rested
        await self.gatherer.round()
        return self.log.cosigned()


NAMES = [one.key.name for one in WITNESSES]
WRONG = {
    "down": UpstreamFault(Fault.CONNECT, "refused"),
    "timed out": TimeoutError(),
    "slow": "slow",
    "nonsense": (200, "text/plain", b"hello"),
    "not found": (404, "text/plain", b""),
    "another's line": (200, "text/plain", "— stranger.example AAAAAAAAAA==\n".encode()),
    "ahead": (409, "text/x.tlog.size", b"999\n"),
    "fork": (409, "text/plain", b"the root differs"),
    "always behind": (409, "text/x.tlog.size", b"1\n"),
    "broken": (500, "text/html", b"<html>"),
}


@pytest.fixture
def stage():
    return Stage()


async def test_every_checkpoint_is_cosigned_and_kept(stage):
    for size in (1, 2, 3, 7, 7, 20, 30):
        found, names = await stage.round(size)
        assert found == size
        assert len(names) >= 2
    assert stage.seen.failures == []
    assert stage.seen.met >= 7


async def test_before_there_is_a_checkpoint_nothing_is_asked(stage):
    assert await stage.round(0) == (0, set())
    assert (stage.seen.met, stage.seen.failures) == (1, [])


@pytest.mark.parametrize("how", WRONG)
async def test_one_witness_that_is_wrong_does_not_stand_in_the_way(stage, how):
    stage.wrong["w1"] = WRONG[how]
    for size in (3, 8, 20):
        found, names = await stage.round(size)
        assert (found, names) == (size, {NAMES[0], NAMES[2]})
    if how != "slow":
        assert {name for name, _ in stage.seen.failures} == {"w1"}
    stage.wrong.clear()


async def test_a_witness_that_saw_more_than_there_is_warns_of_an_old_backup(stage, caplog):
    await stage.round(20)
    await stage.round(8)
    told = [one for one in caplog.records if one.message == "a witness did not cosign"]
    assert {one.kind for one in told} == {"ahead"}
    assert all("older than what was signed" in one.hint for one in told)
    assert stage.log.cosigned()[0] == 20


async def test_two_that_are_wrong_leave_no_quorum_and_the_last_one_stays(stage):
    await stage.round(5)
    stage.wrong = {"w0": WRONG["down"], "w2": WRONG["nonsense"]}
    assert (await stage.round(9))[0] == 5
    stage.wrong = {}
    found, names = await stage.round(9)
    assert (found, len(names) >= 2) == (9, True)


async def test_a_witness_that_was_away_catches_up(stage):
    stage.wrong["w2"] = WRONG["down"]
    await stage.round(4)
    await stage.round(11)
    stage.wrong = {"w0": WRONG["down"]}
    assert await stage.round(20) == (20, {NAMES[1], NAMES[2]})


async def test_a_station_that_starts_anew_learns_where_its_witnesses_are(stage):
    await stage.round(11)
    policy = stage.gatherer.policy
    stage.gatherer = Gatherer(policy, stage.log, stage.ask, stage.seen, stage.clock, 0.2)
    assert (await stage.round(20))[0] == 20
    assert stage.seen.failures == []


async def test_a_log_at_rest_is_shown_again_while_it_is_old(stage):
    await stage.round(5)
    before = len(stage.log.kept)
    await stage.round(5)
    assert len(stage.log.kept) > before


async def test_a_failure_is_rested_after(stage):
    stage.wrong["w1"] = WRONG["down"]
    await stage.round(3)
    stage.log.size = 4
    await stage.gatherer.round()
    assert stage.seen.failures == [("w1", "connect")]


async def test_what_cannot_be_written_is_not_said_to_be_gathered(stage):
    stage.log.broken = True
    await stage.round(5)
    assert stage.seen.met == 0
    stage.log.broken = False
    assert (await stage.round(6))[0] == 6


async def test_says_what_to_do_when_the_quorum_is_old(stage, caplog):
    stage.wrong = {"w0": WRONG["down"], "w1": WRONG["fork"]}
    with caplog.at_level(logging.WARNING, "posthouse.witnesses"):
        await stage.round(5)
        await stage.round(6)
    told = [one for one in caplog.records if "no witness quorum" in one.message]
    assert len(told) == 2
    assert "w0: connect; w1: conflict" in told[0].witnesses
    assert "ledger.witness_policy" in told[0].hint


async def test_a_log_that_cannot_be_read_for_a_while_ends_nothing(stage, caplog):
    stage.log.size, stage.log.unreadable = 5, True
    task = asyncio.create_task(stage.gatherer.run())
    await asyncio.sleep(0.5)
    stage.log.unreadable = False
    while stage.log.cosigned()[0] != 5:
        await asyncio.sleep(0.01)
    task.cancel()
    assert sum("cannot be shown" in one.message for one in caplog.records) == 1


async def test_running_it_for_ever_ends_when_it_is_cancelled(stage):
    stage.wrong["w1"] = "slow"
    stage.log.size = 5
    task = asyncio.create_task(stage.gatherer.run())
    while stage.log.cosigned()[0] != 5:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
