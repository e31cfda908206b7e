"""The operator's face, on a listener of its own that never leaves the machine: metrics, health."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from posthouse.server.client import AsgiClient, Receive, Scope, Send
from posthouse.server.metrics import Metrics

_TEXT = (("content-type", "text/plain; version=0.0.4; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class AdminFace:
    """An ASGI application."""

    metrics: Metrics
    ready: Callable[[], bool]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        client = AsgiClient(scope, receive, send, 5.0)
        await client.whole(*self._answer(client.head.path))

    def _answer(self, path: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        self.metrics.ready.set(int(self.ready()))
        if path == "/metrics":
            return 200, _TEXT, self.metrics.page()
        if path == "/healthz":
            return 200, _TEXT, b"ok\n"
        if path == "/readyz":
            ready = self.ready()
            return (200, _TEXT, b"ready\n") if ready else (503, _TEXT, b"draining\n")
        return 404, _TEXT, b"the admin listener serves /metrics, /healthz and /readyz\n"
