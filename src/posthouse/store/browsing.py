"""What operators read of the record: receipts by key and time, counts; each reading is an entry.

A tenant is a project: every query names the projects that it may reach, None meaning all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from posthouse.store.database import writer
from posthouse.store.reading import Reader, of_projects, read_receipt, tell_read
from posthouse.store.tables import OPEN_INTENTS, RECEIPTS

PAGE = 1000
LATELY = 2000
"""Counts are over so many of the newest receipts at most: reading them stays quick."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a list tells of one receipt. `seq` is its place in the journal."""

    seq: int
    id: str
    at_us: int
    key: str
    project: str
    ending: str
    cost: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which receipts: of whom, from when to when (Unix microseconds), older than a place."""

    projects: Collection[str] | None
    key: str = ""
    ending: str = ""
    since_us: int = 0
    until_us: int = 2**62
    before: int = 2**62


@dataclass(frozen=True, slots=True)
class Lately:
    """Counts of the newest receipts by ending; `since_us` is the oldest that was counted."""

    endings: Mapping[str, int]
    cost: int
    since_us: int


class Browsing:
    """Queries over the folded record; calls block for about a millisecond."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def lines(self, wanted: Wanted, most: int, reader: Reader) -> Sequence[Line]:
        """Return receipts, newest first; that they were read is announced with them."""
        columns = [RECEIPTS.c[name] for name in Line.__dataclass_fields__]
        query = select(*columns).where(
            RECEIPTS.c.seq < wanted.before,
            RECEIPTS.c.at_us >= wanted.since_us,
            RECEIPTS.c.at_us < wanted.until_us,
            *of_projects(wanted.projects),
        )
        for column, value in ((RECEIPTS.c.key, wanted.key), (RECEIPTS.c.ending, wanted.ending)):
            if value:
                query = query.where(column == value)
        newest = query.order_by(RECEIPTS.c.seq.desc()).limit(most)
        subject = ", ".join(sorted(wanted.projects)) if wanted.projects is not None else "all"
        with writer(self._engine).begin() as connection:
            found = [Line(*row) for row in connection.execute(newest)]
            tell_read(connection, reader, "", what=f"{len(found)} receipts", subject=subject)
        return found

    def sealed(
        self, receipt_id: str, projects: Collection[str] | None, reader: Reader
    ) -> bytes | None:
        """Return a signed receipt; that it was read is announced with it."""
        return read_receipt(self._engine, receipt_id, reader, projects)

    def whole(self, wanted: Wanted, reader: Reader) -> Iterator[bytes]:
        """Yield signed receipts that are kept, oldest first; announced once, before the first."""
        subject = ", ".join(sorted(wanted.projects)) if wanted.projects is not None else "all"
        with writer(self._engine).begin() as connection:
            tell_read(connection, reader, "", what="receipts, whole", subject=subject)
        after = 0
        while True:
            query = (
                select(RECEIPTS.c.seq, RECEIPTS.c.sealed)
                .where(
                    RECEIPTS.c.seq > after,
                    RECEIPTS.c.at_us >= wanted.since_us,
                    RECEIPTS.c.at_us < wanted.until_us,
                    *of_projects(wanted.projects),
                )
                .order_by(RECEIPTS.c.seq)
                .limit(PAGE)
            )
            with self._engine.connect() as connection:
                page = connection.execute(query).all()
            yield from (row.sealed for row in page if row.sealed)
            if len(page) < PAGE:
                return
            after = page[-1].seq

    def lately(self, projects: Collection[str] | None, since_us: int) -> Lately:
        """Return counts of what ended of late."""
        newest = (
            select(RECEIPTS.c.ending, RECEIPTS.c.cost, RECEIPTS.c.at_us)
            .where(*of_projects(projects))
            .order_by(RECEIPTS.c.seq.desc())
            .limit(LATELY)
            .subquery()
        )
        query = (
            select(newest.c.ending, func.count(), func.sum(newest.c.cost), func.min(newest.c.at_us))
            .where(newest.c.at_us >= since_us)
            .group_by(newest.c.ending)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return Lately(
            {ending: count for ending, count, _, _ in rows},
            sum(cost or 0 for _, _, cost, _ in rows),
            min((oldest for _, _, _, oldest in rows), default=since_us),
        )

    def under_way(self) -> int:
        """Return how many intents have no receipt yet."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(OPEN_INTENTS)).scalar() or 0
