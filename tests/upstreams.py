"""A scripted upstream on a real socket: records the bytes it received, answers as it is told.

Runs in a thread of its own, so that plain synchronous tests and real clients can use it.
"""

import asyncio
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import orjson


@dataclass
class Request:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return orjson.loads(self.body)


@dataclass
class Response:
    """What the upstream sends. `chunks` are written one by one, `pause_s` apart.

    `cut`: bytes of the body after which the connection is dropped. `raw`: sent as it is instead.
    """

    status: int = 200
    body: bytes = b""
    chunks: list[bytes] | None = None
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    pause_s: float = 0.0
    delay_s: float = 0.0
    cut: int | None = None
    raw: bytes | None = None
    reset: bool = False


Script = Callable[[Request], Response]


def as_json(value, status: int = 200, **more) -> Response:
    return Response(status, orjson.dumps(value), **more)


def as_events(events: list[bytes], **more) -> Response:
    return Response(200, chunks=events, content_type="text/event-stream", **more)


class Upstream:
    """`with Upstream(script) as up:` serves until the block ends; `up.requests` is what came."""

    def __init__(self, script: Script, *, port: int = 0) -> None:
        self.script = script
        self.requests: list[Request] = []
        self.received = bytearray()
        self.open_connections = 0
        self.dropped_by_client = 0
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        self._thread.start()
        assert self._started.wait(60)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", self._port, limit=2**26, backlog=1024)
        )
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.01))
        self._loop.close()

    async def _serve(self, reader, writer):
        self.open_connections += 1
        try:
            while (request := await self._read(reader)) is not None:
                self.requests.append(request)
                answer = self.script(request)
                if answer.delay_s:
                    await self._wait(reader, answer.delay_s)
                if not await self._write(writer, answer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            self.dropped_by_client += 1
        finally:
            self.open_connections -= 1
            writer.close()

    async def _read(self, reader) -> Request | None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return None
        self.received += head
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {}
        for line in lines:
            if line:
                name, value = line.split(":", 1)
                headers[name.strip().lower()] = value.strip()
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.received += body
        return Request(method, target, headers, body)

    async def _wait(self, reader, delay_s: float) -> None:
        """Let time pass. Raises ConnectionError as soon as the client goes away."""
        end = asyncio.get_running_loop().time() + delay_s
        while (left := end - asyncio.get_running_loop().time()) > 0:
            if reader.at_eof() or reader.exception():
                raise ConnectionResetError
            await asyncio.sleep(min(left, 0.02))

    async def _write(self, writer, answer: Response) -> bool:
        if answer.reset:
            _reset(writer)
            return False
        if answer.raw is not None:
            writer.write(answer.raw)
            await writer.drain()
            return False
        chunks = answer.chunks
        length = (
            "transfer-encoding: chunked"
            if chunks is not None
            else (f"content-length: {len(answer.body)}")
        )
        more = "".join(f"{n}: {v}\r\n" for n, v in answer.headers.items())
        writer.write(
            f"HTTP/1.1 {answer.status} X\r\ncontent-type: {answer.content_type}\r\n"
            f"{more}{length}\r\n\r\n".encode("latin-1")
        )
        if chunks is None:
            writer.write(answer.body[: answer.cut])
            await writer.drain()
            return answer.cut is None
        return await self._stream(writer, answer, chunks)

    async def _stream(self, writer, answer: Response, chunks: list[bytes]) -> bool:
        sent = 0
        for chunk in chunks:
            if answer.cut is not None and sent + len(chunk) > answer.cut:
                await asyncio.sleep(0.02)  # what was sent before is read before
                _reset(writer)
                return False
            writer.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            sent += len(chunk)
            if answer.pause_s:
                await writer.drain()
                await asyncio.sleep(answer.pause_s)
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True


def _reset(writer) -> None:
    """End the connection with a reset, as a process that dies does."""
    plain = writer.get_extra_info("socket")
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
