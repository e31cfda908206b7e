"""Opening the database: SQLite in WAL by default, migrated when it is older, refused when foreign.

Every transaction is explicit. Those of `writer(engine)` take SQLite's write lock at their
beginning, so that a read within one never turns into a conflict later.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, select, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from posthouse.model.errors import StoreError
from posthouse.store.tables import IDENTITY

FILE = "posthouse.db"
VERSIONS = tuple(f"{n:04d}" for n in range(1, 19))
HEAD = VERSIONS[-1]

_PRAGMAS = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)


def open_database(folder: Path) -> Engine:
    """Return the data folder's database, at the newest version. Raises StoreError."""
    engine = connect(URL.create("sqlite", database=str(folder / FILE)))
    try:
        prepare(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def connect(url: URL) -> Engine:
    """Return an engine; nothing is opened yet."""
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


def writer(engine: Engine) -> Engine:
    """Return the same engine for transactions that write."""
    return engine.execution_options(writes=True)


@contextlib.contextmanager
def answering() -> Iterator[None]:
    """Tell of a database that does not answer as one of the store's own errors.

    Raises StoreError, and what is raised within.
    """
    try:
        yield
    except DBAPIError as error:
        raise StoreError(
            f"expected the database to answer, found {type(error.orig).__name__}",
            hint="look at the disk of the data folder",
        ) from None


def prepare(engine: Engine) -> None:
    """Bring the database to the newest version. Raises StoreError, and then nothing was changed."""
    try:
        if _version(engine) != HEAD:
            _migrate(engine)
    except DBAPIError as error:
        raise StoreError(
            f"expected a usable database, found {type(error.orig).__name__}",
            hint="check that the file is Posthouse's own, whole, and writable by this user;"
            " otherwise restore it from a backup",
        ) from error


def identity(engine: Engine, name: str) -> str | None:
    """Return what the database is bound to under this name, None where it is not yet."""
    with engine.connect() as connection:
        query = select(IDENTITY.c.value).where(IDENTITY.c.name == name)
        return connection.execute(query).scalar()


def claim(engine: Engine, name: str, value: str) -> None:
    """Bind the database to this station's identity on first use. Raises StoreError on another."""
    with writer(engine).begin() as connection:
        query = select(IDENTITY.c.value).where(IDENTITY.c.name == name)
        found = connection.execute(query).scalar()
        if found is None:
            connection.execute(insert(IDENTITY), {"name": name, "value": value})
        elif found != value:
            raise StoreError(
                f"expected a database of the station with {name} {value}, found that of {found}",
                hint="put back the station.key that belongs to this database",
            )


def _version(engine: Engine) -> str | None:
    """Return the version that the database says, None where it is empty. Raises StoreError."""
    with engine.connect() as connection:
        try:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except (OperationalError, ProgrammingError):
            connection.rollback()
            _refuse_foreign(connection)
            return None
    if found is not None and found not in VERSIONS:
        raise StoreError(
            f"expected a database of version {HEAD} or older, found another version",
            hint="it was written by a newer Posthouse: use that release, or restore a backup",
        )
    return None if found is None else str(found)


def _refuse_foreign(connection: Connection) -> None:
    if connection.dialect.get_table_names(connection):
        raise StoreError(
            "expected an empty database or one of Posthouse's own, found another program's",
            hint="choose another data folder or database",
        )


def _migrate(engine: Engine) -> None:
    """Run the migrations in one transaction; another process that starts now waits for it."""
    from posthouse.store.migrations.upgrade import upgrade

    with writer(engine).begin() as connection:
        upgrade(connection)


def _on_connect(connection: Any, _: Any) -> None:
    # Left to itself the driver begins transactions late and commits around DDL.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
