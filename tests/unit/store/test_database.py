"""The database is migrated when it is older, and refused when it is not ours to write."""

import importlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import StoreError
from posthouse.model.scope import Scope
from posthouse.store import migrations
from posthouse.store.database import FILE, HEAD, VERSIONS, claim, connect, open_database, writer
from posthouse.store.keys import SqlKeyStore
from posthouse.store.tables import METADATA
from posthouse.vault.virtualkey import RANDOM_LENGTH, check, mint, parse

for path in Path(migrations.__file__).parents[1].glob("*_tables.py"):
    importlib.import_module(f"posthouse.store.{path.stem}")


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def test_a_new_database_has_exactly_the_tables(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == HEAD


def test_the_known_versions_are_those_of_the_migrations():
    script = ScriptDirectory(migrations.__path__[0])
    walked = [revision.revision for revision in script.walk_revisions()]
    assert tuple(reversed(walked)) == VERSIONS


def test_the_tables_can_be_made_on_postgresql():
    for table in METADATA.tables.values():
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
def test_every_connection_is_careful(engine, pragma, value):
    with engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_writing_transaction_holds_the_lock_from_its_beginning(engine, tmp_path):
    other = sqlite3.connect(tmp_path / FILE, timeout=0)
    with writer(engine).begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    with engine.begin():
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_opening_a_current_database_does_not_load_the_migrations(tmp_path):
    open_database(tmp_path).dispose()
    probe = (
        "import sys; from pathlib import Path; from posthouse.store.database import open_database;"
        "open_database(Path(sys.argv[1])); print('alembic' in sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", probe, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert shown.stdout == "False\n"


def test_refuses_a_newer_database_and_leaves_it_alone(tmp_path):
    open_database(tmp_path).dispose()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="another version") as refused:
        open_database(tmp_path)
    assert "newer" in refused.value.hint


def test_refuses_another_program_s_database(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE theirs (id)")
    with pytest.raises(StoreError, match="another program") as refused:
        open_database(tmp_path)
    assert refused.value.hint
    with sqlite3.connect(tmp_path / FILE) as connection:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert names == [("theirs",)]


def test_refuses_what_is_no_database_without_saying_what_is_in_it(tmp_path):
    (tmp_path / FILE).write_bytes(b"content of a customer " * 100)
    with pytest.raises(StoreError, match="expected a usable database") as refused:
        open_database(tmp_path)
    assert "customer" not in refused.value.message + refused.value.hint


def test_refuses_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(StoreError):
        open_database(tmp_path / "missing")


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / FILE}")
    engine.dispose()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("CREATE TABLE identity (name)")
    with pytest.raises(StoreError):
        open_database(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    assert sorted(names) == [("alembic_version",), ("identity",)]


def test_belongs_to_the_identity_that_first_claimed_it(engine):
    claim(engine, "signing key", "aa")
    claim(engine, "signing key", "aa")
    with pytest.raises(StoreError, match="aa") as refused:
        claim(engine, "signing key", "bb")
    assert "station.key" in refused.value.hint


def test_keys_of_the_first_release_keep_all_that_they_were(tmp_path):
    pepper = b"\x07" * 32
    minted = mint(bytes(range(RANDOM_LENGTH)), pepper)
    engine = connect(URL.create("sqlite", database=str(tmp_path / FILE)))
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    with writer(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        old = (
            "INSERT INTO keys VALUES "
            "(:id, 'p', 'n', :digest, 1, 100, 'active', '[\"gpt-*\"]', 5, 2, 60, 4)"
        )
        connection.execute(text(old), {"id": minted.id, "digest": minted.digest})
    engine.dispose()
    engine = open_database(tmp_path)
    (key,) = SqlKeyStore(engine).every()
    engine.dispose()
    kept = KeyRecord(
        minted.id, "p", "n", minted.digest, 1, 100,
        scope=Scope(models=("gpt-*",)), budget=5, spent=2, requests_per_minute=60, concurrency=4,
    )  # fmt: skip
    assert key == kept
    assert check(parse(minted.plain.reveal()), key, {1: pepper}, 99).key == key
