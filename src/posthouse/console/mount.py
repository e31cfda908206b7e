"""The console on the admin listener: loaded when it is first opened, one request, one answer.

Starlette, Jinja2 and the passkey library take a quarter of a station's memory; a station whose
console nobody opens does without them.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol

from posthouse.config.schema import Settings
from posthouse.console.given import Given
from posthouse.model.errors import Refusal
from posthouse.model.event import Event
from posthouse.model.http import Headers, RequestHead
from posthouse.store.database import writer
from posthouse.store.outbox import announce

if TYPE_CHECKING:
    from posthouse.console.app import Console
    from posthouse.console.parts import Parts

LOG = logging.getLogger("posthouse.console")

Application = Callable[[Any, Any, Any], Awaitable[None]]


class Client(Protocol):
    """What the console needs of one request."""

    head: RequestHead

    async def body(self, limit: int) -> bytes:
        """Return the whole body. Raises Refusal."""

    async def whole(self, status: int, headers: Headers, body: bytes) -> None:
        """Send an answer in one piece."""


class Mounted:
    """The console of one data folder."""

    def __init__(self, settings: Settings, given: Given) -> None:
        self._made = lambda: loaded(settings, given)
        self._console: Console | None = None
        self._application: Application | None = None
        self._loading = asyncio.Lock()

    async def __call__(self, client: Client) -> None:
        """Serve one request."""
        console, application = await self._loaded()
        try:
            most = await asyncio.to_thread(console.most, scope_of(client.head))
            body = await client.body(most)
        except Refusal as refusal:
            await client.whole(refusal.status, (), f"{refusal.message}\n".encode())
            return
        await served(application, client, body)

    async def _loaded(self) -> tuple[Console, Application]:
        async with self._loading:
            if self._console is None or self._application is None:
                self._console = await asyncio.to_thread(self._made)
                self._application = self._console.application()
            return self._console, self._application

    async def tell(self) -> None:
        """Put on record how many logins failed, at most once a minute."""
        if self._console is not None:
            tell_failures(self._console.parts)


def loaded(settings: Settings, given: Given) -> Console:
    """Load the console."""
    from posthouse.console.app import Console
    from posthouse.console.pages.every import ROUTES
    from posthouse.console.parts import gathered
    from posthouse.console.render import Renderer

    parts = gathered(settings, given, time.time)
    return Console(parts, ROUTES, Renderer(parts))


def tell_failures(parts: Parts) -> None:
    """Put on record how many logins failed since the last time, as a number alone."""
    now_s = parts.clock()
    failures = parts.throttle.untold(now_s)
    if failures:
        detail = {"failures": str(failures)}
        told = Event("operator.login_failed", int(now_s * 1e6), "console", detail=detail)
        with writer(parts.engine).begin() as connection:
            announce(connection, told)


async def served(app: Application, client: Client, body: bytes) -> None:
    """Let an ASGI application answer one request whose body is whole."""
    status, sent = 500, bytearray()
    headers: Headers = ()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = tuple(
                (n.decode("latin-1"), v.decode("latin-1")) for n, v in message["headers"]
            )
        else:
            sent.extend(message.get("body", b""))

    try:
        await app(scope_of(client.head), receive, send)
    except Exception as error:  # noqa: BLE001  the last resort, logged without content
        LOG.error("console broke", extra={"kind": type(error).__name__})
        status, headers, sent = 500, (), bytearray(b"the console could not do this\n")
    kept = tuple((name, value) for name, value in headers if name != "content-length")
    await client.whole(status, kept, bytes(sent))


def scope_of(head: RequestHead) -> dict[str, Any]:
    """Return the ASGI scope of a request."""
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": head.method,
        "scheme": "http",
        "path": head.path,
        "raw_path": head.path.encode(),
        "query_string": head.query.encode("latin-1"),
        "root_path": "",
        "headers": [(n.encode("latin-1"), v.encode("latin-1")) for n, v in head.headers],
        "client": None,
        "server": None,
    }
