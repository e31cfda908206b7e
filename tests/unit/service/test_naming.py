"""Names are looked for in a thread, so that the loop goes on meanwhile."""

import asyncio
import threading

from tests.names import Words

from posthouse.model.finding import Finding
from posthouse.privacy.names.finder import Names
from posthouse.service.naming import NameThreads


class Waiting(Words):
    """Finds nothing until it is let go."""

    go = threading.Event()

    def tag(self, texts: list[str]) -> list[list[Finding]]:
        assert self.go.wait(30)
        return super().tag(texts)


async def test_the_loop_goes_on_while_a_tagger_computes() -> None:
    tagger = Waiting(["张伟"])
    task = asyncio.create_task(NameThreads()(Names(tagger), ["请转告张伟", "好"]))
    await asyncio.sleep(0.05)
    assert not task.done()
    tagger.go.set()
    told = await task
    assert told["好"] == ()
    assert told["请转告张伟"][0].start == 3
