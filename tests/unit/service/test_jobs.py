"""Jobs: each at its own pace, and none stops another."""

import asyncio

from posthouse.model.errors import StoreError
from posthouse.service.jobs import Job, run_jobs


async def test_a_job_that_fails_is_tried_again_and_stops_no_other():
    done = []

    def job(name, error=None):
        async def run():
            done.append(name)
            if error:
                raise error

        return Job(name, 0.01, run, first_s=0.0)

    jobs = [job("good"), job("refused", StoreError("full")), job("broken", ValueError("x"))]
    running = asyncio.create_task(run_jobs(jobs))
    async with asyncio.timeout(30):
        while min(done.count(name) for name in ("good", "refused", "broken")) < 3:
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.wait({running})


async def test_a_job_never_runs_twice_at_once():
    inside, most = 0, 0

    async def run():
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.05)
        inside -= 1

    running = asyncio.create_task(run_jobs([Job("slow", 0.001, run, 0.0)]))
    await asyncio.sleep(0.3)
    running.cancel()
    await asyncio.wait({running})
    assert most == 1
