"""Searches long texts in a thread of its own, so that the event loop goes on.

Another does half of the scanning, which is most of the work where little is found.

Requests take turns, some texts each; those of one key follow one another. One that takes longer
than it may is refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import thread_time
from weakref import WeakKeyDictionary

from posthouse.exchange.searching import Search
from posthouse.model.errors import TooLarge
from posthouse.model.finding import Finding
from posthouse.privacy.detect import Detector

TURN = 256 * 1024
"""Characters of a request that are searched before another has its turn."""

Found = list[tuple[Finding, ...]]


def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="search")


def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="scan")


@dataclass(slots=True)
class SearchThread:
    """One thread, with detectors of its own; `clock` tells the seconds it has computed."""

    clock: Callable[[], float] = thread_time
    pool: ThreadPoolExecutor = field(default_factory=_thread)
    beside: ThreadPoolExecutor = field(default_factory=_beside)
    _twins: WeakKeyDictionary[Detector, Detector] = field(default_factory=WeakKeyDictionary)
    _keys: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def __call__(self, search: Search) -> Mapping[str, tuple[Finding, ...]]:
        """Return the findings of each text. Raises TooLarge."""
        loop = asyncio.get_running_loop()
        told: dict[str, tuple[Finding, ...]] = {}
        spent = 0.0
        async with self._turn(search.key):
            for texts in turns(search.texts):
                look = (search, texts, spent)
                found, spent = await loop.run_in_executor(self.pool, self._look, *look)
                told.update(zip(texts, found, strict=True))
        return told

    def _look(self, search: Search, texts: Sequence[str], spent: float) -> tuple[Found, float]:
        """Search some texts, in the thread; return what was found, and the time spent by then."""
        twin = self._twins.get(search.detector)
        if twin is None:
            twin = self._twins[search.detector] = search.detector.twin(self.beside)
        began = self.clock()

        def patient() -> None:
            if spent + self.clock() - began > search.most_s:
                raise TooLarge(
                    "expected texts that are searched for values within "
                    f"{search.most_s:g} s, found some that take longer",
                    code="search_too_long",
                    hint="send less at once, or let the operator raise privacy.search_s",
                )

        patient()
        found = twin.find_all(texts, patient)
        return found, spent + self.clock() - began

    @asynccontextmanager
    async def _turn(self, key: str) -> AsyncIterator[None]:
        """Wait until no other request of the key is searched."""
        lock = self._keys.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                yield
        finally:
            if not lock.locked():
                self._keys.pop(key, None)


def turns(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield texts by as many as are searched in a turn."""
    some: list[str] = []
    size = 0
    for text in texts:
        if some and size + len(text) > TURN:
            yield some
            some, size = [], 0
        some.append(text)
        size += len(text)
    if some:
        yield some
