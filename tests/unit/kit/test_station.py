"""A station is held to what it promised: each receipt in the log, and a log that only grows."""

import json

import pytest
from tests.unit.kit.test_exchange import EVENTS, HEADERS, SEALED, seen
from tests.unit.ledger.test_golden import IDENT, SIGNER

from posthouse.kit.station import PATIENCE_S, Station
from posthouse.ledger.checkpoint import Checkpoint
from posthouse.ledger.merkle import Frontier, inclusion_proof, leaf_hash
from posthouse.ledger.note import NoteKey, NoteSigner, SignatureType, sign_note
from posthouse.ledger.proof import Proof
from posthouse.ledger.tiles import parse_path, subtree
from posthouse.vault.signer import Ed25519Signer

LOG = "log.example/station"
LOG_KEY = Ed25519Signer(b"\x07" * 32)
NAMED = NoteKey(LOG, SignatureType.ED25519, LOG_KEY.public_key)
IDENTITY = json.dumps({"receipts": {"public_key": SIGNER.public_key.hex()}}).encode()
BY_S = json.loads(SEALED)["promise"]["include_by_us"] / 1e6


class Log:
    """A whole station in memory: its receipts' key, one receipt, and a log of some entries."""

    def __init__(self, entries):
        self.entries = list(entries)
        self.asked = []
        self.broken = {}

    def __call__(self, path):
        self.asked.append(path)
        if path in self.broken:
            return self.broken[path]
        known = {
            "/.well-known/posthouse": IDENTITY,
            "/ledger/vkey": f"{NAMED}\n".encode(),
            f"/receipts/{IDENT}": SEALED,
        }
        if path in known:
            return 200, known[path]
        if path.startswith("/ledger/proof/"):
            return self.proof()
        tile = parse_path(path.removeprefix("/ledger/"))
        leaves = [leaf_hash(entry) for entry in self.entries]
        if tile.level or tile.width > len(leaves):
            return 404, b""
        return 200, b"".join(leaves[: tile.width])

    def proof(self):
        if SEALED not in self.entries:
            return 404, b""
        leaves = [leaf_hash(entry) for entry in self.entries]
        tree = Frontier()
        for leaf in leaves:
            tree.append(leaf)

        def node(level, index):
            return subtree(leaves[index << level : (index + 1) << level])

        index = self.entries.index(SEALED)
        text = Checkpoint(LOG, len(leaves), tree.root()).text()
        note = sign_note(text, [NoteSigner(NAMED, LOG_KEY.sign)])
        return 200, bytes(Proof(index, tuple(inclusion_proof(index, len(leaves), node)), note))


def judged(log, **known):
    station = Station(log, **known)
    assert station.judge(seen(EVENTS)) == []
    return station


def what(failures):
    return [failure.what for failure in failures]


def test_a_receipt_is_looked_up_once_its_time_has_come():
    log = Log([b"x", SEALED, b"y"])
    station = judged(log)
    assert station.look(BY_S - 0.01) == []
    assert (station.waiting, station.included) == (1, 0)
    assert station.look(BY_S + 0.01) == []
    assert (station.waiting, station.included) == (0, 1)
    assert station.head.size == 3


def test_a_promised_receipt_that_is_not_there_is_told_after_some_patience():
    station = judged(Log([b"x"]))
    assert station.look(BY_S + 0.01) == []
    assert station.waiting == 1
    assert what(station.look(BY_S + PATIENCE_S + 0.6)) == ["inclusion"]
    assert station.waiting == 0


def test_heads_that_grow_are_consistent_and_the_larger_is_kept():
    log = Log([b"x", SEALED, b"y"])
    station = judged(log)
    station.look(BY_S + 1)
    log.entries += [b"%d" % n for n in range(40)]
    station.judge(seen(EVENTS))
    assert station.look(BY_S + 1) == []
    assert (station.included, station.head.size) == (2, 43)


@pytest.mark.parametrize(
    "entries",
    [[b"another", SEALED, b"y", b"z"], [SEALED, b"x", b"y"], [SEALED]],
    ids=["rewritten", "reordered", "shortened"],
)
def test_a_log_that_changed_its_past_is_told(entries):
    log = Log([b"x", SEALED, b"y"])
    station = judged(log)
    station.look(BY_S + 1)
    log.entries = entries
    station.judge(seen(EVENTS))
    assert what(station.look(BY_S + 1)) == ["consistency"]


def test_a_log_of_another_key_or_name_is_told():
    other = NoteKey(LOG, SignatureType.ED25519, SIGNER.public_key)
    assert what(judged(Log([SEALED]), log_key=str(other)).look(BY_S + 1)) == ["inclusion"]
    named = NoteKey("other.example", SignatureType.ED25519, LOG_KEY.public_key)
    assert what(judged(Log([SEALED]), log_key=str(named)).look(BY_S + 1)) == ["inclusion"]


@pytest.mark.parametrize(
    ("path", "answer", "told"),
    [
        (f"/receipts/{IDENT}", (404, b""), "404"),
        (f"/receipts/{IDENT}", (200, b"x"), "canonical"),
        ("/.well-known/posthouse", (200, b"{}"), "cannot be fetched"),
        ("/.well-known/posthouse", (500, b""), "cannot be fetched"),
    ],
)
def test_what_a_station_does_not_show_is_told(path, answer, told):
    log = Log([])
    log.broken[path] = answer
    (failure,) = Station(log).judge(seen(EVENTS))
    assert failure.what == "receipt"
    assert told in failure.found


def test_a_pinned_key_is_not_asked_for():
    log = Log([])
    assert Station(log, SIGNER.public_key).judge(seen(EVENTS)) == []
    assert "/.well-known/posthouse" not in log.asked
    assert what(Station(log, b"\x01" * 32).judge(seen(EVENTS, headers=HEADERS))) == ["signature"]
