"""Which master key the database knows of, so that no move to another goes untold.

The move itself is a change of files; the database learns of it in the same command, or at the next
start where that command broke off, and the ledger with it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import Engine, insert, select, update

from posthouse.model.event import Event
from posthouse.store.database import writer
from posthouse.store.outbox import announce
from posthouse.store.sealedfile import read_sealed
from posthouse.store.tables import IDENTITY

NAME = "master"
PLAIN = "file"


def settle_master(engine: Engine, folder: Path, actor: str, at_us: int) -> bool:
    """Announce master.rewrapped where the folder's master key is not the one known; tell whether.

    A first start with a plain file is no move. Raises StoreError.
    """
    now = _found(folder)
    with writer(engine).begin() as connection:
        mine = IDENTITY.c.name == NAME
        known = connection.execute(select(IDENTITY.c.value).where(mine)).scalar()
        if known == now:
            return False
        if known is None:
            connection.execute(insert(IDENTITY), {"name": NAME, "value": now})
        else:
            connection.execute(update(IDENTITY).where(mine).values(value=now))
        if known is None and now == PLAIN:
            return False
        detail = {"from": _kind(known or "none"), "to": _kind(now), "sealed": now}
        announce(connection, Event("master.rewrapped", at_us, "master", actor, "", detail))
    return True


def _found(folder: Path) -> str:
    sealed = read_sealed(folder)
    if sealed is None:
        return PLAIN
    digest = hashlib.sha256(sealed.wrapped).hexdigest()
    return f"{sealed.kind}:{sealed.version[:80]}:{digest[:32]}"


def _kind(mark: str) -> str:
    return mark.partition(":")[0]
