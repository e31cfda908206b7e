"""The operator's face, on a listener of its own: metrics, health, and all else is the console's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from posthouse.server.client import HttpClient

OWN = frozenset({"/metrics", "/healthz", "/readyz"})

_TEXT = (("content-type", "text/plain; version=0.0.4; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class AdminFace:
    """The application of the admin listener; `metrics` returns the page of all processes.

    `console` answers every other path; None where the settings leave it out.
    """

    metrics: Callable[[], Awaitable[bytes]]
    ready: Callable[[], bool]
    console: Callable[[HttpClient], Awaitable[None]] | None = None

    async def __call__(self, client: HttpClient) -> None:
        """Serve one request."""
        path = client.head.path
        if self.console is not None and path not in OWN:
            await self.console(client)
        else:
            await client.whole(*await self._answer(path))

    async def _answer(self, path: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        if path == "/metrics":
            return 200, _TEXT, await self.metrics()
        if path == "/healthz":
            return 200, _TEXT, b"ok\n"
        if path == "/readyz":
            ready = self.ready()
            return (200, _TEXT, b"ready\n") if ready else (503, _TEXT, b"draining\n")
        return 404, _TEXT, b"the admin listener serves /metrics, /healthz and /readyz\n"
