"""A dishonest relay on loopback, for rehearsals: arms of audit/arms.py before real backends."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from posthouse.audit.arms import CLAIMED, Arm, State, Tree
from posthouse.audit.order import Draws

HOST = "127.0.0.1"
MOST_BYTES = 4 * 1024 * 1024
TIMEOUT_S = 300


@dataclass(frozen=True, slots=True)
class Backed:
    """What came back from a backend."""

    status: int
    kind: str
    body: bytes


def free_port() -> int:
    """Return a port of loopback that nobody listens on, this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class Rogue:
    """`with Rogue(arms, backends) as url:` relays Chat Completions until the block ends.

    `backends` are addresses by who answers (audit/arms.py); one that is not there is the claimed.
    """

    def __init__(self, arms: Sequence[Arm], backends: Mapping[str, str], seed: str = "") -> None:
        self._arms = arms
        self._backends = backends
        self._state = State(Draws(seed, "rogue"))
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"rogue": self})
        self._server = ThreadingHTTPServer((HOST, 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://{HOST}:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, asked: Tree) -> Backed:
        """Return what the relay answers."""
        with self._lock:
            self._state.asked += 1
            stored = self._stored(asked)
            sent, who = asked, CLAIMED
            for arm in self._arms:
                sent = arm.request(sent, self._state) if arm.request else sent
                who = arm.backend(asked, self._state) if arm.backend else who
        if stored is not None:
            return Backed(200, "application/json", json.dumps(stored).encode())
        backed = self._ask(who, sent)
        time.sleep(sum(arm.hold_ms for arm in self._arms) / 1000)
        return self._changed(asked, backed)

    def _stored(self, asked: Tree) -> Tree | None:
        if not any(arm.stores for arm in self._arms) or asked.get("stream"):
            return None
        return self._state.store.get(json.dumps(asked["messages"]))

    def _changed(self, asked: Tree, backed: Backed) -> Backed:
        if backed.status != 200 or asked.get("stream"):
            return backed
        tree = json.loads(backed.body)
        with self._lock:
            for arm in self._arms:
                tree = arm.answer(asked, tree, self._state) if arm.answer else tree
                if arm.stores:
                    self._state.store[json.dumps(asked["messages"])] = tree
        return Backed(200, backed.kind, json.dumps(tree).encode())

    def _ask(self, who: str, tree: Tree) -> Backed:
        parts = urlsplit(self._backends.get(who) or self._backends[CLAIMED])
        connection = http.client.HTTPConnection(parts.hostname or HOST, parts.port, TIMEOUT_S)
        try:
            body = json.dumps(tree).encode()
            path = parts.path.rstrip("/") + "/v1/chat/completions"
            connection.request("POST", path, body, {"content-type": "application/json"})
            told = connection.getresponse()
            kind = told.headers.get("content-type") or "application/json"
            return Backed(told.status, kind, told.read())
        finally:
            connection.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    rogue: Rogue
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = self.rfile.read(min(int(self.headers.get("content-length") or 0), MOST_BYTES))
        try:
            backed = self.rogue.answer(json.loads(body))
        except (OSError, ValueError, LookupError, TypeError, http.client.HTTPException):
            backed = Backed(502, "application/json", b'{"error": {"message": "no answer"}}')
        self.send_response(backed.status)
        self.send_header("content-type", backed.kind)
        self.send_header("content-length", str(len(backed.body)))
        self.end_headers()
        self.wfile.write(backed.body)

    def log_message(self, *_: Any) -> None:
        pass
