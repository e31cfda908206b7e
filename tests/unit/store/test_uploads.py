"""Files in parts at rest: sealed, stepped through in one transaction, destroyed when they end."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from posthouse.exchange.collecting import add, drop, finish
from posthouse.model.errors import Conflict, StoreError, Throttled
from posthouse.model.upload import LASTS_US, Stage, Upload
from posthouse.store.database import FILE, open_database
from posthouse.store.datakeys import DataKeys, RecordKeys, wiped
from posthouse.store.upload_tables import UPLOAD_PARTS, UPLOADS
from posthouse.store.uploads import MOST_PENDING, SqlUploads
from posthouse.store.vault_tables import RECORD_KEYS
from posthouse.vault.keyring import Keyring
from posthouse.wire.uploads import Chunk

UPLOAD = Upload("upload_1", b'{"filename": "ada.lovelace"}', 6, 1_000)


@pytest.fixture
def engine(tmp_path):
    made = open_database(tmp_path)
    yield made
    made.dispose()


@pytest.fixture
def store(engine):
    return SqlUploads(engine, RecordKeys(DataKeys(Keyring(b"m" * 32))))


def adding(part: str, data: bytes, offset: int | None = None):
    return lambda found: add(found, part, Chunk(data, offset), 100)


def filled(store, tenant: str = "t") -> Upload:
    store.begin(tenant, UPLOAD)
    for part, data in (("a", b"abc"), ("b", b"secret-")):
        size = 6 if part == "a" else 10
        store.change(
            tenant, UPLOAD.id,
            lambda found, size=size, part=part, data=data: add(
                replace(found, size=size), part, Chunk(data), 100
            ),
            2_000, (part, data),
        )  # fmt: skip
    return store.change(tenant, UPLOAD.id, lambda found: finish(found, ["b", "a"], 5), 2_000)


def test_parts_make_the_file_in_the_order_in_which_it_is_finished(store):
    upload = filled(store)
    assert store.data("t", upload) == b"secret-abc"
    found = store.find("t", UPLOAD.id, 3_000)
    assert (found.told, found.stage, found.since_us) == (UPLOAD.told, Stage.FINISHING, 5)
    assert store.find("other", UPLOAD.id, 3_000) is None


def test_what_a_step_refuses_changes_nothing(store):
    store.begin("t", UPLOAD)
    store.change("t", UPLOAD.id, adding("a", b"abc", 0), 2_000, ("a", b"abc"))
    with pytest.raises(Conflict):
        store.change("t", UPLOAD.id, adding("b", b"abc", 0), 2_000, ("b", b"abc"))
    assert store.find("t", UPLOAD.id, 2_000).received == 3


def test_two_at_the_same_place_are_one_and_a_refusal(store):
    store.begin("t", UPLOAD)
    told = []

    def send(part: str) -> None:
        try:
            store.change("t", UPLOAD.id, adding(part, b"abc", 0), 2_000, (part, b"abc"))
            told.append("taken")
        except Conflict:
            told.append("refused")

    threads = [threading.Thread(target=send, args=(part,)) for part in "abcd"]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(told) == ["refused"] * 3 + ["taken"]


def test_what_has_ended_is_destroyed_and_known_to_have_ended(store, engine, tmp_path):
    filled(store)
    store.change("t", UPLOAD.id, lambda one: replace(one, stage=Stage.COMPLETED), 3_000)
    found = store.find("t", UPLOAD.id, 4_000)
    assert (found.stage, found.told) == (Stage.COMPLETED, b"")
    with pytest.raises(Conflict):
        store.change("t", UPLOAD.id, drop, 4_000)
    with engine.connect() as connection:
        assert connection.execute(select(UPLOAD_PARTS)).first() is None
        assert connection.execute(select(RECORD_KEYS)).first() is None
    wiped(engine)
    assert b"secret-" not in (tmp_path / FILE).read_bytes()


def test_nothing_that_came_can_be_read_in_the_database(store, engine, tmp_path):
    filled(store)
    wiped(engine)
    held = (tmp_path / FILE).read_bytes()
    assert b"secret-" not in held
    assert b"lovelace" not in held


def test_an_upload_ends_by_itself(store, engine):
    filled(store)
    late = UPLOAD.begun_us + LASTS_US + 1
    assert store.find("t", UPLOAD.id, late) is None
    store.begin("t", replace(UPLOAD, id="upload_2", begun_us=late))
    with engine.connect() as connection:
        assert connection.execute(select(UPLOADS.c.record)).scalars().all() == ["upload_2"]
        assert connection.execute(select(UPLOAD_PARTS)).first() is None


def test_a_project_has_so_many_under_way(store):
    for number in range(MOST_PENDING):
        store.begin("t", replace(UPLOAD, id=f"u{number}"))
    with pytest.raises(Throttled):
        store.begin("t", UPLOAD)
    store.begin("other", UPLOAD)
    store.change("t", "u1", drop, 2_000)
    store.begin("t", UPLOAD)


def test_a_database_that_does_not_answer_is_told_so(store, engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE uploads")
    with pytest.raises(StoreError):
        store.find("t", "u", 0)
