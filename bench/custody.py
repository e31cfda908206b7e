"""What custody costs: processor time that receipts and ledger add to a request, receipts a second
through the recorder with the ledger on, and the time to verify a receipt with its proof.

    python bench/custody.py [--seconds 5] [--rounds 3]

Everything runs in this one process, as the record's does, so that its processor time is counted
whole: signing, journal, folding, hashing, tiles. Medians. Prints a table and, as the last line, one
line of JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.faults.load import intent, receipt
from tests.faults.record import log_on, open_folder_with_keys

from posthouse.ledger.proof import verify_proof
from posthouse.ledger.receipt import body_of, verify
from posthouse.store.disk import Disk
from posthouse.store.proofs import LogReader
from posthouse.store.receipts import Receipts, intent_body
from posthouse.store.recorder import Recorder, Recording, open_recorder

AT_ONCE = 64
NEEDED = {"cpu_us_a_request": 120.0, "receipts_a_second": 3_000.0, "verify_ms": 2.0}


async def opened(folder: Path, *, ledger: bool) -> tuple[Recorder, object]:
    engine, signer = open_folder_with_keys(folder)
    log = log_on(folder) if ledger else None
    now = lambda: time.time_ns() // 1000  # noqa: E731
    recording = Recording(folder, engine, signer, "bench", "bench", log, Disk(), now)
    return await open_recorder(recording), engine


async def load(recorder: Recorder, seconds: float, *, receipts: bool) -> tuple[int, float]:
    """Return exchanges and processor seconds; without receipts, intents alone."""
    end = time.perf_counter() + seconds
    done = 0

    async def one(number: int) -> None:
        nonlocal done
        turn = 0
        while time.perf_counter() < end:
            name = f"{number}-{turn}"
            turn += 1
            await recorder.intend_body(name, intent_body(intent(name, "k")))
            if receipts:
                await recorder.conclude_body(body_of(receipt(name, "k", 0)))
            done += 1

    before = time.process_time()
    await asyncio.gather(*(one(n) for n in range(AT_ONCE)))
    spent = time.process_time() - before
    return done, spent


async def run(seconds: float, *, ledger: bool, receipts: bool) -> dict[str, float]:
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as place:
        folder = Path(place) / "data"
        recorder, engine = await opened(folder, ledger=ledger)
        begun = time.perf_counter()
        before = time.process_time()
        done, _ = await load(recorder, seconds, receipts=receipts)
        took = time.perf_counter() - begun
        await recorder.close()
        spent = time.process_time() - before  # folding and sequencing of all that was written
        found = {"rate": done / took, "cpu_us": spent / done * 1e6}
        if ledger and receipts:
            found["verify_ms"] = verified(folder, engine)
        engine.dispose()  # type: ignore[attr-defined]
        return found


def verified(folder: Path, engine: object) -> float:
    """Return milliseconds to verify one receipt with its proof: both signatures and the path."""
    log, receipts = log_on(folder), Receipts(engine)  # type: ignore[arg-type]
    reader, key = LogReader(log, receipts), log.key_of(log.origin)
    _, signer = open_folder_with_keys(folder)
    found = [(receipts.find(f"{n}-0"), reader.proof(f"{n}-0")) for n in range(AT_ONCE)]
    begun = time.perf_counter()
    for sealed, proof in found:
        assert sealed is not None
        assert proof is not None
        verify(sealed, signer.public_key)
        verify_proof(proof, sealed, [key.verifier], log.origin)
    return (time.perf_counter() - begun) / len(found) * 1000


def once(seconds: float) -> dict[str, float]:
    """Return one measurement: intents alone, with receipts, with receipts and ledger."""
    import uvloop

    intents = uvloop.run(run(seconds, ledger=False, receipts=False))
    plain = uvloop.run(run(seconds, ledger=False, receipts=True))
    whole = uvloop.run(run(seconds, ledger=True, receipts=True))
    return {
        "cpu_us_a_request": whole["cpu_us"] - intents["cpu_us"],
        "of_that_the_ledger_us": whole["cpu_us"] - plain["cpu_us"],
        "receipts_a_second": whole["rate"],
        "verify_ms": whole["verify_ms"],
    }


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--seconds", type=float, default=5.0)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    sys.setswitchinterval(0.0001)
    measured = [once(given.seconds) for _ in range(given.rounds)]
    told = {name: round(median(one[name] for one in measured), 3) for name in measured[0]}
    for name, value in told.items():
        sign = "≥" if name == "receipts_a_second" else "≤"
        need = f"   needed {sign} {NEEDED[name]:g}" if name in NEEDED else ""
        print(f"{name:24} {value:>10.1f}{need}")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
