"""The record as the relay sees it: durable, found at once, folded behind its back."""

import asyncio
import dataclasses

import pytest
from tests.faults.load import intent, receipt
from tests.faults.record import log_on, record_on

from posthouse.ledger.receipt import verify
from posthouse.ledger.tiles import ENTRIES, Tile, unbundled
from posthouse.model.caller import KeyRecord
from posthouse.model.errors import StoreError
from posthouse.model.usage import Usage
from posthouse.store import recorder as module
from posthouse.store.database import claim, open_database, writer
from posthouse.store.keys import SqlKeyStore
from posthouse.store.receipts import Leaf, Receipts


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


async def test_a_receipt_is_signed_found_at_once_and_a_leaf_of_the_ledger_in_order(folder):
    recorder, engine, signer = await record_on(folder)
    for name in ("a", "b"):
        await recorder.intend(intent(name, "k"))
        assert recorder.find(name) is None
        await recorder.conclude(receipt(name, "k", 3))
    found = [recorder.find(name) for name in ("a", "b")]
    assert verify(found[0], signer.public_key)["id"] == "a"
    await recorder.close()
    assert [recorder.find(name) for name in ("a", "b")] == found
    assert unbundled(log_on(folder).files.read(Tile(ENTRIES, 0, 2)), 2) == found
    assert Receipts(engine).leaf("b") == (found[1], Leaf(1, 1))
    engine.dispose()


async def test_folds_in_the_background_and_deletes_what_is_folded(folder):
    recorder, engine, _ = await record_on(folder)
    SqlKeyStore(engine).add(KeyRecord("k", "p", "n", b"", 0, 10))
    await recorder.intend(intent("a", "k"))
    await recorder.conclude(receipt("a", "k", 3))
    assert recorder.state().unfolded == 2
    for _ in range(100):
        await asyncio.sleep(0.05)
        if not recorder.state().unfolded:
            break
    assert SqlKeyStore(engine).every()[0].spent == 3
    assert recorder.find("a")
    await recorder.close()
    assert [p.name for p in (folder / "journal").iterdir()] == ["lock"]
    engine.dispose()


async def test_a_second_station_on_the_folder_is_refused(folder):
    recorder, engine, _ = await record_on(folder)
    with pytest.raises(StoreError, match="another station"):
        await record_on(folder)
    await recorder.close()
    engine.dispose()
    recorder, engine, _ = await record_on(folder)
    await recorder.close()
    engine.dispose()


async def test_a_database_of_another_master_key_is_refused_and_the_lock_let_go(folder):
    recorder, engine, _ = await record_on(folder)
    await recorder.close()
    (folder / "station.key").write_bytes(b"\x09" * 32)
    for _ in range(2):
        with pytest.raises(StoreError, match="signing key"):
            await record_on(folder)
    engine.dispose()


async def test_an_exchange_without_an_outcome_is_interrupted_at_the_next_start(folder):
    recorder, engine, _ = await record_on(folder)
    await recorder.intend(intent("a", "k"))
    assert recorder.state().open == 1
    await recorder.close()
    engine.dispose()
    recorder, engine, _ = await record_on(folder)
    assert recorder.recovered.interrupted == 1
    assert b'"ending":"interrupted"' in recorder.find("a")
    await recorder.close()
    engine.dispose()


async def test_a_locked_database_delays_folding_and_loses_nothing(folder, caplog):
    recorder, engine, _ = await record_on(folder)
    with writer(engine).begin():
        await recorder.intend(intent("a", "k"))
        await recorder.conclude(receipt("a", "k", 3))
        await asyncio.sleep(0.7)
        assert recorder.state().unfolded == 2
        assert recorder.find("a")
    await recorder.close()
    other = open_database(folder)
    claim(other, "probe", "x")
    other.dispose()
    assert recorder.find("a")
    engine.dispose()


async def test_intents_are_refused_when_the_database_falls_too_far_behind(folder):
    recorder, engine, _ = await record_on(folder)
    recorder._unfolded.extend([None] * module.MOST_UNFOLDED)
    with pytest.raises(StoreError, match="keep up"):
        await recorder.intend(intent("a", "k"))
    recorder._unfolded.clear()
    await recorder.close()
    engine.dispose()


async def test_a_receipt_that_has_no_canonical_form_fails_its_future_and_nothing_else(folder):
    recorder, engine, _ = await record_on(folder)
    odd = dataclasses.replace(receipt("a", "k", 3), model_claimed="\ud800")
    with pytest.raises(StoreError):
        await recorder.conclude(odd)
    huge = dataclasses.replace(receipt("b", "k", 3), usage=Usage(10**30))
    await recorder.conclude(huge)
    await recorder.close()
    engine.dispose()
