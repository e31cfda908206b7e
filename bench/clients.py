"""Clients and servers side by side on loopback: what a request costs each of them.

    python bench/clients.py clients     aiohttp, pyreqwest and ours against one stand-in
    python bench/clients.py servers     uvicorn, Granian RSGI and aiohttp under wrk; each reads
                                        the body and turns the loop once before it answers

A candidate that is not installed is left out. Rounds are interleaved and the median is printed;
only ratios within one run count. docs/decisions/0002 tells what was decided from the figures.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import uvloop

ROUNDS = 5
EVENT = b'data: {"choices":[{"index":0,"delta":{"content":"token "},"finish_reason":null}]}\n\n'
EVENTS = 200
BODY = json.dumps({"model": "m", "messages": [{"role": "user", "content": "hello " * 20}]}).encode()
HEADERS = (("content-type", "application/json"), ("authorization", "Bearer none"))
PORT = 8799

Ask = Callable[[str], Awaitable[int]]


class StandIn(asyncio.Protocol):
    """Answers /plain with 300 bytes and /stream with an event every time the loop turns."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.loop = asyncio.get_running_loop()
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        size = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if not found or len(rest) < int(size[1] if size else 0):
            return
        self.buffer = b""
        kind = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
        if b" /plain " in head:
            self.transport.write(kind + b"content-length: 300\r\n\r\n" + b"x" * 300)
            return
        self.transport.write(kind + b"transfer-encoding: chunked\r\n\r\n")
        self.stream(EVENTS)

    def stream(self, left: int) -> None:
        if left:
            self.transport.write(b"%x\r\n%s\r\n" % (len(EVENT), EVENT))
            self.loop.call_soon(self.stream, left - 1)
        else:
            self.transport.write(b"0\r\n\r\n")


async def stand_in() -> None:
    server = await asyncio.get_running_loop().create_server(StandIn, "127.0.0.1", PORT)
    await server.serve_forever()


@asynccontextmanager
async def ours() -> AsyncIterator[Ask]:
    from posthouse.model.channel import Address, Channel
    from posthouse.model.secret import Secret
    from posthouse.net.upstream import HttpUpstream

    address = Address("http", "127.0.0.1", PORT)
    channel = Channel("bench", address, frozenset(), Secret(""))
    client = HttpUpstream()

    async def ask(path: str) -> int:
        answer = await client.call(channel, path, HEADERS, BODY)
        size = 0
        async for chunk in answer.chunks():
            size += len(chunk)
        await answer.close()
        return size

    yield ask
    await client.close()


@asynccontextmanager
async def with_aiohttp() -> AsyncIterator[Ask]:
    import aiohttp

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, auto_decompress=False) as session:

        async def ask(path: str) -> int:
            url, size = f"http://127.0.0.1:{PORT}{path}", 0
            async with session.post(url, data=BODY, headers=dict(HEADERS)) as answer:
                async for chunk in answer.content.iter_any():
                    size += len(chunk)
            return size

        yield ask


@asynccontextmanager
async def with_pyreqwest() -> AsyncIterator[Ask]:
    from pyreqwest.client import ClientBuilder

    async with ClientBuilder().no_proxy().build() as client:

        async def ask(path: str) -> int:
            request = client.post(f"http://127.0.0.1:{PORT}{path}").headers(dict(HEADERS))
            size = 0
            async with request.body_bytes(BODY).build_streamed() as answer:
                while chunk := await answer.body_reader.read_chunk():
                    size += len(chunk)
            return size

        yield ask


CLIENTS = {"ours": ours, "aiohttp": with_aiohttp, "pyreqwest": with_pyreqwest}


