"""How long masking takes, and whether what was masked once is masked the same ever after.

usage: python bench/masking.py --data DIR [--lanes] [--detectors]

DIR/bodies.jsonl holds requests of a coding agent, a value in every 150 bytes; clean.jsonl texts
without any; code is that of Python's own library. Rows: a 2 KB request of either, or with four
invented values, 1 MB that was never seen (dense; code; mixed: code and prose by turns, an invented
value in every 4 KB), 1 MB seen before with a new turn of 2 KB, the guard of what was seen before,
block typing of 1 MB, restoring a delta of a stream, the prefix of a log of 50 turns (another
replica, after a restart). With --lanes what hyperscan takes for each lane of triggers. With
--detectors every rule alone on texts that are nothing but its examples and its near misses: the
slowest, and those whose time grows faster than the text. Times are of the processor, the best of
several; "by the clock" is what passes where another thread scans beside, as in a station. Last
comes one line of JSON.
"""

import argparse
import json
import sysconfig
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from posthouse.model.finding import NAMES
from posthouse.privacy.blocks import segments
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.escapes import Layer
from posthouse.privacy.mapping import Mapping
from posthouse.privacy.mask import mask
from posthouse.privacy.memo import Memo
from posthouse.privacy.minted import Memory, Minted
from posthouse.privacy.propagate import beginning, stands
from posthouse.privacy.restore import Restorer
from posthouse.privacy.rules import Rule, made_up
from posthouse.privacy.scan import Lanes, Scanner, database, in_lanes
from posthouse.privacy.token import Minter

KB, MB = 2048, 1_000_000
BLOCK = 4096
ROUNDS = 5
INVENTED = (
    "mail ann.lee{n}@posthouse.test about it",
    "电话 1391234{n}，请回电",
    "export DB_PASSWORD=Kq7w{n}xRz2p",
    "ssh deploy@10.31.4.7 -p {n}",
    "call +44 20 7946 {n} after nine",
    'api_key = "vK3n{n}QzR8tWm2Xc7LpY5Hd"',
)
KEY = b"k" * 32


def texts(tree) -> list[str]:
    """Return every string value of a body."""
    if isinstance(tree, dict):
        return [text for value in tree.values() for text in texts(value)]
    if isinstance(tree, list):
        return [text for value in tree for text in texts(value)]
    return [tree] if isinstance(tree, str) else []


def agent_texts(data: Path) -> list[str]:
    """Return the texts of a coding agent's requests, each once."""
    with (data / "bodies.jsonl").open(encoding="utf-8") as lines:
        parts = [part for line in lines for part in texts(json.loads(line)["body"])]
    return list(dict.fromkeys(part for part in parts if part.strip()))


def clean_texts(data: Path) -> list[str]:
    """Return texts without any value."""
    with (data / "clean.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def milliseconds(
    act: Callable[[], object], rounds: int = ROUNDS, clock: Callable[[], float] = time.process_time
) -> float:
    best = float("inf")
    for _ in range(rounds):
        began = clock()
        act()
        best = min(best, clock() - began)
    return best * 1000


class Masker:
    """What a station does with the texts of a request: one detector, its memory, one key."""

    def __init__(self, detector: Detector) -> None:
        self.detector = detector
        self.memo = Memo(KEY)
        self.minted = Minted()
        self.minter = Minter(KEY, "B")

    def masked(self, parts: list[str]) -> tuple[list[str], Mapping, list[int]]:
        digests = self.memo.digests(parts)
        found = self.memo.find_all(self.detector, parts, digests)
        found = self.memo.spread(parts, found, digests=digests)
        memory = Memory(self.minted, digests)
        return *mask(parts, found, self.minter, memory=memory), memory.new

    def __call__(self, parts: list[str]) -> list[str]:
        return self.masked(parts)[0]


def guarded(masked: list[str], mapping: Mapping, new: list[int]) -> bool:
    """Search what leaves for masked values, as the guard does where none of them is new."""
    others = [masked[index] for index in new]
    return stands(mapping.values(without=NAMES, begun=beginning(others)), others)


