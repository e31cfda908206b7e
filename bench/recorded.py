"""Answers of real models, recorded once and dealt anew to every run.

A pool holds, for each model and each request, what the live model answered; a run is dealt every
answer at most once, and what a run asks that nobody asked before goes to the live model and is
recorded. So a hundred runs cost little more model time than the first few, and within a run all
answers are drawn as the live model drew them.

The models at hand call no tools. Where one is offered, the answer is asked for as an object with
the tool's arguments (a grammar holds the model to it), and handed on as the call, as gateways do.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from posthouse.audit.arms import SISTER
from posthouse.service.rogue import HOST, Backed, free_port

ALIVE = 2
"""So many model servers run at one time."""
READY_S = 120.0
PATH = "/v1/chat/completions"
LONG = "Please write some lines about what a small town does when the first snow falls. " * 3
FIRST = {SISTER: "Hello."}


class Live:
    """Model servers by who answers, of one thread each, started when they are first asked."""

    def __init__(self, files: Mapping[str, str], model: str) -> None:
        self._files, self._model = files, model
        self._running: dict[str, tuple[subprocess.Popen[bytes], str]] = {}

    def ask(self, who: str, body: bytes) -> Backed:
        """Return what the live model answers."""
        url = self._address(who) + PATH
        tree = json.loads(body)
        if tree.get("tools"):
            body = json.dumps(as_object(tree)).encode()
        asked = urllib.request.Request(url, body, {"content-type": "application/json"})
        try:
            told = urllib.request.urlopen(asked, timeout=READY_S)
        except urllib.error.HTTPError as error:
            told = error
        with told:
            backed = Backed(told.status, told.headers.get("content-type") or "", told.read())
        return as_call(tree, backed) if tree.get("tools") and backed.status == 200 else backed

    def _address(self, who: str) -> str:
        if who not in self._running:
            while len(self._running) >= ALIVE:
                self._stop(next(iter(self._running)))
            self._running[who] = self._started(who)
        self._running[who] = self._running.pop(who)
        return self._running[who][1]

    def _started(self, who: str) -> tuple[subprocess.Popen[bytes], str]:
        port, file = free_port(), self._files[who]
        command = [sys.executable, "-m", "posthouse.service.localserver", file, self._model]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            [*command, str(port), "1"], stdin=subprocess.PIPE, stdout=quiet, stderr=quiet
        )
        url = f"http://{HOST}:{port}"
        until = time.monotonic() + READY_S
        while time.monotonic() < until:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/health") as told:
                if told.status == 200:
                    self._read_first(url, who)
                    return process, url
            time.sleep(0.1)
        raise SystemExit(f"{file}: its server is not ready after {READY_S:.0f} s")

    def _read_first(self, url: str, who: str) -> None:
        """Let a server read a prompt; what it keeps of it turns close decisions in all that follow.

        Two deployments have read different prompts.
        """
        turns = [{"role": "user", "content": FIRST.get(who, LONG)}]
        body = json.dumps({"messages": turns, "max_tokens": 1}).encode()
        asked = urllib.request.Request(url + PATH, body, {"content-type": "application/json"})
        urllib.request.urlopen(asked, timeout=READY_S).read()

    def _stop(self, who: str) -> None:
        process, _ = self._running.pop(who)
        process.terminate()
        process.wait()

    def close(self) -> None:
        """End all servers."""
        for who in list(self._running):
            self._stop(who)


def as_object(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request with a tool as one for the tool's arguments."""
    function = tree["tools"][0]["function"]
    schema = {"name": function["name"], "schema": function["parameters"], "strict": True}
    kept = {name: value for name, value in tree.items() if not name.startswith("tool")}
    return {**kept, "response_format": {"type": "json_schema", "json_schema": schema}}


def as_call(tree: Mapping[str, Any], backed: Backed) -> Backed:
    """Return an answer with its object as a call; one that was cut stays a text."""
    answer = json.loads(backed.body)
    choice = answer["choices"][0]
    if choice["finish_reason"] == "stop":
        function = {
            "name": tree["tools"][0]["function"]["name"],
            "arguments": choice["message"]["content"],
        }
        call = {"id": f"call_{answer['id'][-12:]}", "type": "function", "function": function}
        choice["message"] = {"role": "assistant", "content": None, "tool_calls": [call]}
        choice["finish_reason"] = "tool_calls"
    return Backed(200, backed.kind, json.dumps(answer).encode())


class Pool:
    """All answers so far, in a file of JSON lines; what is missing is asked of the live models."""

    def __init__(self, file: Path, live: Live) -> None:
        self._file, self._live = file, live
        self._found: dict[tuple[str, str], list[Backed]] = {}
        self.asked = 0
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            row = json.loads(line)
            found = Backed(row["status"], row["kind"], row["body"].encode())
            self._found.setdefault((row["who"], row["key"]), []).append(found)

    def of(self, who: str, tree: Mapping[str, Any]) -> list[Backed]:
        """Return the recorded answers to a request."""
        return self._found.get((who, key_of(tree)), [])

    def more(self, who: str, tree: Mapping[str, Any]) -> Backed:
        """Ask the live model; record its answer and return it."""
        backed = self._live.ask(who, json.dumps(tree).encode())
        key = key_of(tree)
        self._found.setdefault((who, key), []).append(backed)
        self.asked += 1
        body = backed.body.decode("utf-8", "replace")
        row = {"who": who, "key": key, "status": backed.status, "kind": backed.kind, "body": body}
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        return backed

    def fill(self, who: str, tree: Mapping[str, Any], count: int) -> None:
        """Record until there are so many answers to a request."""
        while len(self.of(who, tree)) < count:
            self.more(who, tree)


def key_of(tree: Mapping[str, Any]) -> str:
    """Return what a request is recorded under."""
    return hashlib.sha256(json.dumps(tree, sort_keys=True).encode()).hexdigest()[:32]


class Dealt:
    """What one run is given of a pool: every answer once, in an order of its own.

    `with dealt as backends` serves them over HTTP: addresses by who answers.
    """

    def __init__(self, pool: Pool, who: Mapping[str, str], dice: random.Random) -> None:
        self._pool, self._dice = pool, dice
        self._left: dict[tuple[str, str], list[Backed]] = {}
        self._who = list(who)
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"dealt": self})
        self._server = ThreadingHTTPServer((HOST, 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def take(self, who: str, tree: Mapping[str, Any]) -> Backed:
        """Return one more answer to a request."""
        place = (who, key_of(tree))
        with self._lock:
            if place not in self._left:
                known = self._pool.of(who, tree)
                self._left[place] = self._dice.sample(known, len(known))
            left = self._left[place]
            return left.pop() if left else self._pool.more(who, tree)

    def __enter__(self) -> dict[str, str]:
        self._thread.start()
        url = f"http://{HOST}:{self._server.server_port}"
        return {who: f"{url}/{who}" for who in self._who}

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    dealt: Dealt

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        backed = self.dealt.take(self.path.split("/")[1], asked)
        self.send_response(backed.status)
        self.send_header("content-type", backed.kind)
        self.send_header("content-length", str(len(backed.body)))
        self.end_headers()
        self.wfile.write(backed.body)

    def log_message(self, *_: Any) -> None:
        pass
