"""Looks for names in threads of its own: a tagger computes for milliseconds and more."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from posthouse.model.finding import Finding
from posthouse.privacy.names.finder import Names

THREADS = 2


def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="names")


@dataclass(frozen=True, slots=True)
class NameThreads:
    """A bounded number of threads; texts wait for one in the order they came."""

    pool: ThreadPoolExecutor = field(default_factory=_threads)

    async def __call__(self, names: Names, texts: list[str]) -> Mapping[str, tuple[Finding, ...]]:
        """Return the names of each text; the event loop goes on meanwhile."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self.pool, names.find_all, texts)
        return dict(zip(texts, found, strict=True))
