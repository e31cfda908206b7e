"""The ledger as an outsider sees it, and an operator after the wrong backup was put back."""

import json
import shutil
import time
import tomllib
import urllib.request

import pytest
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

from posthouse.ledger.checkpoint import open_checkpoint
from posthouse.ledger.merkle import consistency_proof, leaf_hash, verify_consistency
from posthouse.ledger.note import Ed25519Verifier, parse_vkey
from posthouse.ledger.proof import verify_proof
from posthouse.ledger.tiles import ENTRIES, TileNodes, hashes_of, parse_path, tile_at, unbundled

PATH = "/v1/embeddings"
ASKED = {"model": "m", "input": "hello"}


@pytest.fixture(scope="module")
def upstream():
    with Upstream(lambda _: as_json({"data": []})) as up:
        yield up


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder, channels = tmp_path_factory.mktemp("ledger"), channel("main", upstream.url, ["m"])
    with Station(folder, channels, server="workers = 2") as running:  # any of them can answer
        yield running


def ask(station) -> str:
    status, _, headers = station.post(PATH, ASKED)
    assert status == 200
    return headers["posthouse-receipt"]


def fetched(station, path, tries=300):
    """Return what a path of the ledger gives, once it is there."""
    for _ in range(tries):
        status, body = station.get("/ledger/" + path)
        if status == 200:
            return body
        time.sleep(0.1)
    raise AssertionError((path, status, body))


