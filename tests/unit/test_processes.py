"""A process beside ours: started, and started again however it ends or hangs."""

import asyncio
import signal
import sys

from posthouse.processes import Child

LASTING = "import time; time.sleep(60)"


class Spawner:
    def __init__(self, *programs: str) -> None:
        self.programs = programs
        self.started: list[asyncio.subprocess.Process] = []

    async def __call__(self):
        program = self.programs[min(len(self.started), len(self.programs) - 1)]
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
        self.started.append(process)
        return process

    async def count(self, number: int) -> None:
        async with asyncio.timeout(30):
            while len(self.started) < number:
                await asyncio.sleep(0.01)


async def test_what_ends_is_started_again():
    spawner = Spawner("", "raise SystemExit(3)", LASTING)
    child = Child("one", spawner)
    await child.start()
    await spawner.count(3)
    child.up()
    assert [p.returncode for p in spawner.started] == [0, 3, None]
    child.signal(signal.SIGTERM)
    await child.ended()
    assert spawner.started[-1].returncode == -signal.SIGTERM
    await asyncio.sleep(0.5)
    assert len(spawner.started) == 3, "what was told to end is not started again"


async def test_what_hangs_while_it_starts_is_killed_and_started_again_and_again():
    spawner = Spawner(LASTING)
    child = Child("one", spawner, up_within_s=0.2)
    await child.start()
    await spawner.count(3)
    child.up()
    assert [p.returncode for p in spawner.started] == [-signal.SIGKILL, -signal.SIGKILL, None]
    await asyncio.sleep(0.5)
    assert len(spawner.started) == 3, "what came up is left alone"
    await child.ended(0.1)
    assert spawner.started[-1].returncode == -signal.SIGKILL


async def test_what_cannot_be_started_is_tried_again():
    tries = []

    async def spawn():
        tries.append(1)
        if len(tries) == 2:
            raise OSError("no memory")
        return await asyncio.create_subprocess_exec(sys.executable, "-c", "")

    child = Child("one", spawn)
    await child.start()
    async with asyncio.timeout(30):
        while len(tries) < 3:
            await asyncio.sleep(0.01)
    await child.ended()
