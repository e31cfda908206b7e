"""Processes that open strange files: started when needed, ended when they hang, knowing nothing."""

import asyncio
import sys

import pytest
from tests.papers import docx, pdf

from posthouse.media.outcome import Job, Problem, Work
from posthouse.service.reading import Readers

FAST = dict.fromkeys(Work, 0.3)
PATIENT = dict.fromkeys(Work, 120.0)


@pytest.fixture
async def readers():
    made = Readers(limits_s=PATIENT)
    yield made
    await made.close()


async def test_jobs_are_done_in_their_order_by_few_processes(readers):
    jobs = [Job(Work.DOCUMENT, docx(f"text {n}")) for n in range(8)]
    jobs.append(Job(Work.DOCUMENT, b"%PDF-broken"))
    told = await readers(jobs)
    assert [one.text for one in told[:-1]] == [f"text {n}" for n in range(8)]
    assert told[-1].problem is Problem.BROKEN
    assert len(readers._idle) <= 2


async def test_nothing_is_started_before_the_first_job():
    readers = Readers(command=("/nonexistent/program",))
    assert await readers([]) == []
    assert (await readers([Job(Work.DOCUMENT, b"x")]))[0].problem is Problem.TOO_SLOW


async def test_what_takes_too_long_is_ended_and_the_next_job_is_done(readers):
    hanging = (sys.executable, "-c", "import time; time.sleep(600)")
    slow = Readers(limits_s=FAST, command=hanging)
    assert (await slow([Job(Work.DOCUMENT, b"x")]))[0].problem is Problem.TOO_SLOW
    assert slow._idle == []
    assert (await readers([Job(Work.DOCUMENT, pdf("said"))]))[0].text == "said"


async def test_a_process_that_ends_on_a_file_is_replaced():
    ending = Readers(limits_s=PATIENT, command=(sys.executable, "-c", "import sys; sys.exit(3)"))
    for _ in range(2):
        assert (await ending([Job(Work.DOCUMENT, b"x" * 300_000)]))[0].problem is Problem.BROKEN
    assert ending._idle == []


async def test_a_killed_process_costs_no_later_job(readers):
    await readers([Job(Work.DOCUMENT, docx("a"))])
    (process,) = readers._idle
    process.kill()
    await process.wait()
    assert (await readers([Job(Work.DOCUMENT, docx("b"))]))[0].text == "b"


async def test_such_a_process_gets_to_know_no_key(monkeypatch):
    monkeypatch.setenv("UPSTREAM_KEY", "sk-made-up")
    told = (
        "import os, sys, msgspec\n"
        "from posthouse.media.outcome import Outcome\n"
        "said = msgspec.msgpack.encode(Outcome(text=' '.join(os.environ)))\n"
        "sys.stdout.buffer.write(len(said).to_bytes(4, 'big') + said)\n"
        "sys.stdout.buffer.flush()\nsys.stdin.read()\n"
    )
    readers = Readers(limits_s=PATIENT, command=(sys.executable, "-c", told))
    (outcome,) = await readers([Job(Work.DOCUMENT, b"x")])
    assert "UPSTREAM_KEY" not in outcome.text
    assert "PATH" in outcome.text
    await readers.close()


async def test_a_job_that_nobody_waits_for_any_more_ends_its_process():
    hanging = (sys.executable, "-c", "import time; time.sleep(600)")
    readers = Readers(limits_s=PATIENT, command=hanging)
    task = asyncio.ensure_future(readers([Job(Work.DOCUMENT, b"x")]))
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert readers._idle == []
