"""The time of a key's check tells nothing: not which ids exist, not how much of a secret is right.

Welch's t over samples taken in random order, the slowest tenth cropped, as dudect does. With |t|
under 4.5 the classes cannot be told apart. A comparison that stops at the first difference must be
found out by the same means, or the test proves nothing.
"""

import contextlib
import dataclasses
import gc
import math
import os
import random
import statistics
import time

import pytest

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import Unauthorized
from posthouse.vault.virtualkey import RANDOM_LENGTH, Presented, check, checksum, mint, parse

SAMPLES = int(os.environ.get("TIMING_SAMPLES", "20000"))
pytestmark = pytest.mark.skipif(
    "KEY_TIMING" not in os.environ,
    reason="times need a quiet machine: KEY_TIMING=1, or make faults",
)
ATTEMPTS = 5
PEPPER = {1: b"\x07" * 32}
MINTED = mint(bytes(range(RANDOM_LENGTH)), PEPPER[1])
KEY = KeyRecord(MINTED.id, "p", "n", MINTED.digest, 0, 2**40)
OTHERS = mint(bytes(range(RANDOM_LENGTH))[::-1], PEPPER[1], MINTED.id)
OTHER = dataclasses.replace(KEY, digest=OTHERS.digest)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
DRAW = random.Random(1)


def wrong(right: int) -> Presented:
    """Return the key with so many characters of its secret right and the rest random."""
    text = MINTED.plain.reveal()[: 12 + right]
    text += "".join(DRAW.choice(ALPHABET) for _ in range(42 - len(text)))
    return parse(text + checksum(text))


POOLS = [(wrong(0), wrong(27)) for _ in range(1000)]
EARLY, LATE = ([pair[place] for pair in POOLS] for place in (0, 1))


def took(pool, kept) -> int:
    presented = DRAW.choice(pool)
    start = time.perf_counter_ns()
    with contextlib.suppress(Unauthorized):
        check(presented, kept, PEPPER, 1.0)
    return time.perf_counter_ns() - start


def cropped(times):
    return sorted(times)[: len(times) * 9 // 10]


def apart(one, other) -> float:
    """Return Welch's t of two classes of samples, taken in random order."""
    calls = [one] * SAMPLES + [other] * SAMPLES
    random.Random(time.time_ns()).shuffle(calls)
    times = {id(one): [], id(other): []}
    gc.disable()
    try:
        for call in calls:
            times[id(call)].append(call())
    finally:
        gc.enable()
    a, b = cropped(times[id(one)]), cropped(times[id(other)])
    spread = statistics.variance(a) / len(a) + statistics.variance(b) / len(b)
    return (statistics.fmean(a) - statistics.fmean(b)) / math.sqrt(spread)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda: took(EARLY, None), lambda: took(EARLY, KEY)),
        (lambda: took(EARLY, KEY), lambda: took(LATE, KEY)),
        (lambda: took(LATE, KEY), lambda: took(LATE, OTHER)),
    ],
    ids=["an unknown id", "a secret that is nearly right", "another key"],
)
def test_a_wrong_key_takes_the_same_time_whatever_is_wrong(one, other):
    told = []
    for _ in range(ATTEMPTS):
        told.append(apart(one, other))
        if abs(told[-1]) < 4.5:
            return
    pytest.fail(f"t = {told}")


def test_a_comparison_that_stops_early_is_found_out():
    text = MINTED.plain.reveal() * 40
    early, late = "x" + text[1:], text[:-1] + "x"

    def naive(other):
        def call():
            start = time.perf_counter_ns()
            all(a == b for a, b in zip(text, other, strict=True))
            return time.perf_counter_ns() - start

        return call

    assert abs(apart(naive(early), naive(late))) > 4.5
