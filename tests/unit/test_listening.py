"""A station takes requests from its first connection on, until it is told to stop."""

import asyncio
import gc

import pytest

from posthouse.daemon.listening import Draining, serve_until


class Slow:
    """A listener that is bound at once, and whose server takes a while to say so."""

    def __init__(self) -> None:
        self.started = self.should_exit = False

    async def listen(self) -> None:
        while not self.should_exit:
            await asyncio.sleep(0.001)


@pytest.fixture(autouse=True)
def memory():
    kept = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*kept)


async def test_what_connects_while_it_starts_is_taken():
    listening, up, stop = Slow(), asyncio.Event(), asyncio.Event()
    draining = Draining(stop)

    async def drain() -> None:
        assert not draining.takes()

    serving = asyncio.create_task(serve_until([listening], draining, drain, up.set))
    await asyncio.sleep(0.03)
    assert (draining(), draining.takes()) == (False, True)
    listening.started = True
    await up.wait()
    assert (draining(), draining.takes()) == (True, True)
    stop.set()
    await serving
    assert (draining(), draining.takes()) == (False, False)


async def test_who_is_told_to_stop_while_it_starts_takes_nothing():
    listening, stop = Slow(), asyncio.Event()
    draining = Draining(stop)

    async def drain() -> None:
        """Nothing is under way."""

    serving = asyncio.create_task(serve_until([listening], draining, drain, lambda: None))
    await asyncio.sleep(0.01)
    stop.set()
    assert not draining.takes()
    listening.started = True
    await serving
    assert not draining.takes()
