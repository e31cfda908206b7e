"""A witness whose disk fails signs nothing, and reads back what is there before it goes on."""

import errno

import pytest
from tests.evidence import LOG, WITNESSES, SmallLog, small_log
from tests.unit.ledger.test_witnessing import request

from posthouse.ledger.cosignature import CosignatureVerifier, time_of
from posthouse.ledger.note import open_note
from posthouse.model.errors import StoreError
from posthouse.service.witness import Witness

SMALL = small_log()
FORK = SmallLog([b"x", *SMALL.entries[1:]])
KEY = WITNESSES[0].key


class MemoryHeads:
    """Heads in memory; `fail` fails the next write, before or after it took place."""

    def __init__(self) -> None:
        self.notes: dict[str, bytes] = {}
        self.fail = ""

    def every(self, verifier):
        return list(self.notes.values())

    def one(self, origin, verifier):
        if self.fail == "read":
            raise StoreError("damaged")
        return self.notes.get(origin)

    def put(self, origin, note):
        fail, self.fail = self.fail, ""
        if fail != "before":
            self.notes[origin] = note
        if fail:
            raise OSError(errno.EROFS, "read-only file system")


class Clock:
    now = 1_800_000_000.5

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def heads():
    return MemoryHeads()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def witness(heads, clock):
    return Witness(KEY, WITNESSES[0].signer.sign, lambda: {LOG.key.name: [LOG.key]}, heads, clock)


def grown(old: int, new: int, log: SmallLog = SMALL) -> bytes:
    return request(old, log.growth(old, new), log.checkpoint(new))


def time_in(note: bytes, lines: bytes) -> int:
    opened = open_note(note + lines, [CosignatureVerifier(KEY)])
    return time_of(opened.signed[0][1].value)


async def test_a_write_that_fails_is_not_answered_with_a_signature(witness, heads):
    assert (await witness.add(grown(0, 3))).status == 200
    heads.fail = "before"
    told = await witness.add(grown(3, 8))
    assert (told.status, "—".encode() in told.body) == (503, False)
    assert witness.checkpoint(LOG.key.name).count(b"\n3\n") == 1
    assert (await witness.add(grown(3, 8))).status == 200


async def test_a_write_that_failed_after_it_took_place_is_what_counts(witness, heads):
    assert (await witness.add(grown(0, 3))).status == 200
    heads.fail = "after"
    assert (await witness.add(grown(3, 8))).status == 503
    told = await witness.add(grown(3, 6))
    assert (told.status, told.body) == (409, b"8\n")
    assert (await witness.add(grown(8, 8))).status == 200


async def test_a_head_that_cannot_be_read_back_stops_its_log(witness, heads):
    heads.fail = "before"
    assert (await witness.add(grown(0, 3))).status == 503
    heads.fail = "read"
    assert (await witness.add(grown(0, 3))).status == 503


async def test_time_never_goes_back(witness, clock):
    first = await witness.add(grown(0, 3))
    clock.now -= 1000
    second = await witness.add(grown(3, 8))
    assert time_in(SMALL.checkpoint(8), second.body) >= time_in(SMALL.checkpoint(3), first.body)


async def test_loads_what_it_signed_before(witness, heads, clock):
    await witness.add(grown(0, 8))
    again = Witness(KEY, WITNESSES[0].signer.sign, witness.logs, heads, clock)
    again.load()
    assert (await again.add(grown(0, 3))).body == b"8\n"
    assert list(again.origins()) == [LOG.key.name]


async def test_an_empty_logs_checkpoint_has_a_time_too(witness):
    told = await witness.add(grown(0, 0))
    assert time_in(SMALL.checkpoint(0), told.body) == 1_800_000_000
