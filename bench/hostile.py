"""How long a rule takes on texts made to be slow for it, and all rules together on the worst.

usage: python bench/hostile.py [--rules NAME,...] [--rounds N] [--out F]

Three kinds of a megabyte: one character or the beginning of a value over and over, the classic
shapes against regular expressions (shapes); a rule's examples and near misses, each over and over
behind one of several separators (repeated); the same, with characters changed in every copy so
that hardly two pieces are equal (varied). A rule's worst text is found on short texts; what is
repeated is timed on a megabyte, what varies on 200 KB and told for a megabyte. Rows: the slowest
rules of each kind alone, how many take longer than some bounds, and the whole detector on a
megabyte of every shape and on the worst texts of all rules, mixed. Times are of the processor.
Last comes one line of JSON.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.escapes import Layer
from posthouse.privacy.rules import Rule, made_up
from posthouse.privacy.scan import Scanner, database

MB = 1_000_000
SHORT = 8_000
LONG = 200_000
BOUNDS = (5, 20, 50, 100, 200, 400)
SHOWN = 25
SEPARATORS = (" ", "\n", ",", "")
SHAPES = (
    *"a1@-/.={\"' \n\t\0:,_+中张é０A0fx|*<([`#\\%~",
    *("eyJ", "sk-", "-----BEGIN ", "password=", "AKIA", "://", "1.", "0-", "a@", "a.", "a1", "A1"),
    *("a=", "a:", "1:", "1 ", "1-", "a-", "a_", "1,", "f:", "ab ", "Aa ", "http://", "key=", "k: "),
    *("name: ", "电话", "身份证", "先生", "路1号", "138", "+1 ", "(1) ", "/etc/", "--", "=="),
    *('\\"', "\\u", '{"a":', "<a>", "</a>", "0x", "a@b.", "www.", "Bearer ", "Basic ", "AAAA"),
    *("-----END ", "BEGIN:VCARD", "BEGIN CERTIFICATE", "1Aa", "1 a", "a\n", "1\n", "a/b", "::"),
    *("0:", "4111 "),
)
"""What is repeated to a megabyte, the same for every rule."""
POOL = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_./:@ 中张"
Texts = Iterator[tuple[str, str]]
"""What a text is, and the text."""


def processor_ms(act: Callable[[], object], rounds: int) -> float:
    """Return the least of some times."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        act()
        best = min(best, time.process_time() - began)
    return best * 1000


def full(pieces: Iterator[str], size: int) -> str:
    """Join pieces to a text of so many bytes."""
    parts, left = [], size
    for piece in pieces:
        parts.append(piece)
        left -= len(piece.encode())
        if left <= 0:
            return "".join(parts)
    raise ValueError("the pieces end before the text is full")


def over_and_over(piece: str) -> Iterator[str]:
    while True:
        yield piece


def changed(example: str, separator: str, seed: str) -> Iterator[str]:
    """Yield copies of an example, one character and half of the value's characters redrawn."""
    draw = random.Random(seed)
    head, _, rest = made_up(example).partition("‹")
    value, _, tail = rest.partition("›")
    tail = tail.replace("‹", "").replace("›", "")
    if not value:
        head, value = "", head
    free = [at for at, sign in enumerate(value) if sign.isdigit()]
    while True:
        signs = list(value)
        for at in free:
            if draw.random() < 0.5:
                signs[at] = str(draw.randrange(10))
        if draw.random() < 0.5 or not free:
            signs[draw.randrange(len(signs))] = draw.choice(POOL)
        yield f"{head}{''.join(signs)}{tail}{separator}"


def told(example: str) -> str:
    return made_up(example).replace("‹", "").replace("›", "")


def shapes(size: int) -> Texts:
    for shape in SHAPES:
        yield shape, full(over_and_over(shape), size)


def repeated(rule: Rule, size: int) -> Texts:
    for example in (*rule.examples, *rule.near_misses):
        for separator in SEPARATORS:
            name = f"{example}{separator}"
            yield name, full(over_and_over(told(example) + separator), size)


def varied(rule: Rule, size: int) -> Texts:
    for example in (*rule.examples, *rule.near_misses):
        for separator in (" ", ""):
            name = f"{example}{separator}"
            yield name, full(changed(example, separator, name), size)


KINDS: dict[str, Callable[[Rule, int], Texts]] = {"repeated": repeated, "varied": varied}


