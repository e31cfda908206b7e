"""The operator's face, on a listener of its own that never leaves the machine: metrics, health."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from posthouse.server.client import HttpClient

_TEXT = (("content-type", "text/plain; version=0.0.4; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class AdminFace:
    """The application of the admin listener; `metrics` returns the page of all processes."""

    metrics: Callable[[], Awaitable[bytes]]
    ready: Callable[[], bool]

    async def __call__(self, client: HttpClient) -> None:
        """Serve one request."""
        await client.whole(*await self._answer(client.head.path))

    async def _answer(self, path: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        if path == "/metrics":
            return 200, _TEXT, await self.metrics()
        if path == "/healthz":
            return 200, _TEXT, b"ok\n"
        if path == "/readyz":
            ready = self.ready()
            return (200, _TEXT, b"ready\n") if ready else (503, _TEXT, b"draining\n")
        return 404, _TEXT, b"the admin listener serves /metrics, /healthz and /readyz\n"
