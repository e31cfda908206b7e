"""What an operator's word does: a new ledger under a name and key of its own, or nothing."""

import asyncio
import json
import shutil

import pytest
from tests.faults.load import intent, receipt
from tests.faults.record import log_on, record_on
from tests.unit.store.test_ledgering import Clock, entries, exchange

from posthouse.model.errors import LedgerStopped, StoreError
from posthouse.store.ledgerstanding import standing
from posthouse.store.logaudit import audit
from posthouse.store.receipts import Receipts
from posthouse.store.resolution import Resolution, ask, asked

NOW = 1_700_000_000_000_000


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


async def run(folder, *names, now_us=None):
    """Record some exchanges in a run of their own."""
    recorder, engine, _ = await record_on(folder, now_us=now_us)
    for name in names:
        await exchange(recorder, name)
    await recorder.close()
    engine.dispose()


def lose_guard(folder):
    (folder.parent / "data.guard").unlink()


def damage_guard(folder):
    path = folder.parent / "data.guard"
    path.write_bytes(path.read_bytes().replace(b"heads", b"heats"))


def lose_ledger(folder):
    shutil.rmtree(folder / "ledger")


def damage_checkpoint(folder):
    path = folder / "ledger" / "checkpoint"
    path.write_bytes(path.read_bytes().replace(b"\n2\n", b"\n3\n"))


def lose_tile(folder):
    shutil.rmtree(folder / "ledger" / "tile" / "0")


def rewind_database(folder):
    import sqlite3

    with sqlite3.connect(folder / "posthouse.db") as connection:
        connection.execute("DELETE FROM receipts WHERE id = 'b'")
        connection.execute("UPDATE marks SET value = value - 2 WHERE name = 'folded'")
    connection.close()


DAMAGES = [lose_guard, damage_guard, lose_ledger, damage_checkpoint, lose_tile, rewind_database]


@pytest.mark.parametrize("damage", DAMAGES)
async def test_after_any_damage_nothing_is_signed_until_it_is_resolved_then_all_goes_on(
    folder, damage
):
    await run(folder, "a", "b", now_us=Clock(NOW))
    damage(folder)
    recorder, engine, _ = await record_on(folder, now_us=Clock(NOW + 1))
    with pytest.raises(LedgerStopped):
        await recorder.intend(intent("c", "k"))
    told = standing(log_on(folder), engine, folder / "journal", NOW + 1)
    assert told.trouble
    assert "resolve" in told.hint
    await recorder.close()
    engine.dispose()

    ask(log_on(folder), Resolution("put right by hand", "cli:me"))
    await run(folder, "c", now_us=Clock(NOW + 5_000_000))
    assert asked(folder) is None
    log = log_on(folder)
    origin = log.files.checkpoint().partition(b"\n")[0].decode()
    assert origin == f"{log.origin}/{NOW // 10**6 + 5}"
    found = entries(folder)
    assert sum(one.get("kind") == "ledger.resolved" for one in found) == 1
    recorder, engine, _ = await record_on(folder, now_us=Clock(NOW + 6_000_000))
    assert audit(log, engine).faults == ()
    assert recorder.find("c")
    await recorder.close()
    kept = [n for n in ("a", "b", "c") if Receipts(engine).find(n)]
    proved = [n for n in kept if Receipts(engine).leaf(n) is not None]
    assert kept == proved == (["a", "c"] if damage is rewind_database else ["a", "b", "c"])
    engine.dispose()


async def test_a_second_resolution_closes_the_second_ledger_too(folder):
    await run(folder, "a", now_us=Clock(NOW))
    for number in (1, 2):
        lose_guard(folder)
        ask(log_on(folder), Resolution(f"loss {number}", "cli:me"))
        await run(folder, f"b{number}", now_us=Clock(NOW + number * 10_000_000))
    assert len(list((folder / "ledger.closed").iterdir())) == 2
    reasons = [one["detail"]["reason"] for one in entries(folder) if "kind" in one]
    assert reasons == ["loss 2"]


async def test_a_word_on_a_ledger_that_is_well_changes_nothing(folder):
    await run(folder, "a", now_us=Clock(NOW))
    ask(log_on(folder), Resolution("for no reason", "cli:me"))
    await run(folder, "b", now_us=Clock(NOW + 1))
    assert asked(folder) is None
    assert [one["receipt"]["id"] for one in entries(folder)] == ["a", "b"]
    assert not (folder / "ledger.closed").exists()


