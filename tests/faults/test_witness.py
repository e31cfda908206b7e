"""A witness on a disk that fails or loses power: what it answered stands, and nothing forks.

Each of the first 30 calls to the disk is failed in turn: keeping one head takes five.
"""

import errno

import pytest
from tests.evidence import LOG, SmallLog, small_log
from tests.faults.disks import BreakingDisk, PowerCutDisk
from tests.unit.ledger.test_witnessing import request

from posthouse.service.witness import Witness
from posthouse.store.disk import Disk
from posthouse.store.headfiles import HeadFiles

CALLS = 30
SMALL = small_log(9)
FORK = SmallLog([*SMALL.entries[:4], b"x", *SMALL.entries[5:]])
SIZES = [1, 2, 5, 6, 9]


def grown(old: int, new: int, log: SmallLog = SMALL) -> bytes:
    return request(old, log.growth(old, new), log.checkpoint(new))


class OnDisk:
    """A witness over a folder; `answered` are the sizes whose cosignatures went out."""

    def __init__(self, folder, disk: Disk) -> None:
        self.files = HeadFiles(folder, disk)
        found = self.files.key("witness.example/w1")
        logs = lambda: {LOG.key.name: [LOG.key]}  # noqa: E731
        self.witness = Witness(found.key, found.signer.sign, logs, self.files, lambda: 1.8e9)
        self.witness.load()
        self.answered: list[int] = []

    async def ask(self, old: int, new: int, log: SmallLog = SMALL) -> int:
        """Ask once; return the size that the witness says it is at, or that was asked for."""
        told = await self.witness.add(grown(old, new, log))
        if told.status == 200:
            self.answered.append(new)
            return new
        return int(told.body) if told.status == 409 and told.body.strip().isdigit() else old

    async def known(self) -> int:
        """Return the size that it is at."""
        told = await self.witness.add(request(8, [], SMALL.checkpoint(8)))
        return int(told.body) if told.status == 409 else 8


async def reopened(folder) -> int:
    again = OnDisk(folder, Disk())
    try:
        return await again.known()
    finally:
        again.files.close()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, None])
async def test_no_failing_call_lets_it_forget_or_fork(tmp_path, code):
    failed = 0
    for at in range(1, CALLS + 1):
        folder = tmp_path / str(at)
        OnDisk(folder, Disk()).files.close()
        disk = BreakingDisk(at, code, lasting=1 + at % 3)
        one = OnDisk(folder, disk)
        size = 0
        for target in [*SIZES, *SIZES]:
            if target > size:
                size = await one.ask(size, target)
        forked = await one.ask(size, 9, FORK) if size > 4 else 0
        failed += disk.failed
        one.files.close()
        assert one.answered == sorted(set(one.answered))
        assert forked in (0, size)
        assert await reopened(folder) >= max(one.answered, default=0)
    assert failed >= CALLS // 2


async def answered_until_the_power_went(folder, disk: PowerCutDisk) -> tuple[int, int]:
    """Return what was answered last, and what is known once power is back."""
    OnDisk(folder, Disk()).files.close()
    one = OnDisk(folder, disk)
    size = 0
    for target in SIZES:
        size = await one.ask(size, target)
    one.files.close()
    disk.cut()
    return size, await reopened(folder)


async def test_what_was_answered_outlives_a_power_cut(tmp_path):
    answered, known = await answered_until_the_power_went(tmp_path / "w", PowerCutDisk())
    assert (answered, known) == (9, 9)


async def test_without_syncs_a_power_cut_makes_it_forget(tmp_path):
    """The control: if this lost nothing, the test above would prove nothing."""
    _, known = await answered_until_the_power_went(tmp_path / "w", PowerCutDisk(lying=True))
    assert known == 0
