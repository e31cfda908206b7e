"""The station's own audits at rest: each with its entry in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, RowMapping, func, insert, select

from posthouse.model.event import Event
from posthouse.store.audit_tables import AUDITS
from posthouse.store.database import writer
from posthouse.store.outbox import announce

COMPARISON_FILES = "compared-"
"""How the files of comparisons on real requests begin; others are of audits."""
INCIDENTS, REWRITTEN = "incidents", "rewritten"
"""Words of what is no audit: a quarantine by incidents, and one by nonces."""
MARKS = frozenset({INCIDENTS, REWRITTEN})


@dataclass(frozen=True, slots=True)
class Audited:
    """One audit: what it found, and the channel's standing after it (audit/standing.py)."""

    channel: str
    model: str
    at_us: int
    word: str
    p: float
    standing: float
    asked: int
    tokens: int
    file: str
    digest: str

    @property
    def compared(self) -> bool:
        """Tell whether it is a comparison on real requests."""
        return self.file.startswith(COMPARISON_FILES)


class SqlAudits:
    """Audits in order; calls block for about a millisecond."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, one: Audited) -> None:
        """Keep an audit and announce it."""
        detail = {
            "word": one.word,
            "model": one.model,
            "asked": str(one.asked),
            "standing": f"{one.standing:.4g}",
            "digest": one.digest,
        }
        with writer(self._engine).begin() as connection:
            connection.execute(insert(AUDITS), asdict(one))
            announce(connection, Event("audit.done", one.at_us, one.channel, detail=detail))

    def of(self, channel: str) -> Sequence[Audited]:
        """Return a channel's audits, oldest first; of all channels for ""."""
        query = select(AUDITS).order_by(AUDITS.c.seq)
        if channel:
            query = query.where(AUDITS.c.channel == channel)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings()
            return [_audited(row) for row in rows]

    def last(self, channel: str, word: str = "") -> Audited | None:
        """Return a channel's last audit, or the last with this word."""
        query = select(AUDITS).where(AUDITS.c.channel == channel).order_by(AUDITS.c.seq.desc())
        if word:
            query = query.where(AUDITS.c.word == word)
        with self._engine.connect() as connection:
            row = connection.execute(query.limit(1)).mappings().first()
            return _audited(row) if row else None

    def asked_since(self, at_us: int) -> int:
        """Return how many questions audits asked since a moment, in Unix microseconds."""
        asked = (AUDITS.c.at_us >= at_us) & ~AUDITS.c.file.startswith(
            COMPARISON_FILES, autoescape=True
        )
        query = select(func.sum(AUDITS.c.asked)).where(asked)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)


def _audited(row: RowMapping) -> Audited:
    return Audited(**{name: value for name, value in row.items() if name != "seq"})