async def test_no_number_of_the_journal_is_used_twice_after_a_rollback(folder, tmp_path):
    await run(folder, "a", now_us=Clock(NOW))
    shutil.copytree(folder, tmp_path / "backup")
    await run(folder, "lost", now_us=Clock(NOW + 1))
    signed = log_on(folder).guard.load().active.seq
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    ask(log_on(folder), Resolution("restored", "cli:me"))
    recorder, engine, _ = await record_on(folder, now_us=Clock(NOW + 10_000_000))
    assert recorder.recovered.appender.last >= signed
    await recorder.conclude(receipt("b", "k", 3))
    await recorder.close()
    engine.dispose()
    assert [h.origin for h in log_on(folder).guard.load().heads] == [
        log_on(folder).origin,
        f"{log_on(folder).origin}/{NOW // 10**6 + 10}",
    ]
    told = json.dumps(entries(folder))
    assert '"restored"' in told


async def test_a_backup_of_a_running_station_loses_nothing_that_only_its_journal_holds(folder):
    recorder, engine, _ = await record_on(folder, now_us=Clock(NOW))
    recorder._folding.cancel()
    await exchange(recorder, "a")
    await recorder._ledger.sequence()
    await exchange(recorder, "b")
    backup = folder.parent / "backup"
    shutil.copytree(folder, backup)
    for name in ("c", "d"):
        await exchange(recorder, name)
    await recorder.close()
    engine.dispose()
    signed = log_on(folder).guard.load().active.seq
    shutil.rmtree(folder)
    shutil.copytree(backup, folder)
    ask(log_on(folder), Resolution("restored while it ran", "cli:me"))
    recorder, engine, _ = await record_on(folder, now_us=Clock(NOW + 10_000_000))
    assert recorder.recovered.appender.last >= signed
    await exchange(recorder, "e")
    await recorder.close()
    assert [n for n in "abcde" if Receipts(engine).find(n)] == ["a", "b", "e"]
    assert [Receipts(engine).leaf(n)[1].index for n in "abe"] == [0, 1, 2]
    assert audit(log_on(folder), engine).faults == ()
    engine.dispose()
    told = [one["receipt"]["id"] for one in entries(folder) if "receipt" in one]
    assert told == ["a", "b", "e"]
    await run(folder, "f", now_us=Clock(NOW + 20_000_000))


async def test_a_flipped_bit_while_it_runs_stops_it_and_a_word_opens_it_anew(folder):
    recorder, engine, _ = await record_on(folder, now_us=Clock(NOW))
    await exchange(recorder, "a")
    await recorder._ledger.sequence()
    (folder / "ledger/tile/entries/000.p/1").write_bytes(b"nothing of the kind")
    await exchange(recorder, "b")
    await recorder._ledger.sequence()
    with pytest.raises(LedgerStopped):
        await recorder.intend(intent("c", "k"))
    ask(log_on(folder), Resolution("a bit flipped", "cli:me"))
    async with asyncio.timeout(20):
        await recorder.renew.wait()
    await recorder.close()
    engine.dispose()
    await run(folder, "c", now_us=Clock(NOW + 10_000_000))
    told = [one["receipt"]["id"] for one in entries(folder) if "receipt" in one]
    assert told == ["a", "b", "c"]


async def test_a_guard_that_cannot_be_written_is_told_with_what_to_do(folder):
    (folder.parent / "data.guard").mkdir(parents=True)
    with pytest.raises(StoreError, match="guard") as caught:
        await record_on(folder)
    assert "ledger.guard_file" in caught.value.hint


async def test_a_ledger_that_cannot_be_written_delays_checkpoints_and_loses_nothing(folder):
    folder.mkdir(mode=0o700)
    (folder / "ledger").write_bytes(b"a file where a folder should be")
    recorder, engine, _ = await record_on(folder)
    await recorder.conclude(receipt("a", "k", 3))
    await recorder._ledger.sequence()
    assert "cannot be written" in recorder.state().trouble
    (folder / "ledger").unlink()
    await recorder.close()
    engine.dispose()
    assert len(entries(folder)) == 1
