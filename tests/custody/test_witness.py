"""A running witness answers as tlog-witness v1.0.0 says, forgets nothing, never signs a fork."""

import asyncio
import hashlib
import os
import random
import shutil
import socket

import pytest

from posthouse.ledger.checkpoint import open_checkpoint, parse_checkpoint
from posthouse.ledger.cosignature import CosignatureVerifier, cosigning, time_of
from posthouse.ledger.note import Ed25519Verifier, SignatureType, open_note, parse_vkey
from tests.custody.witnesses import RunningWitness, post, request
from tests.evidence import LOG, WITNESSES, SmallLog, event_entry, party, small_log

SMALL = small_log()
OTHER = party("other.example", 77, SignatureType.ED25519)
IMPOSTOR = party(LOG.key.name, 78, SignatureType.ED25519)
FORK = SmallLog([b"x", *SMALL.entries[1:]])
RACES = int(os.environ.get("WITNESS_RACES", "1000"))
KILLS = int(os.environ.get("WITNESS_KILLS", "3"))


def grown(old: int, new: int, log: SmallLog = SMALL) -> bytes:
    return request(old, log.growth(old, new), log.checkpoint(new))


@pytest.fixture
def witness(tmp_path):
    with RunningWitness(tmp_path / "w", [LOG.key]) as running:
        yield running


def cosigned(vkey: str, note: bytes, lines: bytes) -> int:
    """Return the time at which the witness cosigned this checkpoint; fails where it did not."""
    verifier = CosignatureVerifier(cosigning(parse_vkey(vkey)))
    opened = open_note(note + lines, [verifier])
    assert lines.startswith("— ".encode())
    assert lines.endswith(b"\n")
    return time_of(opened.signed[0][1].value)


def test_cosigns_what_grows_and_tells_what_it_cosigned_last(witness):
    vkey = witness.vkey
    for old, new in [(0, 3), (3, 3), (3, 8), (8, 11)]:
        status, kind, lines = witness.add(grown(old, new))
        assert (status, kind.split(";")[0]) == (200, "text/plain")
        assert cosigned(vkey, SMALL.checkpoint(new), lines) > 1_700_000_000
    name = hashlib.sha256(LOG.key.name.encode()).hexdigest()
    status, note = witness.get(f"/{name}/checkpoint")
    verifiers = [Ed25519Verifier(LOG.key), CosignatureVerifier(parse_vkey(vkey))]
    head, opened = open_checkpoint(note, verifiers, LOG.key.name)
    assert (status, head.size, len(opened.signed)) == (200, 11, 2)


def test_keeps_no_signatures_but_the_logs_and_its_own(witness):
    note = SMALL.checkpoint(3, WITNESSES)
    assert witness.add(request(0, [], note))[0] == 200
    name = hashlib.sha256(LOG.key.name.encode()).hexdigest()
    assert witness.get(f"/{name}/checkpoint")[1].count("— ".encode()) == 2


SIZE = "text/x.tlog.size"
MATRIX = [
    (b"", 400, None),
    (b"old 5\n", 400, None),
    (grown(5, 8).replace(b"old 5", b"old 05"), 400, None),
    (grown(5, 8).replace(b"old 5", b"new 5"), 400, None),
    (request(5, [b"x" * 32] * 64, SMALL.checkpoint(8)), 400, None),
    (request(5, [b"x" * 31], SMALL.checkpoint(8)), 400, None),
    (request(9, [], SMALL.checkpoint(8)), 400, None),
    (grown(5, 8)[:-1], 400, None),
    (request(5, [], SmallLog(SMALL.entries, OTHER).checkpoint(8)), 404, None),
    (request(5, SMALL.growth(5, 8), SmallLog(SMALL.entries, IMPOSTOR).checkpoint(8)), 403, None),
    (request(5, [], SMALL.checkpoint(8).replace(b"\n8\n", b"\n9\n")), 403, None),
    (grown(0, 8), 409, 5),
    (grown(4, 8), 409, 5),
    (grown(6, 8), 409, 5),
    (request(5, [], FORK.checkpoint(5)), 409, None),
    (request(5, FORK.growth(5, 8), FORK.checkpoint(8)), 422, None),
    (request(5, [], SMALL.checkpoint(8)), 422, None),
    (request(5, [b"x" * 32], SMALL.checkpoint(5)), 422, None),
]


