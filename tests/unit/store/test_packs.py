"""Installed packs: in force until removed, and never an older one again."""

import pytest
from sqlalchemy import select

from posthouse.inspection.pack import Pack, parse
from posthouse.model.errors import PackRefused
from posthouse.store.database import open_database
from posthouse.store.packs import SqlPacks
from posthouse.store.tables import OUTBOX

ONE, TWO = b'[modes]\n"facts/long" = "note"\n', b'[modes]\n"facts/long" = "block"\n'


@pytest.fixture
def packs(tmp_path):
    engine = open_database(tmp_path)
    yield SqlPacks(engine)
    engine.dispose()


def put(packs: SqlPacks, version: int, body: bytes = ONE) -> bool:
    pack: Pack = parse("acme", version, body)
    return packs.install(pack, ("signer", b"file %d" % version), "cli:ada", version)


def test_a_pack_is_in_force_until_it_is_removed(packs):
    before = packs.stamp()
    assert put(packs, 1)
    assert [(one.name, one.version, one.content) for one in packs.every()] == [
        ("acme", 1, b"file 1")
    ]
    assert not put(packs, 1)
    packs.remove("acme", "cli:ada", 9)
    assert [one.content for one in packs.every()] == [None]
    assert packs.stamp() == before + 2


def test_a_newer_version_takes_the_place_of_the_last(packs):
    put(packs, 1)
    put(packs, 2, TWO)
    assert [(one.version, one.content) for one in packs.every()] == [(2, b"file 2")]


@pytest.mark.parametrize("removed", [False, True])
def test_an_older_version_never_comes_back(packs, removed):
    put(packs, 2)
    if removed:
        packs.remove("acme", "cli:ada", 5)
    with pytest.raises(PackRefused, match="version 2 of the pack acme or above"):
        put(packs, 1)
    with pytest.raises(PackRefused, match="another content under version 2"):
        put(packs, 2, TWO)
    assert put(packs, 2) is removed


def test_nobody_removes_what_is_not_there(packs):
    with pytest.raises(PackRefused, match="acme"):
        packs.remove("acme", "cli:ada", 5)


def test_every_change_is_told_to_the_ledger(packs):
    put(packs, 1)
    packs.remove("acme", "cli:ada", 9)
    with packs._engine.connect() as connection:
        told = [str(row) for row in connection.execute(select(OUTBOX)).all()]
    assert [kind in text for kind, text in zip(
        ("pack.installed", "pack.removed"), told, strict=True)] == [True, True]  # fmt: skip