class Outsider:
    """Someone who has the station's address and nothing else."""

    def __init__(self, station, below=""):
        self.station, self.below = station, below
        self.key = parse_vkey(fetched(station, below + "vkey").decode().strip())
        self.verifier = Ed25519Verifier(self.key)

    def head(self):
        note = fetched(self.station, self.below + "checkpoint")
        return open_checkpoint(note, [self.verifier], self.key.name)[0]

    def newer(self, size):
        """Return the first head that is larger."""
        end = time.monotonic() + 60
        while (head := self.head()).size <= size:
            assert time.monotonic() < end
            time.sleep(0.1)
        return head

    def told(self, kind):
        """Return the details of all events of a kind, once there are some."""
        end = time.monotonic() + 60
        while True:
            entries = [json.loads(one) for one in self.entries(self.head())]
            found = [one["detail"] for one in entries if one.get("kind") == kind]
            if found:
                return found
            assert time.monotonic() < end
            time.sleep(0.1)

    def read(self, tile):
        return fetched(self.station, self.below + tile.path)

    def entries(self, head):
        found = []
        for index in range(-(-head.size // 256)):
            bundle, tile = (tile_at(level, index, head.size) for level in (ENTRIES, 0))
            more = unbundled(self.read(bundle), bundle.width)
            assert [leaf_hash(one) for one in more] == hashes_of(self.read(tile), tile.width)
            found += more
        return found


def kinds(entries):
    trees = [json.loads(one) for one in entries]
    return [tree.get("kind", "receipt") for tree in trees]


def test_an_outsider_verifies_a_receipt_and_the_whole_log(station):
    receipts = [ask(station) for _ in range(3)]
    proofs = [fetched(station, f"proof/{one}") for one in receipts]
    outsider = Outsider(station)
    for receipt, proof in zip(receipts, proofs, strict=True):
        sealed = station.get(f"/receipts/{receipt}")[1]
        verify_proof(proof, sealed, [outsider.verifier], outsider.key.name)
    head = outsider.head()
    entries = outsider.entries(head)
    assert len(entries) == head.size
    assert kinds(entries).count("receipt") >= 3
    ask(station)
    newer = outsider.newer(head.size)
    proof = consistency_proof(head.size, newer.size, TileNodes(newer.size, outsider.read))
    verify_consistency((head.size, newer.size), (head.root, newer.root), proof)
    assert outsider.entries(newer)[: head.size] == entries


def test_static_paths_say_what_they_are_and_how_long_they_hold(station):
    fetched(station, f"proof/{ask(station)}")
    status, _, headers = station.send("GET", "/ledger/checkpoint", None)
    assert (status, headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert headers["cache-control"] == "no-cache"
    size = Outsider(station).head().size
    status, _, headers = station.send("GET", f"/ledger/{tile_at(0, 0, size).path}", None)
    assert (status, headers["content-type"]) == (200, "application/octet-stream")
    assert "immutable" in headers["cache-control"]
    for path in (
        *("tile/0/000", "tile/0/0", "tile/0/../checkpoint", "stage", "tile/64/000.p/1"),
        *("", "closed/1/checkpoint", "tile/0/%2e%2e/checkpoint", "../station.key"),
    ):
        status, body = station.get("/ledger/" + path)
        assert status == 404, path
        assert b"ledger_path_unknown" in body or b"endpoint_unknown" in body, path
    assert parse_path("tile/0/000.p/1")
    status, body = station.get("/ledger/proof/nothing")
    assert (status, b"receipt_unknown" in body) == (404, True)
    assert station.get("/ledger/closed") == (200, b"")


def test_metrics_tell_size_and_age_of_the_checkpoint(station):
    fetched(station, f"proof/{ask(station)}")
    admin = tomllib.loads(station.config.read_text())["server"]["admin"]
    with urllib.request.urlopen(f"http://{admin}/metrics", timeout=60) as answer:
        page = answer.read().decode()
    told = dict(line.split() for line in page.splitlines() if line.startswith("posthouse_ledger"))
    assert float(told["posthouse_ledger_entries"]) >= 1
    assert 0 <= float(told["posthouse_ledger_checkpoint_age_seconds"]) < 30


def command(station, *words):
    return station.command("ledger", *words, "--config", str(station.config))


def put_back_an_older_backup(station) -> tuple[str, Outsider]:
    """Return a receipt from before the backup, and an outsider who saw what came after it."""
    first = ask(station)
    fetched(station, f"proof/{first}")
    station.stop()
    data = station.folder / "data"
    shutil.copytree(data, station.folder / "backup")
    station.start()
    fetched(station, f"proof/{ask_when_possible(station)}")
    outsider = Outsider(station)
    outsider.seen = outsider.head()
    station.stop()
    shutil.rmtree(data)
    shutil.copytree(station.folder / "backup", data)
    station.start()
    return first, outsider


def assert_proved(station, receipt, outsider):
    sealed = station.get(f"/receipts/{receipt}")[1]
    proof = fetched(station, f"proof/{receipt}")
    verify_proof(proof, sealed, [outsider.verifier], outsider.key.name)


def test_after_an_older_backup_nothing_is_signed_until_an_operator_resolves_it(station):
    first, before = put_back_an_older_backup(station)
    status, body, _ = station.post(PATH, ASKED)
    assert (status, json.loads(body)["error"]["code"]) == (503, "ledger_stopped")
    assert before.head().size < before.seen.size, "it signed something"
    shown = command(station, "status", "--json")
    assert shown.returncode == 1
    assert "older than the last signature" in json.loads(shown.stdout)["trouble"]

    shown = command(station, "resolve", "--reason", "the disk was lost")
    assert shown.returncode == 0, shown.stderr
    third = ask_when_possible(station)
    after = Outsider(station)
    assert after.key.name != before.key.name
    assert after.key.public_key != before.key.public_key
    assert_proved(station, third, after)
    (told,) = after.told("ledger.resolved")
    assert told["reason"] == "the disk was lost"
    assert (told["size"], told["root"]) == (str(before.seen.size), before.seen.root.hex())
    number = fetched(station, "closed").split()[0].decode()
    closed = Outsider(station, f"closed/{number}/")
    assert closed.key == before.key
    assert_proved(station, first, closed)
    shown = command(station, "verify")
    assert shown.returncode == 0, shown.stdout
    assert "well" in command(station, "resolve", "--reason", "x").stderr


def ask_when_possible(station) -> str:
    for _ in range(300):
        status, _, headers = station.post(PATH, ASKED)
        if status == 200:
            return headers["posthouse-receipt"]
        time.sleep(0.1)
    raise AssertionError(station.logged())