def test_the_whole_table_of_answers(witness):
    assert witness.add(grown(0, 5))[0] == 200
    for body, status, size in MATRIX:
        found, kind, told = witness.add(body)
        assert found == status, body
        assert (kind == SIZE) == (size is not None)
        if size is not None:
            assert told == b"%d\n" % size
    assert witness.add(grown(5, 8))[0] == 200


def test_other_methods_and_paths(witness):
    assert witness.send("GET", "/add-checkpoint")[0] == 405
    assert witness.send("PUT", "/add-checkpoint", b"")[0] == 405
    assert witness.send("GET", "/nowhere")[0] == 404
    assert witness.send("GET", f"/{'0' * 64}/checkpoint")[0] == 404
    assert witness.send("POST", "/add-checkpoint", b"x" * 300_000)[0] == 413
    assert witness.get("/vkey")[1].startswith(b"witness.example/w1+")


def test_a_body_that_never_ends_is_not_waited_for(witness):
    with socket.create_connection(("127.0.0.1", witness.port), timeout=60) as held:
        held.sendall(b"POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: 50\r\n\r\nold 0")
        assert witness.add(grown(0, 3))[0] == 200
        assert b" 408 " in held.recv(1000)


def test_knows_a_log_as_soon_as_its_file_does(witness):
    foreign = SmallLog(SMALL.entries, OTHER)
    assert witness.add(request(0, [], foreign.checkpoint(3)))[0] == 404
    (witness.folder / "logs").write_text(f"log {LOG.key}\nlog {OTHER.key}\n")
    assert witness.add(request(0, [], foreign.checkpoint(3)))[0] == 200
    (witness.folder / "logs").write_text("nonsense\n")
    assert witness.add(request(3, [], foreign.checkpoint(3)))[0] == 200


def test_what_it_cosigned_outlives_it(witness):
    vkey = witness.vkey
    assert witness.add(grown(0, 8))[0] == 200
    witness.stop()
    witness.start()
    assert witness.vkey == vkey
    assert witness.add(request(5, FORK.growth(5, 8), FORK.checkpoint(8)))[:2] == (409, SIZE)
    assert witness.add(grown(8, 11))[0] == 200


# --- races


def big_log(size: int) -> SmallLog:
    return SmallLog([event_entry(n) for n in range(size)])


class Story:
    """What a witness was seen to sign, in the order in which it must have signed."""

    def __init__(self) -> None:
        self.signed: list[tuple[int, int, bytes]] = []

    def take(self, old: int, note: bytes, status: int) -> None:
        if status == 200:
            head = parse_checkpoint(note.partition(b"\n\n")[0] + b"\n")
            self.signed.append((old, head.size, head.root))

    def holds(self, *, whole: bool = True) -> None:
        """No size with two roots, no old head from which two different heads were signed.

        `whole` where every answer was heard: then each head was reached from the one before.
        """
        roots: dict[int, bytes] = {}
        grown: dict[int, int] = {}
        for old, size, root in self.signed:
            assert roots.setdefault(size, root) == root
            if size > old:
                assert grown.setdefault(old, size) == size
        reached = 0
        while whole and reached in grown:
            assert grown[reached] > reached
            reached = grown.pop(reached)
        assert not (whole and grown), "signed from a head that was never reached: a roll-back"


