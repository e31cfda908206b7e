"""Three witnesses in processes of their own, quorum 2, over real sockets."""

import asyncio
import time

import pytest

from posthouse.config.compile import upstream_address
from posthouse.ledger.policy import parse_policy
from posthouse.net.upstream import HttpUpstream
from posthouse.net.witness import WitnessClient
from posthouse.service.gather import Gatherer
from posthouse.verifier import Trust, verify_checkpoint
from posthouse.verifier import parse_policy as trusted
from tests.custody.witnesses import RunningWitness
from tests.evidence import LOG, small_log
from tests.unit.service.test_gather import MemoryLog, Seen


@pytest.fixture
def witnesses(tmp_path):
    found = [
        RunningWitness(tmp_path / f"w{n}", [LOG.key], f"witness.example/{n}") for n in range(3)
    ]
    try:
        for one in found:
            one.start()
        yield found
    finally:
        for one in found:
            one.stop()


class Gathering:
    """A gatherer at work beside the test, with a clock that runs fast so that nobody rests long."""

    def __init__(self, witnesses) -> None:
        self.log, self.seen = MemoryLog(small_log(40)), Seen()
        lines = [f"witness w{n} {one.vkey} {one.url}" for n, one in enumerate(witnesses)]
        self.text = "\n".join([f"log {LOG.key}", *lines, "group two 2 w0 w1 w2", "quorum two\n"])
        self.policy = parse_policy(self.text.encode())
        addresses = {
            name: upstream_address(line.url, name) for name, line in self.policy.witnesses.items()
        }
        self.upstream = HttpUpstream()
        client = WitnessClient(self.upstream, addresses, near=False)
        self.gatherer = Gatherer(
            self.policy, self.log, client.ask, self.seen, lambda: time.time() * 100, 0.1
        )

    async def __aenter__(self):
        self.task = asyncio.create_task(self.gatherer.run())
        return self

    async def __aexit__(self, *_):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        await self.upstream.close()

    async def reaches(self, size: int) -> set[str]:
        self.log.size = size
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found, names = self.log.cosigned()
            if found == size:
                return names
            await asyncio.sleep(0.02)
        raise AssertionError(f"no quorum at {size}: {self.seen.failures[-5:]}")


async def test_a_quorum_is_gathered_while_witnesses_come_and_go(witnesses):
    async with Gathering(witnesses) as gathering:
        await gathering.reaches(3)
        await gathering.reaches(9)
        witnesses[1].kill()
        assert await gathering.reaches(15) == {"witness.example/0", "witness.example/2"}
        witnesses[1].start()
        witnesses[0].kill()
        assert await gathering.reaches(22) == {"witness.example/1", "witness.example/2"}
        assert ("w1", "connect") in gathering.seen.failures
        policy = trusted(gathering.text.encode())
        told = []
        note = gathering.log.kept[-1]
        head = Trust(b"", policy.logs, policy).head(note, lambda step, _: told.append(step))
        assert (head.size, told) == (22, [6, 8])
        assert verify_checkpoint(note, policy.logs, lambda *_: None).size == 22


async def test_a_witness_that_does_not_know_the_log_is_no_witness(witnesses):
    (witnesses[2].folder / "logs").write_text("")
    async with Gathering(witnesses) as gathering:
        assert await gathering.reaches(5) == {"witness.example/0", "witness.example/1"}
    assert ("w2", "status_404") in gathering.seen.failures


async def test_a_port_where_no_witness_listens_and_one_that_never_answers(witnesses):
    async def mute(reader, writer):
        await reader.read()
        writer.close()

    server = await asyncio.start_server(mute, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    witnesses[1].stop()
    gathering = Gathering([*witnesses[:1], Gone(port), *witnesses[2:]])
    async with gathering:
        assert await gathering.reaches(5) == {"witness.example/0", "witness.example/2"}
        assert await gathering.reaches(8) == {"witness.example/0", "witness.example/2"}
    server.close()


class Gone:
    """A witness in the policy that only listens."""

    vkey = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/prefix/"
