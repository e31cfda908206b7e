"""What must hold of a data folder after any crash; used by the faults tests at every level."""

import asyncio
import json
import sqlite3
import time
from dataclasses import dataclass, field

from posthouse.ledger.checkpoint import open_checkpoint
from posthouse.ledger.merkle import frontier
from posthouse.ledger.receipt import verify
from posthouse.ledger.tiles import ENTRIES, TileNodes, tile_at, unbundled
from posthouse.model.record import Ending
from posthouse.store.database import open_database
from posthouse.store.disk import Disk
from posthouse.store.keyfile import master_key, open_folder
from posthouse.store.logcheck import check_log
from posthouse.store.opening import log_of
from posthouse.store.recorder import Recording, open_recorder
from posthouse.store.sinks import NO_SINKS, open_sinks
from posthouse.vault.keyring import Keyring
from posthouse.vault.signer import Ed25519Signer

STATION = "station.example"


@dataclass
class Acknowledged:
    """What a run was told is durable, by exchange."""

    intents: set = field(default_factory=set)
    receipts: set = field(default_factory=set)
    events: set = field(default_factory=set)
    heads: dict = field(default_factory=dict)
    """The root of every head that anyone saw, by size."""

    def read(self, output):
        """Take a run's lines `I id`, `R id` and `E id`; the last may be cut."""
        kinds = {"I": self.intents, "R": self.receipts, "E": self.events}
        for line in output.split("\n")[:-1]:
            kind, _, name = line.partition(" ")
            kinds[kind].add(name)

    def see(self, folder):
        """Note the heads that are signed now: none may ever be contradicted."""
        log = log_on(folder)
        guard = log.guard.load()
        notes = [log.files.checkpoint(), guard and guard.active.note.encode()]
        for note in filter(None, notes):
            key = log.key_of(log.origin)
            head = open_checkpoint(note, [key.verifier], log.origin)[0]
            assert self.heads.setdefault(head.size, head.root) == head.root, "two heads differ"


def open_folder_with_keys(folder, random=b"\x05" * 32):
    """Return (engine, signer) of a data folder."""
    keyring = keyring_of(folder, random)
    return open_database(folder), Ed25519Signer(keyring.signing_seed())


def keyring_of(folder, random=b"\x05" * 32):
    open_folder(folder)
    return Keyring(master_key(folder, random))


def log_on(folder, disk=None):
    """Return the log of a data folder."""
    return log_of(folder, ("", ""), keyring_of(folder), STATION, disk or Disk())


def sinks_of(folder):
    """Return the sink beside a data folder, required where there is one."""
    sink = folder.with_name("sink")
    return open_sinks([sink], 2, Disk()) if sink.is_dir() else NO_SINKS


async def record_on(folder, disk=None, now_us=None):
    """Return (recorder, engine, signer), recovered and running."""
    engine, signer = open_folder_with_keys(folder)
    log = log_on(folder, disk)
    recording = Recording(
        folder, engine, signer, STATION, "test", log, disk or Disk(), now_us or _now_us,
        sinks=sinks_of(folder),
    )  # fmt: skip
    return await open_recorder(recording), engine, signer


def recover(folder):
    """Start and stop the record as the station does; return the public key of its receipts."""

    async def once():
        recorder, engine, signer = await record_on(folder)
        await recorder.close()
        engine.dispose()
        return signer.public_key

    return asyncio.run(once())


def assert_whole(folder, public_key, acknowledged):
    """Every acknowledged intent has one true receipt, and every budget balances."""
    connection = sqlite3.connect(folder / "posthouse.db")
    rows = connection.execute("SELECT id, key, ending, cost, sealed FROM receipts").fetchall()
    receipts = {row[0]: row for row in rows}
    assert len(receipts) == len(rows), "an exchange has two receipts"
    assert acknowledged.intents <= set(receipts), "an acknowledged intent is lost"
    assert acknowledged.receipts <= set(receipts), "an acknowledged receipt is lost"
    replaced = [n for n in acknowledged.receipts if receipts[n][2] == Ending.INTERRUPTED.value]
    assert not replaced, "an acknowledged receipt was replaced"
    for name, key, ending, cost, sealed in rows:
        tree = verify(sealed, public_key)
        assert (tree["id"], tree["key"], tree["ending"], tree["cost"]) == (name, key, ending, cost)
    assert_balanced(connection)
    assert connection.execute("SELECT count(*) FROM open_intents").fetchone() == (0,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def assert_log_whole(folder, acknowledged):
    """The log holds every receipt and event once, as the database has it, under every head seen."""
    acknowledged.see(folder)
    log = log_on(folder)
    checked = check_log(log.files, log.key_of(log.origin))
    assert checked.faults == ()
    size = checked.head.size if checked.head else 0
    entries = []
    for index in range(-(-size // 256)):
        bundle = tile_at(ENTRIES, index, size)
        entries += unbundled(log.files.read(bundle), bundle.width)
    connection = sqlite3.connect(folder / "posthouse.db")
    rows = connection.execute("SELECT leaf, sealed FROM receipts").fetchall()
    assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    connection.close()
    assert all(entries[leaf] == sealed for leaf, sealed in rows), "a receipt is no leaf"
    trees = [json.loads(one) for one in entries]
    events = [tree["subject"] for tree in trees if "kind" in tree]
    assert len(trees) - len(events) == len(rows), "a receipt is a leaf twice or a leaf alone"
    assert len(events) == len(set(events)), "an event is a leaf twice"
    assert acknowledged.events <= set(events), "an acknowledged event is lost"
    for seen, root in acknowledged.heads.items():
        assert seen <= size, "a signed head is lost"
        nodes = TileNodes(seen, log.files.read)
        assert frontier(seen, nodes).root() == root, "a signed head is contradicted"


def assert_balanced(connection):
    """What each key has spent is the sum of its receipts."""
    spent = dict(connection.execute("SELECT id, spent FROM keys"))
    summed = dict.fromkeys(spent, 0)
    for key, sealed in connection.execute("SELECT key, sealed FROM receipts"):
        if key in summed:
            summed[key] += json.loads(sealed)["receipt"]["cost"]
    assert spent == summed


def _now_us():
    return time.time_ns() // 1000