async def race(port: int, logs, count: int, seed: int, story: Story) -> int:
    """Send requests that all want to be next, from two histories; return the last size known."""
    source, at = random.Random(seed), 0
    size = len(logs[0].entries)

    async def one() -> None:
        nonlocal at
        log = logs[source.random() < 0.3]
        old = max(0, min(at + source.choice([0, 0, 0, -1, 1]), size - 1))
        new = min(size, old + source.randrange(0, 4))
        note = log.checkpoint(new)
        status, told = await post(port, request(old, log.growth(old, new), note))
        story.take(old, note, status)
        if status == 200:
            at = max(at, new)
        elif status == 409 and told.strip().isdigit():
            at = max(at, int(told))

    width = 50
    for _ in range(count // width):
        await asyncio.gather(*(one() for _ in range(width)))
    return at


@pytest.fixture(scope="module")
def histories():
    honest = big_log(120)
    return honest, SmallLog([*honest.entries[:30], b"forked", *honest.entries[31:]])


def test_racing_requests_never_roll_back_and_never_fork(witness, histories):
    story = Story()
    reached = asyncio.run(race(witness.port, histories, RACES, 1, story))
    story.holds()
    assert len(story.signed) >= 10
    assert reached == max(size for _, size, _ in story.signed)
    told = witness.add(request(0, [], histories[0].checkpoint(1)))
    assert told == (409, SIZE, b"%d\n" % reached)


def test_killed_again_and_again_it_forgets_nothing_that_it_answered(tmp_path, histories):
    story, running = Story(), RunningWitness(tmp_path / "w", [LOG.key])
    source = random.Random(7)
    for round_ in range(KILLS):
        running.start()

        async def until_killed(seed: int) -> None:
            task = asyncio.create_task(race(running.port, histories, 150, seed, story))
            await asyncio.sleep(source.uniform(0.02, 0.4))
            running.kill()
            await task

        asyncio.run(until_killed(round_))
    running.start()
    known = int(running.add(request(0, [], histories[0].checkpoint(1)))[2] or 0)
    assert known >= max((size for _, size, _ in story.signed), default=0)
    story.holds(whole=False)
    running.stop()


# --- what cannot be used


def test_two_witnesses_on_one_folder_are_one_too_many(witness):
    second = RunningWitness.__new__(RunningWitness)
    second.__dict__.update(witness.__dict__)
    refused = second.run_once()
    assert refused.returncode == 1
    assert "found another" in refused.stderr
    assert witness.add(grown(0, 3))[0] == 200


def spoil_head(how: str):
    def spoil(folder) -> None:
        path = next((folder / "heads").iterdir())
        data = path.read_bytes()
        if how == "of another log":
            path.rename(path.with_name("0" * 64))
        else:
            told = {"flipped": data.replace(b"\n8\n", b"\n9\n"), "cut": data[:-20], "empty": b""}
            path.write_bytes(told[how])

    return spoil


@pytest.fixture(scope="module")
def used_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("used") / "w"
    with RunningWitness(folder, [LOG.key]) as running:
        assert running.add(grown(0, 8))[0] == 200
    return folder


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_head("flipped"), "damaged"),
        (spoil_head("cut"), "damaged"),
        (spoil_head("of another log"), "damaged"),
        (spoil_head("empty"), "damaged"),
        (lambda folder: (folder / "witness.key").write_text("PRIVATE+KEY+x"), "witness.key"),
        (lambda folder: (folder / "witness.key").chmod(0o644), "closed to group"),
        (lambda folder: (folder / "witness.key").unlink(), "expected witness.key"),
        (lambda folder: (folder / "logs").write_text("quorum none"), "line 2"),
        (lambda folder: folder.chmod(0o755), "closed to group"),
    ],
)
def test_a_folder_that_is_not_right_stops_the_start(used_folder, tmp_path, spoil, said):
    running = RunningWitness(tmp_path / "w", [LOG.key])
    shutil.rmtree(running.folder)
    shutil.copytree(used_folder, running.folder)
    # PRIVATE+KEY+name+hash+base64, in which a + may stand
    secret = (running.folder / "witness.key").read_text().strip().split("+", 4)[4]
    spoil(running.folder)
    refused = running.run_once()
    assert (refused.returncode, said in refused.stderr) == (1, True), refused.stderr
    assert "hint" in refused.stderr
    assert secret not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_another_name_is_another_witness(witness):
    witness.stop()
    witness.name = "another.example"
    refused = witness.run_once()
    assert (refused.returncode, "found witness.example/w1" in refused.stderr) == (1, True)


def test_listens_beyond_loopback_only_with_tls(tmp_path):
    running = RunningWitness(tmp_path / "w", [])
    running.address = "0.0.0.0:8720"
    refused = running.run_once()
    assert (refused.returncode, "without TLS" in refused.stderr) == (1, True), refused.stderr


def test_a_new_witness_needs_a_name(tmp_path):
    running = RunningWitness(tmp_path / "w", [], name="")
    refused = running.run_once()
    assert (refused.returncode, "expected a name" in refused.stderr) == (1, True), refused.stderr
