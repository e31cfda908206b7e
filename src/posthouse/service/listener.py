"""The canaries' listener: answers nothing, and tells which canary a request holds.

It reads a bounded part of each request, keeps its digest alone, and answers 404 to everything, so
that whoever asks learns nothing.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, TCPServer
from typing import Any

from posthouse.audit.canary import tokens

MOST_BYTES = 64 * 1024
TIMEOUT_S = 10.0

Told = Callable[[str, str, str], None]
"""Takes a request's text, the address it came from, and its digest."""


class Serving:
    """A server in a thread of its own: `with Serving(server) as port:` until the block ends."""

    def __init__(self, server: TCPServer) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, daemon=True)

    def __enter__(self) -> int:
        self._thread.start()
        return int(self._server.socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Listener(Serving):
    """`with Listener(host, port, told) as port:` listens until the block ends."""

    def __init__(self, host: str, port: int, told: Told) -> None:
        super().__init__(_Server((host, port), hearing(_Handler, told)))


def hearing(handler: type[BaseRequestHandler], told: Told) -> type[BaseRequestHandler]:
    """Return a handler that tells whom it is given to tell."""
    return type("Handler", (handler,), {"told": staticmethod(told)})


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    told: Told
    timeout = TIMEOUT_S
    protocol_version = "HTTP/1.0"
    server_version, sys_version = "", ""

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._any
        raise AttributeError(name)

    def _any(self) -> None:
        length = self.headers.get("content-length") or "0"
        body = self.rfile.read(min(int(length), MOST_BYTES)) if length.isdigit() else b""
        heads = "".join(f"{name}: {value}\n" for name, value in self.headers.items())
        seen = f"{self.requestline}\n{heads}\n{body.decode('utf-8', 'replace')}"
        if tokens(seen):
            self.told(seen, self.client_address[0], hashlib.sha256(seen.encode()).hexdigest())
        self.send_response(404)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass
