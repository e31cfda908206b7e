"""Honest audits by the hundred: recorded answers of real models, replayed over HTTP.

    python bench/replays.py REFERENCE.json [--runs 200]

REFERENCE.json is what `bench/arms.py --reference` kept: answers of the claimed model and of its
sister, recorded over HTTP from live servers. For each run they are dealt anew: a part becomes the
reference, the rest stands behind the rogue relay (A0: the relay is honest; A11: it routes between
both servers in turn), and is audited over HTTP. So every run is honest by construction; what it
cannot show is how a live server differs from hour to hour (for that, `bench/arms.py --honest`).
Prints a line for each arm, and last one line of JSON.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec

from posthouse.audit.arms import ARMS, CLAIMED, SISTER
from posthouse.audit.evidence import ReferenceFile
from posthouse.cli.auditasking import Test
from posthouse.cli.messages import Language
from posthouse.cli.rehearsal import Stage, audited
from posthouse.cli.terminal import Terminal

HELD = 0.6
"""The part of the answers that becomes the reference."""


class Replayed:
    """`with Replayed(answers) as url:` gives recorded answers to their prompts, each once."""

    def __init__(self, answers: Mapping[str, Sequence[str]]) -> None:
        self.left = {prompt: list(found) for prompt, found in answers.items()}
        handler = type("Handler", (_Handler,), {"replayed": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    replayed: Replayed

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        left = self.replayed.left[asked["messages"][-1]["content"]]
        message = {"role": "assistant", "content": left.pop() if left else ""}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = json.dumps({"id": "replayed", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def dealt(
    reference: ReferenceFile, sides: Sequence[str], dice: random.Random
) -> tuple[ReferenceFile, list[dict[str, list[str]]]]:
    """Return a reference of a part of the answers, and by prompt what each side has left."""
    held: dict[str, tuple[str, ...]] = {}
    left: list[dict[str, list[str]]] = [{} for _ in sides]
    for cell in reference.cells:
        answers = reference.answers[cell.name]
        parts = [answers[: len(answers) // 2], answers[len(answers) // 2 :]]
        kept: list[str] = []
        for side, part in zip(left, parts, strict=False):
            order = dice.sample(part, len(part))
            cut = int(HELD * len(order))
            kept += order[:cut]
            side[cell.prompt] = order[cut:]
        held[cell.name] = tuple(kept)
    return msgspec.structs.replace(reference, answers=held, probes=(), drift=0.0), left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--max", type=int, default=Test().max)
    options = parser.parse_args()
    quiet = Terminal(Language.EN, io.StringIO(), io.StringIO())
    whole = msgspec.json.decode(options.reference.read_bytes(), type=ReferenceFile)
    told = {}
    for name, sides in (("A0", (CLAIMED,)), ("A11", (CLAIMED, SISTER))):
        accused, smallest = 0, 1.0
        for run in range(options.runs):
            reference, left = dealt(whole, sides, random.Random(f"{name} {run}"))
            servers = [Replayed(answers) for answers in left]
            with servers[0] as one, servers[-1] if len(servers) > 1 else Replayed({}) as two:
                backends = dict(zip(sides, (one, two), strict=False))
                stage = Stage(backends, reference, Test(max=options.max))
                row = audited(quiet, ARMS[name], stage)
            accused += row["word"] in ("changed", "identified-as")
            smallest = min(smallest, row["p"])
            if (run + 1) % 20 == 0:
                print(
                    f"{name:6}{run + 1:>6} runs{accused:>4} accused  least p {smallest:.5f}",
                    flush=True,
                )
        told[name] = {"runs": options.runs, "accused": accused, "least_p": smallest}
    print(json.dumps({"bench": "replays", **told}))


if __name__ == "__main__":
    main()