def code(size: int) -> list[str]:
    """Return the source of Python's own library, a text a file."""
    files = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))
    return pieces([path.read_text("utf-8", "replace") for path in files], size)


def pieces(parts: list[str], size: int) -> list[str]:
    """Return texts of a size together, each cut where it must be."""
    taken, left = [], size
    for part in parts:
        if left <= 0:
            break
        taken.append(part[:left])
        left -= len(taken[-1].encode())
    return taken


def megabyte(parts: list[str]) -> list[str]:
    """Return a megabyte of these texts, those that come again with a line more."""
    return pieces([*parts, *(part + "\n" for part in parts)], MB)


def with_few(clean: list[str], values: int = 4) -> list[list[str]]:
    """Return requests of 2 KB of prose and code with a few invented values in each."""
    whole, step = "\n".join(clean).encode(), KB // values
    requests = []
    for at in range(0, len(whole) - KB, len(whole) // 40):
        parts = []
        for number in range(values):
            value = INVENTED[(at + number) % len(INVENTED)].format(n=1000 + at % 8999)
            room = step - len(value.encode()) - 2
            cut = whole[at + number * step : at + number * step + room]
            parts.append(f"{cut.decode('utf-8', 'ignore')}\n{value}\n")
        requests.append(["".join(parts)])
    return requests


def mixed(clean: list[str], size: int) -> list[str]:
    """Return texts of code and prose by turns, with an invented value in every 4 KB."""
    whole = "\n".join(clean).encode()
    sources = (whole * (size // len(whole) + 1), "\n".join(code(size)).encode())
    blocks = []
    for number in range(size // BLOCK):
        at = number // 2 * BLOCK
        block = sources[number % 2][at : at + BLOCK].decode("utf-8", "ignore")
        value = INVENTED[number % len(INVENTED)].format(n=1000 + number)
        blocks.append(f"{block}\n{value}\n")
    return ["".join(blocks[at : at + 8]) for at in range(0, len(blocks), 8)]


def lanes(size: int) -> list[tuple[float, int, str]]:
    """Return milliseconds of hyperscan a megabyte of code for each lane, its triggers, its name."""
    views = [Layer(text) for text in code(size)]
    every = msgspec.msgpack.decode(database(RULES, ()), type=Lanes)
    told = []
    for packed, ((name, what), triggers) in zip(every, in_lanes(RULES).items(), strict=True):
        scanner = Scanner(msgspec.msgpack.encode([packed]))
        taken = milliseconds(lambda s=scanner: list(s.places(views)))
        told.append((taken, len(triggers), f"{name} {what}"))
    return told


def requests(detector: Detector, parts: list[str], clean: list[str]) -> dict[str, float]:
    whole = megabyte(parts)
    seen = Masker(detector)
    seen(whole)
    turns = iter([[text + f"\n{n}" for text in pieces(parts, KB)] for n in range(5)])
    step = max(len(parts) // 40, 1)
    small = [pieces(parts[at:], KB) for at in range(0, len(parts) - 8, step)]
    spare = [pieces(clean[at:], KB) for at in range(0, len(clean) - 8, max(len(clean) // 40, 1))]
    library, between = code(MB), mixed(clean, MB)
    again = seen.masked(whole)
    long = {
        "1 MB, never seen": whole,
        "1 MB of code, never seen": library,
        "1 MB mixed, a value in 4 KB": between,
    }
    beside = detector.twin(ThreadPoolExecutor(1))

    def mean(requests: list[list[str]]) -> float:
        return sum(milliseconds(fresh(p)) for p in requests) / len(requests)

    def fresh(request: list[str]) -> Callable[[], object]:
        """Return what masks a request with a memory that holds nothing yet."""
        maskers = iter([Masker(detector) for _ in range(ROUNDS)])
        return lambda: next(maskers)(request)

    return {
        "2 KB request": mean(small),
        "2 KB request, four values": mean(with_few(clean)),
        "2 KB request, clean": mean(spare),
        **{name: milliseconds(lambda t=t: Masker(detector)(t), 3) for name, t in long.items()},
        **{
            f"{name}, by the clock": milliseconds(
                lambda t=t: Masker(beside)(t), 5, time.perf_counter
            )
            for name, t in long.items()
        },
        "1 MB seen, 2 KB new": milliseconds(lambda: seen([*whole, *next(turns)])),
        "guard of 1 MB seen": milliseconds(lambda: guarded(*again), 3),
        "block typing of 1 MB": milliseconds(lambda: [segments(text) for text in whole], 3),
    }


def restoring(detector: Detector) -> float:
    """Return microseconds a delta of four characters takes, tokens among them."""
    parts = ["mail ann.lee@posthouse.test or call +44 20 7946 0958, then wait for the answer"] * 20
    masked, mapping = mask(parts, detector.find_all(parts), Minter(KEY, "B"))
    answer = "\n".join(masked) * 20
    deltas = [answer[at : at + 4] for at in range(0, len(answer), 4)]

    def stream() -> None:
        restorer = Restorer(mapping, escapes=0)
        for delta in deltas:
            restorer.feed(delta)

    return milliseconds(stream) * 1000 / len(deltas)


def prefix(detector: Detector, parts: list[str], turns: int = 50) -> tuple[int, int]:
    """Return turns that a replica or a restart masked otherwise, and turns whose prefix changed.

    A prefix changes where a value is first recognised in a later turn: it is masked everywhere.
    """
    long = [part for part in parts if len(part) > 40][: 2 * turns]
    here, there = Masker(detector), Masker(Detector(RULES))
    before: list[str] = []
    differ = changed = 0
    for turn in range(1, turns + 1):
        log = long[: 2 * turn]
        if turn == turns // 2:
            here = Masker(detector)  # a restart forgets what was found
        masked = here(log)
        differ += masked != there(log)
        changed += masked[: len(before)] != before
        before = masked
    return differ, changed


def alone(rule: Rule, size: int) -> list[float]:
    """Return the times of a rule on its examples and near misses, each repeated to a size."""
    detector = Detector((rule,))
    times = []
    for example in (*rule.examples[:2], *rule.near_misses[:2]):
        text = made_up(example).replace("‹", "").replace("›", "") + " "
        long = text * (size // len(text.encode()) + 1)
        times.append(milliseconds(lambda t=long: detector.find(t), 1))
    return times


def detectors() -> tuple[list[tuple[float, str]], list[str]]:
    """Return milliseconds a megabyte for every rule, and the rules that are not linear."""
    slow, steep = [], []
    for rule in RULES:
        small, large = alone(rule, 25_000), alone(rule, 100_000)
        slow.append((max(large) * 10, rule.name))
        if any(b > 30 and b > 8 * a for a, b in zip(small, large, strict=True)):
            steep.append(rule.name)
    return sorted(slow, reverse=True), steep


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--lanes", action="store_true", help="what each lane of triggers takes")
    ask.add_argument("--detectors", action="store_true", help="every rule alone: takes minutes")
    options = ask.parse_args()
    parts, clean = agent_texts(options.data), clean_texts(options.data)
    detector = Detector(RULES)
    rows = requests(detector, parts, clean)
    for name, value in rows.items():
        print(f"{name:42} {value:10.3f} ms")
    delta, (differ, changed) = restoring(detector), prefix(detector, parts)
    print(f"{'restoring a delta':24} {delta:10.3f} µs")
    print(f"{'replicas differ':24} {differ:10} of 50 turns, with a restart")
    print(f"{'prefixes changed':24} {changed:10} of 50 turns, by values named in a later one")
    for value, number, name in lanes(MB) if options.lanes else ():
        print(f"lane of {number:4} triggers    {value:10.2f} ms a MB of code: {name}")
    slow, steep = detectors() if options.detectors else ([], [])
    for value, name in slow[:20]:
        print(f"{name:30} {value:10.1f} ms a MB of nothing else")
    print("not linear:", steep or "none" if options.detectors else "not measured")
    print(json.dumps({
        **{f"{name}, ms": round(value, 4) for name, value in rows.items()},
        "restore_us_a_delta": round(delta, 3), "replicas_differ": differ,
        "prefixes_changed": changed,
        "slowest": [[name, round(value, 1)] for value, name in slow[:20]], "not_linear": steep,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
