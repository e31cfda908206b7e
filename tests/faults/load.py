"""A process that records exchanges as fast as it can until it is killed: load.py FOLDER RUN.

Prints `I id` when an intent was acknowledged, `R id` when a receipt was, `E id` when an event was
announced.
"""

import asyncio
import os
import sys
from pathlib import Path

from tests.faults.record import STATION, record_on

from posthouse.model.caller import KeyRecord
from posthouse.model.event import Event
from posthouse.model.record import Destination, Ending, Intent, Receipt
from posthouse.model.usage import MicroUSD, Usage
from posthouse.store.database import writer
from posthouse.store.keys import SqlKeyStore
from posthouse.store.outbox import announce

KEYS = ("key-a", "key-b", "key-c")
WORKERS = 16
RESERVED = MicroUSD(1000)


def intent(name, key):
    return Intent(
        id=name,
        at_us=1,
        key=key,
        project="p",
        dialect="openai_chat",
        operation="generate",
        model="m",
        candidates=("c",),
        came="00",
        reserved=RESERVED,
    )


def receipt(name, key, cost):
    return Receipt(
        id=name,
        station=STATION,
        at_us=1,
        ended_us=2,
        ending=Ending.DELIVERED,
        key=key,
        project="p",
        dialect="openai_chat",
        operation="generate",
        stream=False,
        status=200,
        model_asked="m",
        model_routed="m",
        model_claimed="m",
        came="00",
        left="01",
        returned="02",
        delivered="03",
        destinations=(Destination("c", "upstream.example", 443),),
        masked={},
        unexamined=0,
        rule="default",
        inspections=(),
        usage=Usage(1, 2),
        cost=MicroUSD(cost),
        priced=True,
        software="test",
        reserved=RESERVED,
    )


def say(kind, name):
    os.write(1, f"{kind} {name}\n".encode())


async def work(recorder, run, worker):
    for turn in range(1_000_000):
        name, key = f"{run}-{worker}-{turn}", KEYS[(worker + turn) % len(KEYS)]
        await recorder.intend(intent(name, key))
        say("I", name)
        await asyncio.sleep(0.02 if turn % 7 == worker % 7 else 0.002)
        await recorder.conclude(receipt(name, key, 1 + turn % 900))
        say("R", name)


async def announce_for_ever(engine, run):
    for turn in range(1_000_000):
        name = f"{run}-event-{turn}"
        with writer(engine).begin() as connection:
            announce(connection, Event("key.created", 1, name))
        say("E", name)
        await asyncio.sleep(0.01)


async def main(folder, run):
    recorder, engine, _ = await record_on(folder)
    keys = SqlKeyStore(engine)
    known = {key.id for key in keys.every()}
    for key in KEYS:
        if key not in known:
            keys.add(KeyRecord(key, "p", key, b"\x00" * 32, 0, 2**40))
    works = [work(recorder, run, worker) for worker in range(WORKERS)]
    await asyncio.gather(announce_for_ever(engine, run), *works)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