class Bench:
    """The worst texts of every rule, and what they cost."""

    def __init__(self, rules: Sequence[Rule], rounds: int) -> None:
        self.rules = rules
        self.rounds = rounds
        self.rows: dict[str, list[tuple[float, str, str]]] = {}
        self.texts: dict[str, list[str]] = {}
        self.detectors: dict[str, Detector] = {}

    def shape_rows(self) -> None:
        """Time every rule on the shapes in which its trigger fires, and on one in which not."""
        scanner = Scanner(database(self.rules, ()))
        fired: dict[int, list[str]] = {}
        for shape, text in shapes(SHORT):
            for _, places in scanner.places([Layer(text)]):
                for number in places:
                    fired.setdefault(number, []).append(shape)
        rows = []
        for number, rule in enumerate(self.rules):
            texts = ((shape, full(over_and_over(shape), MB)) for shape in fired.get(number, "a"))
            detector = self._alone(rule)
            times = [(self._time(detector, text), rule.name, shape) for shape, text in texts]
            rows.append(max(times))
        self.rows["shapes"] = sorted(rows, reverse=True)

    def own_rows(self, kind: str) -> None:
        """Time every rule on its own texts: all of them short, the worst ones long."""
        make, size = KINDS[kind], MB if kind == "repeated" else LONG
        rows, kept = [], []
        for rule in self.rules:
            detector = self._alone(rule)
            short = [(self._time(detector, text), name) for name, text in make(rule, SHORT)]
            names = [name for _, name in sorted(short, reverse=True)[:2]]
            long = [(name, text) for name, text in make(rule, size) if name in names]
            times = [
                (self._time(detector, text) * MB / size, rule.name, name) for name, text in long
            ]
            rows.append(max(times))
            kept += [text for name, text in long if name == rows[-1][2]]
        self.rows[kind] = sorted(rows, reverse=True)
        self.texts[kind] = kept

    def _alone(self, rule: Rule) -> Detector:
        if rule.name not in self.detectors:
            self.detectors[rule.name] = Detector((rule,))
        return self.detectors[rule.name]

    def _time(self, detector: Detector, text: str) -> float:
        rounds = self.rounds if len(text) > SHORT else 1
        return processor_ms(lambda: detector.find(text), rounds)

    def wholes(self) -> list[tuple[float, str]]:
        """Return what the whole detector takes for the shapes and for the worst texts, mixed."""
        detector = Detector(self.rules)
        found = [(self._time(detector, text), f"shape {shape!r}") for shape, text in shapes(MB)]
        for kind, texts in self.texts.items():
            size = MB // len(texts)
            mixture = "\n".join(text[:size] for text in texts)
            found.append((self._time(detector, mixture), f"{kind}, all rules' worst"))
            worst = [name for _, name, _ in self.rows[kind][:10]]
            some = [t for rule, t in zip(self.rules, texts, strict=True) if rule.name in worst]
            mixture = "\n".join(text[: MB // len(some)] for text in some)
            found.append((self._time(detector, mixture), f"{kind}, the ten worst"))
        return sorted(found, reverse=True)


def over(rows: Sequence[tuple[float, str, str]]) -> dict[str, int]:
    return {f"> {bound} ms": sum(row[0] > bound for row in rows) for bound in BOUNDS}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--rules", help="only these, by name")
    ask.add_argument("--rounds", type=int, default=1)
    ask.add_argument("--out", type=Path, help="all rows as JSON")
    options = ask.parse_args()
    names = options.rules.split(",") if options.rules else [rule.name for rule in RULES]
    bench = Bench([rule for rule in RULES if rule.name in names], options.rounds)
    bench.shape_rows()
    for kind in KINDS:
        bench.own_rows(kind)
    wholes = bench.wholes()
    for kind, rows in bench.rows.items():
        print(f"\n{kind}: ms a MB of each rule alone; {over(rows)}")
        for value, name, text in rows[:SHOWN]:
            print(f"  {name:28} {value:9.1f}   {text[:70]!r}")
    print("\nthe whole detector, ms a MB")
    for value, name in wholes[:SHOWN]:
        print(f"  {name:40} {value:9.1f}")
    if options.out is not None:
        options.out.write_text(json.dumps({"rules": bench.rows, "whole": wholes}), "utf-8")
    print(json.dumps({
        **{kind: {"worst": [[n, round(v, 1)] for v, n, _ in rows[:10]], **over(rows)}
           for kind, rows in bench.rows.items()},
        "whole": [[name, round(value, 1)] for value, name in wholes[:8]],
    }))  # fmt: skip


if __name__ == "__main__":
    main()
