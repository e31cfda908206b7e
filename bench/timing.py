"""Whether the time of a refusal tells anything of the keys kept: Welch's t between classes.

usage: python bench/timing.py [--samples 20000] [--rounds 3]

Each class is a presented key that is refused; samples of all classes are taken in random order, so
that what the machine does falls on all alike. The slowest tenth of each class is left out, as
dudect does. |t| < 4.5 between every two classes is what is asked; the largest is printed, and a
control class that really compares byte by byte must exceed it, or the test proves nothing.
"""

import argparse
import gc
import itertools
import json
import math
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.facts import PEPPER

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import Unauthorized
from posthouse.vault.virtualkey import RANDOM_LENGTH, check, checksum, mint, parse

LIMIT = 4.5
KEPT = 0.9
PEPPERS = {1: PEPPER}


def presented(text: str) -> str:
    """Return a key with its checksum."""
    return text + checksum(text)


def changed(key: str, at: int) -> str:
    """Return a key with one letter of its secret changed, its checksum mended."""
    text = list(key[:-6])
    text[at] = "A" if text[at] != "A" else "B"
    return presented("".join(text))


def classes(dice: random.Random, key: str, ident: str) -> dict[str, str]:
    """Return a refused key for each class."""
    other = mint(dice.randbytes(RANDOM_LENGTH), PEPPER).plain.reveal()
    start = len(f"ph-{ident}-")
    return {
        "unknown id": other,
        "known id, first letter wrong": changed(key, start),
        "known id, last letter wrong": changed(key, len(key) - 7),
        "known id, all letters wrong": presented(f"ph-{ident}-{other[start:-6]}"),
    }


def refuse(keys: dict[str, KeyRecord], text: str) -> None:
    """Do what the station does with a key that it refuses."""
    shown = parse(text)
    try:
        check(shown, keys.get(shown.id), PEPPERS, 1.0)
    except Unauthorized:
        return
    raise AssertionError("a wrong key was taken")


def leaky(kept: str, text: str) -> None:
    """Compare as nobody should: letter by letter, until one differs."""
    for one, other in zip(kept, text, strict=False):
        if one != other:
            return


def sampled(cases: dict, samples: int) -> dict[str, list[int]]:
    """Return times in nanoseconds by class, taken in random order."""
    order = [name for name in cases for _ in range(samples)]
    random.shuffle(order)
    times: dict[str, list[int]] = {name: [] for name in cases}
    clock = time.perf_counter_ns
    gc.disable()
    for name in order:
        case = cases[name]
        began = clock()
        case()
        times[name].append(clock() - began)
    gc.enable()
    return times


def largest_t(times: dict[str, list[int]]) -> tuple[float, str]:
    """Return the largest |t| between two classes, and which."""
    kept = {name: sorted(t)[: int(KEPT * len(t))] for name, t in times.items()}
    return max(
        (abs(welch(kept[one], kept[other])), f"{one} / {other}")
        for one, other in itertools.combinations(kept, 2)
    )


def welch(one: list[int], other: list[int]) -> float:
    spread = statistics.variance(one) / len(one) + statistics.variance(other) / len(other)
    return (statistics.fmean(one) - statistics.fmean(other)) / math.sqrt(spread)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--samples", type=int, default=20_000)
    ask.add_argument("--rounds", type=int, default=3)
    options = ask.parse_args()
    dice = random.Random(11)
    minted = mint(dice.randbytes(RANDOM_LENGTH), PEPPER)
    record = KeyRecord(minted.id, "default", "bench", minted.digest, 0, 2**40)
    keys = {mint(dice.randbytes(RANDOM_LENGTH), PEPPER).id: record for _ in range(1000)}
    keys[record.id] = record
    key = minted.plain.reveal()
    texts = classes(dice, key, record.id)
    cases = {name: lambda text=text: refuse(keys, text) for name, text in texts.items()}
    control = {name: lambda text=text: leaky(key, text) for name, text in texts.items()}
    sampled(cases, 500)
    rounds = [largest_t(sampled(cases, options.samples)) for _ in range(options.rounds)]
    for t, which in rounds:
        print(f"|t| = {t:5.2f}  {which}", flush=True)
    t = statistics.median(t for t, _ in rounds)
    found, _ = largest_t(sampled(control, options.samples // 10))
    print(json.dumps({
        "samples": options.samples, "median_largest_t": round(t, 2), "control_t": round(found, 1),
    }))  # fmt: skip
    return 0 if t < LIMIT < found else 1


if __name__ == "__main__":
    sys.exit(main())
