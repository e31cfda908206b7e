"""The record's process from the station's side: a real process, really killed."""

import asyncio
import json
import signal

import pytest

from posthouse.ledger.receipt import verify
from posthouse.model.caller import KeyRecord
from posthouse.model.errors import StoreError
from posthouse.model.record import Ending, Intent, Receipt
from posthouse.model.usage import MicroUSD, Usage
from posthouse.store.keyfile import open_folder, open_keyring
from posthouse.store.remote import start_recorder
from posthouse.vault.signer import Ed25519Signer

KEY = KeyRecord("k", "p", "n", b"", 0, 2**40)


def intent(name):
    return Intent(
        name, 1, "k", "p", "openai_chat", "generate", "m", ("c",), "", MicroUSD(7)
    )  # fmt: skip


def receipt(name, **more):
    return Receipt(
        id=name, station="s", at_us=1, ended_us=2, ending=Ending.DELIVERED, key="k", project="p",
        dialect="openai_chat", operation="generate", stream=False, status=200, model_asked="m",
        model_routed="m", model_claimed="m", came="", left="", returned="", delivered="",
        destinations=(), masked={"EMAIL": 1}, unexamined=0, rule="default/mask", inspections=(),
        usage=Usage(1, 2), cost=MicroUSD(5), priced=True, software="v", **more,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    data = tmp_path / "data"
    open_folder(data)
    return data


def public_key(folder):
    keyring = open_keyring(folder)
    return Ed25519Signer(keyring.signing_seed()).public_key


async def test_what_is_concluded_is_found_signed_at_once_and_after_a_restart(folder):
    recorder = await start_recorder(folder, "v")
    await recorder.intend(intent("a"), KEY, 0.0)
    await recorder.conclude(receipt("a"))
    sealed = await recorder.find("a")
    assert verify(sealed, public_key(folder))["masked"] == {"EMAIL": 1}
    assert await recorder.find("b") is None
    await recorder.close()
    again = await start_recorder(folder, "v")
    assert await again.find("a") == sealed
    await again.close()


async def test_an_intent_without_an_end_is_closed_by_the_next_start(folder):
    recorder = await start_recorder(folder, "v")
    await recorder.intend(intent("a"), KEY, 0.0)
    await recorder.close()
    again = await start_recorder(folder, "v")
    told = json.loads(await again.find("a"))["receipt"]
    assert (told["ending"], told["cost"]) == ("interrupted", 7)
    await again.close()


async def test_when_the_process_dies_what_waits_fails_and_it_is_started_again(folder):
    recorder = await start_recorder(folder, "v")
    recorder._process.child.process.kill()
    with pytest.raises(StoreError):
        await asyncio.gather(*(recorder.intend(intent(f"n{n}"), KEY, 0.0) for n in range(200)))
    async with asyncio.timeout(20):
        while True:
            try:
                await recorder.conclude(receipt("later"))
                break
            except StoreError:
                await asyncio.sleep(0.05)
    assert await recorder.find("later")
    await recorder.close()


async def test_a_disk_that_hangs_is_given_up_and_serves_again_when_it_answers(folder):
    recorder = await start_recorder(folder, "v")
    recorder._process.child.signal(signal.SIGSTOP)
    with pytest.raises(StoreError, match="within"):
        async with asyncio.timeout(8):
            await recorder.intend(intent("a"), KEY, 0.0)
    recorder._process.child.signal(signal.SIGCONT)
    await recorder.intend(intent("b"), KEY, 0.0)
    await recorder.close()


async def test_a_receipt_that_cannot_be_written_fails_alone(folder):
    recorder = await start_recorder(folder, "v")
    with pytest.raises(StoreError):
        await recorder.conclude(receipt("a", refusal="\ud800"))
    await recorder.conclude(receipt("b"))
    await recorder.close()


async def test_a_second_station_is_told_that_the_folder_is_taken(folder, monkeypatch):
    recorder = await start_recorder(folder, "v")
    with pytest.raises(StoreError, match="another station"):
        await start_recorder(folder, "v")
    await recorder.close()