async def burst(ask: Ask, path: str, number: int, width: int) -> tuple[float, float]:
    """Return wall and CPU seconds (of this process, all its threads) of `number` requests."""

    async def some(count: int) -> None:
        for _ in range(count):
            await ask(path)

    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*[some(number // width) for _ in range(width)])
    return time.perf_counter() - wall, time.process_time() - cpu


async def measure_clients() -> None:
    cases = [("/plain", 4000, 1), ("/plain", 8000, 32), ("/stream", 60, 1), ("/stream", 128, 32)]
    seen: dict[tuple[str, str, int], list[tuple[float, float]]] = {}
    async with AsyncExitStack() as stack:
        installed = [n for n in CLIENTS if n == "ours" or importlib.util.find_spec(n)]
        asks = {n: await stack.enter_async_context(CLIENTS[n]()) for n in installed}
        for _ in range(ROUNDS + 1):  # the first warms up
            for path, number, width in cases:
                for name, ask in asks.items():
                    took = await burst(ask, path, number, width)
                    rates = (took[0] / number * 1e6, took[1] / number * 1e6)
                    seen.setdefault((path, name, width), []).append(rates)
    for (path, name, width), rounds in sorted(seen.items()):
        wall = statistics.median(r[0] for r in rounds[1:])
        cpu = statistics.median(r[1] for r in rounds[1:])
        print(f"{path:8} c{width:<3} {name:10} {wall:9.1f} µs {cpu:9.1f} µs CPU a request")


UVICORN = """
import asyncio, uvicorn
PLAIN = [(b"content-type", b"application/json"), (b"content-length", b"300")]
EVENTS = [(b"content-type", b"text/event-stream")]
async def app(scope, receive, send):
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message["body"]
        if not message["more_body"]:
            break
    await asyncio.sleep(0)
    if scope["path"] == "/plain":
        await send({"type": "http.response.start", "status": 200, "headers": PLAIN})
        await send({"type": "http.response.body", "body": b"x" * 300})
        return
    await send({"type": "http.response.start", "status": 200, "headers": EVENTS})
    for _ in range(50):
        await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b"e" * 90, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
uvicorn.run(app, port=PORT, loop="uvloop", http="httptools", access_log=False, log_level="error",
            lifespan="off", server_header=False, date_header=False)
"""
GRANIAN = """
import asyncio, uvloop
from granian.server.embed import Server
PLAIN = [("content-type", "application/json"), ("content-length", "300")]
EVENTS = [("content-type", "text/event-stream")]
async def app(scope, protocol):
    body = await protocol()
    await asyncio.sleep(0)
    if scope.path == "/plain":
        protocol.response_bytes(200, PLAIN, b"x" * 300)
        return
    stream = protocol.response_stream(200, EVENTS)
    for _ in range(50):
        await asyncio.sleep(0)
        await stream.send_bytes(b"e" * 90)
uvloop.run(Server(app, port=PORT, interface="rsgi", log_enabled=False).serve())
"""
AIOHTTP = """
import asyncio, uvloop
from aiohttp import web
async def app(request):
    body = await request.read()
    await asyncio.sleep(0)
    if request.path == "/plain":
        return web.Response(body=b"x" * 300, content_type="application/json")
    answer = web.StreamResponse(headers={"content-type": "text/event-stream"})
    await answer.prepare(request)
    for _ in range(50):
        await asyncio.sleep(0)
        await answer.write(b"e" * 90)
    await answer.write_eof()
    return answer
async def main():
    await asyncio.get_running_loop().create_server(web.Server(app), "127.0.0.1", PORT)
    await asyncio.Event().wait()
uvloop.run(main())
"""
SERVERS = {"uvicorn": UVICORN, "granian": GRANIAN, "aiohttp": AIOHTTP}


def ticks(pid: int) -> int:
    """Return the CPU ticks (10 ms) that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def wrk(path: str, width: int, script: str, pid: int) -> tuple[float, float, float]:
    """Return requests/s, p50 in µs and CPU µs a request of the server, all its threads."""
    url = f"http://127.0.0.1:{PORT}{path}"
    command = ["wrk", "-t1", f"-c{width}", "-d2s", "--latency", "-s", script, url]
    before = ticks(pid)
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = (ticks(pid) - before) * 1e4
    half = re.search(r"50%\s+([\d.]+)(us|ms)", told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    count = re.search(r"(\d+) requests in", told)
    if not (half and rate and count) or "Non-2xx" in told:
        raise SystemExit(told)
    scale = 1000 if half[2] == "ms" else 1
    return float(rate[1]), float(half[1]) * scale, used / int(count[1])


def measure_servers() -> None:
    seen: dict[tuple[str, int, str], list[tuple[float, float, float]]] = {}
    cases = [(path, width) for path in ("/plain", "/stream") for width in (1, 32)]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        body = BODY.decode().replace('"', '\\"')
        script.write(f'wrk.method = "POST"\nwrk.body = "{body}"\n')
        script.write('wrk.headers["content-type"] = "application/json"\n')
        script.flush()
        for name in [n for _ in range(3) for n in SERVERS if importlib.util.find_spec(n)]:
            code = SERVERS[name].replace("PORT", str(PORT))
            server = subprocess.Popen([sys.executable, "-c", code])
            time.sleep(1.5)
            for path, width in cases:
                took = wrk(path, width, script.name, server.pid)
                seen.setdefault((path, width, name), []).append(took)
            server.terminate()
            server.wait()
    for (path, width, name), rounds in sorted(seen.items()):
        rate, half, cpu = (statistics.median(r[i] for r in rounds) for i in range(3))
        print(f"{path:8} c{width:<3} {name:8} {rate:7.0f} /s  p50 {half:6.0f} µs {cpu:7.1f} µs CPU")


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "clients"
    if what == "stand-in":
        uvloop.run(stand_in())
    elif what == "servers" and shutil.which("wrk"):
        measure_servers()
    else:
        server = subprocess.Popen([sys.executable, __file__, "stand-in"])
        time.sleep(0.7)
        try:
            uvloop.run(measure_clients())
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
