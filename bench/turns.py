"""What a new turn costs on a conversation that was seen before: by stage, and over sockets.

usage: python bench/turns.py --data DIR [--memory-only]

DIR/bodies.jsonl holds requests of a coding agent, a value in every 150 bytes: 1 MB of such texts is
the conversation, and each turn adds an answer, a text of 2 KB that it held before and one that it
did not. Rows: every stage of a station in memory, in ms of the processor, the least of many turns,
for a client that writes JSON without spaces (as vendors' do) and for one that writes it with; then
a station as a process of its own with a provider on loopback, wall time of a turn and processor
time of the station. Both garbage collectors are set as a station sets its own. With it what is held
in memory for the conversation, and whether the masked prefix of each turn stayed byte for byte.
Last comes one line of JSON.
"""

import argparse
import gc
import http.client
import json
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "bench"))

from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

from masking import KB, MB, agent_texts, megabyte, pieces
from speed import MORE, PRICED
from stages import ANSWER, InMemory
from workers import cpu_s, family

TURNS = 24
WARM = 4
FORMS = {"compact": (",", ":"), "spaced": (", ", ": ")}


class Conversation:
    """A conversation of 1 MB, and what each turn adds to it."""

    def __init__(self, data: Path) -> None:
        self.parts = agent_texts(data)
        self.old = megabyte(self.parts)

    def turn(self, number: int) -> list[str]:
        """Return the texts that a turn adds: an answer, an old text, a new one with new values."""
        said = "\n".join(pieces(self.parts[7 * number :], KB))
        mail = f"mail user{number}@corp{number}.posthouse.test"
        key = f"key sk-proj-{number:04}aB3dE5gH7jK9mN1p"
        new = f"{mail}, {key}\n{'plain words ' * 160}{number}"
        return [f"answer {number}", f"{said}\n{number}", new]

    def body(self, turns: int, separators: tuple[str, str]) -> bytes:
        """Return the request of a turn."""
        said = [*self.old, *(text for turn in range(turns) for text in self.turn(turn))]
        messages = [
            {"role": "user" if at % 2 == 0 else "assistant", "content": text}
            for at, text in enumerate(said)
        ]
        tree = {"model": "gpt-x", "messages": messages}
        return json.dumps(tree, ensure_ascii=False, separators=separators).encode()


class Clock:
    """Notes the processor time of each step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._last = time.process_time()

    def __call__(self, name: str) -> None:
        self.spent[name] = (time.process_time() - self._last) * 1000
        self._last = time.process_time()


def by_stage(log: Conversation, form: str) -> tuple[dict[str, float], int]:
    """Return the least milliseconds of each step, and turns whose masked prefix changed."""
    station, spent, before, changed = InMemory(), [], b"", 0
    for number in range(TURNS):
        body = log.body(number, FORMS[form])
        if number == WARM:
            gc.collect()
            gc.freeze()
            gc.set_threshold(50_000, 20, 50)
        clock = Clock()
        left = station.ask(body, clock)
        spent.append(clock.spent | {"all stages": sum(clock.spent.values())})
        changed += not left.startswith(before)
        before = left.removesuffix(b"]}")
    gc.unfreeze()
    warm = spent[WARM:]
    return {name: min(one[name] for one in warm) for name in warm[0]}, changed


def held_mb(log: Conversation) -> dict[str, float]:
    """Return what a station holds for the conversation once its request is over, and for turns."""
    station, held = InMemory(), {}
    station.ask(b'{"model":"gpt-x","messages":[]}', Clock())
    bodies = [log.body(number, FORMS["compact"]) for number in range(11)]
    tracemalloc.start()
    for number, body in enumerate(bodies):
        station.ask(body, Clock())
        if number in (0, 10):
            gc.collect()
            held[f"after {number} turns"] = round(tracemalloc.get_traced_memory()[0] / MB, 2)
    tracemalloc.stop()
    return held


def family_ms(pid: int) -> float:
    """Return the processor time of a process and its children so far."""
    return 1000 * sum(map(cpu_s, family(pid)))


def over_sockets(log: Conversation) -> dict[str, float]:
    """Return wall and processor milliseconds of a turn at a station that runs."""
    (ROOT / "bench" / "out").mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=ROOT / "bench" / "out") as folder,
        Upstream(lambda _: as_json(ANSWER)) as provider,
    ):
        channels = channel("stand-in", provider.url)
        with Station(Path(folder), channels, more=MORE + PRICED) as station:
            headers = {"authorization": f"Bearer {station.key}", "content-type": "application/json"}
            line = http.client.HTTPConnection("127.0.0.1", station.port)
            walls, cpu = [], 0.0
            bodies = [log.body(number, FORMS["compact"]) for number in range(2 * TURNS)]
            for number, body in enumerate(bodies):
                if number == WARM:
                    cpu = family_ms(station.process.pid)
                began = time.perf_counter()
                line.request("POST", "/v1/chat/completions", body, headers)
                answer = line.getresponse()
                answer.read()
                assert answer.status == 200, answer.status
                walls.append((time.perf_counter() - began) * 1000)
            cpu = (family_ms(station.process.pid) - cpu) / (len(bodies) - WARM)
    warm = sorted(walls[WARM:])
    return {"first": walls[0], "least": warm[0], "median": statistics.median(warm), "cpu": cpu}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--memory-only", action="store_true", help="no station of its own")
    options = ask.parse_args()
    log = Conversation(options.data)
    rows, changed = {}, {}
    for form in FORMS:
        rows[form], changed[form] = by_stage(log, form)
    print(f"{'a turn on 1 MB of conversation, ms of the processor':52} compact   spaced")
    for name in rows["compact"]:
        print(f"  {name:50} {rows['compact'][name]:7.2f}  {rows['spaced'][name]:7.2f}")
    held = held_mb(log)
    print(f"masked prefixes changed, of {TURNS} turns: {changed}; MB held: {held}")
    wall = {} if options.memory_only else over_sockets(log)
    for name, value in wall.items():
        print(f"  over sockets, {name:36} {value:7.2f} ms")
    print(json.dumps({
        **{f"{form}, ms": {k: round(v, 3) for k, v in of.items()} for form, of in rows.items()},
        "held_mb": held, "prefixes_changed": changed,
        "sockets_ms": {name: round(value, 2) for name, value in wall.items()},
    }))  # fmt: skip


if __name__ == "__main__":
    main()
