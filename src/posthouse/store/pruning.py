"""Pruning the ledger: entries below a minimum index go, under a policy that was published before.

C2SP tlog-tiles, "Pruning": a log has a minimum index; what ends at or below it need not be served,
and without a policy nothing may be pruned. Here the policy is a file beside the checkpoint, served
at <prefix>/retention, and an entry of the ledger (policy.changed); it takes effect NOTICE_DAYS
later, so that whoever keeps copies can fetch them. Only bundles of entries go. Hash tiles stay, all
of them: every root, inclusion and consistency proof can be made and checked as before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from posthouse.ledger.tiles import ENTRIES, WIDTH, Tile, hashes_of, unbundled
from posthouse.model.errors import StoreError
from posthouse.model.event import STATION, Event
from posthouse.store.database import writer
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place, read_bytes
from posthouse.store.outbox import announce

FILE = "retention"
FORMAT = "posthouse/ledger-retention/1"
NOTICE_DAYS = 7
DAY_US = 86_400_000_000
MOST_AT_ONCE = 4_096
"""Bundles of one run; a million entries."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How long entries are kept (0: for ever), since when that holds, and what is gone by now."""

    entries_days: int = 0
    published_us: int = 0
    effective_us: int = 0
    minimum_index: int = 0

    def __bytes__(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, sort_keys=True).encode() + b"\n"


def read_policy(ledger: Path) -> Policy:
    """Return the published policy; without one entries are kept for ever. Raises StoreError."""
    found = read_bytes(ledger / FILE)
    if found is None:
        return Policy()
    try:
        tree = json.loads(found)
        known = tree.pop("format") == FORMAT
        policy = Policy(**{name: int(value) for name, value in tree.items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        known, policy = False, Policy()
    if not known:
        raise StoreError(
            f"expected a retention policy in {ledger / FILE}, found something else",
            hint="restore the file from a backup; until then nothing is pruned",
        )
    return policy


def minimum_index(ledger: Path) -> int:
    """Return the index below which entries may be gone. Raises StoreError."""
    return read_policy(ledger).minimum_index


def publish_policy(
    ledger: Path, engine: Engine, days: int, now_us: int, actor: str = STATION
) -> Policy:
    """Publish how long entries are kept, where that changed; return the policy in the file."""
    before = read_policy(ledger)
    if before.entries_days == days or not ledger.is_dir():
        return before
    effective_us = now_us + NOTICE_DAYS * DAY_US
    policy = replace(before, entries_days=days, published_us=now_us, effective_us=effective_us)
    detail = {
        "entries_days": str(days),
        "before": str(before.entries_days),
        "effective_us": str(effective_us),
    }
    with writer(engine).begin() as connection:
        announce(connection, Event("policy.changed", now_us, "ledger/retention", actor, "", detail))
    put_in_place(Disk(), [(ledger / FILE, bytes(policy))])
    return policy


def prunable(ledger: Path, now_us: int) -> int:
    """Return the minimum index that the policy allows by now."""
    policy = read_policy(ledger)
    if not policy.entries_days or now_us < policy.effective_us:
        return policy.minimum_index
    before_us = now_us - policy.entries_days * DAY_US
    index = policy.minimum_index // WIDTH
    for _ in range(MOST_AT_ONCE):
        newest = _newest(ledger, index)
        if newest is None or newest >= before_us:
            break
        index += 1
    return index * WIDTH


def prune(ledger: Path, engine: Engine, now_us: int, actor: str = STATION) -> int:
    """Delete bundles all of whose entries are older than the policy; return how many entries went.

    The minimum index is raised and announced first; a run that was cut short is finished by the
    next one.
    """
    policy = read_policy(ledger)
    minimum = prunable(ledger, now_us)
    if minimum > policy.minimum_index:
        raised = replace(policy, minimum_index=minimum)
        with writer(engine).begin() as connection:
            told = _proof(ledger, policy, raised)
            announce(connection, replace(told, at_us=now_us, actor=actor))
        put_in_place(Disk(), [(ledger / FILE, bytes(raised))])
    for path in _below(ledger, minimum):
        path.unlink(missing_ok=True)
    return minimum - policy.minimum_index


def _proof(ledger: Path, old: Policy, new: Policy) -> Event:
    """Tell which entries went; their leaf hashes still stand in the ledger's tiles."""
    digest = hashlib.sha256()
    for index in range(old.minimum_index // WIDTH, new.minimum_index // WIDTH):
        tile = read_bytes(ledger / Tile(0, index).path) or b""
        for leaf in hashes_of(tile, WIDTH):
            digest.update(leaf.hex().encode() + b"\n")
    detail = {
        "days": str(new.entries_days),
        "first": str(old.minimum_index),
        "count": str(new.minimum_index - old.minimum_index),
        "leaves": digest.hexdigest(),
    }
    return Event("data.deleted", 0, "ledger_entries", detail=detail)


def _newest(ledger: Path, index: int) -> int | None:
    """Return the latest time in a whole bundle, None where there is no such bundle."""
    held = read_bytes(ledger / Tile(ENTRIES, index).path)
    if held is None:
        return None
    return max(_at_us(entry) for entry in unbundled(held, WIDTH))


def _at_us(entry: bytes) -> int:
    tree = json.loads(entry)
    told = tree.get("receipt", tree)
    return int(told.get("ended_us") or told["at_us"])


def _below(ledger: Path, minimum: int) -> Iterator[Path]:
    """Yield the whole bundles that end at or below an index, and that are still there."""
    for index in range(minimum // WIDTH - 1, -1, -1):
        path = ledger / Tile(ENTRIES, index).path
        if not path.exists():
            return
        yield path
        with suppress(OSError):  # no partial form of it is needed any more
            for part in path.with_name(f"{path.name}.p").iterdir():
                part.unlink()
