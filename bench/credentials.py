"""Finds with the product's detector what the cases of four secret scanners hold, by provider.

usage: python bench/credentials.py --upstream DIR [--family] [--misses]

DIR holds copies of gitleaks, betterleaks, noseyparker and kingfisher, each in a folder of that
name (whole repositories or their folders of rules). Their rules carry texts that must be found
and texts that must be left; a text is found where any credential in it is. Values typed in the
order of the alphabet are examples to a detector: where a rule's own pattern says which part of a
text is the value, it gets random characters of the same kinds. Prints a table and, last, one line
of JSON.
"""

import argparse
import json
import random
import re
import string
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

from gocases import cases
from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES

GO = "cmd/generate/config/rules"
YAML = {
    "noseyparker": "crates/noseyparker/data/default/builtin/rules",
    "kingfisher": "data/rules",
}
SECRET = (Label.CREDENTIAL, Label.PRIVATE_KEY)
# An id beside a secret is not one: where the rule is of such an id, it is found as an id.
OF_AN_ID = re.compile(r"(?:client|application|key)[-_ ]?id(?:entifier)?\b", re.IGNORECASE)

Case = tuple[str, str, str, bool, str]  # (source, family, rule, holds a secret, text)


def from_go(source: str, folder: Path) -> Iterator[Case]:
    for family, one in cases(folder):
        for texts, holds in ((one.found, True), (one.left, False)):
            yield from ((source, family, one.rule, holds, text) for text in texts)


def renewed(text: str, pattern: str, seed: str) -> str:
    """Give the value in a text random characters of the same kinds: hexadecimal, cases, digits."""
    try:
        match = re.search(pattern, text)
    except re.error:
        return text
    groups = [g for g in range(1, match.re.groups + 1) if match[g]] if match else []
    if not groups or len(match[groups[-1]]) < 10:
        return text
    start, end = match.span(groups[-1])
    runs, chance = re.split(r"([^A-Za-z0-9]+)", text[start:end]), random.Random(seed)
    fresh = [_random(run, chance) for run in runs]
    for kept in range(len(runs)):  # what the pattern wants to stand first stays
        new = text[:start] + "".join(runs[:kept] + fresh[kept:]) + text[end:]
        again = re.search(pattern, new)
        if again and again.span(groups[-1]) == (start, end):
            return new
    return text


def _random(run: str, chance: random.Random) -> str:
    hexadecimal = len(run) > 3 and re.fullmatch("[0-9a-f]+|[0-9A-F]+", run)
    letters = "abcdef" if hexadecimal else string.ascii_lowercase

    def other(c: str) -> str:
        if c.isdigit():
            return chance.choice(string.digits)
        return chance.choice(letters if c.islower() else letters.upper()) if c.isalpha() else c

    return "".join(map(other, run))


def from_yaml(source: str, folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.y*ml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            for key, holds in (("examples", True), ("negative_examples", False)):
                for case in map(str, rule.get(key) or ()):
                    text = renewed(case, rule["pattern"], case) if holds else case
                    yield source, path.stem, f"{rule['id']} {rule['name']}", holds, text


def load(upstream: Path) -> Iterator[Case]:
    for source in ("gitleaks", "betterleaks"):
        yield from from_go(source, upstream / source / GO)
    for source, folder in YAML.items():
        yield from from_yaml(source, upstream / source / folder)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--upstream", type=Path, required=True)
    ask.add_argument("--family", action="store_true", help="one line a provider")
    ask.add_argument("--misses", action="store_true", help="one line a case that went wrong")
    options = ask.parse_args()
    detector = Detector(RULES)
    table: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for source, family, rule, holds, text in load(options.upstream):
        findings = detector.find(text)
        asked = (*SECRET, Label.OTHER_ID) if holds and OF_AN_ID.search(rule) else SECRET
        hit = any(f.label in asked for f in findings)
        for key in ((source, ""), (source, family)):
            row = table[key]
            row["found" if holds else "left"] += 1
            row["right" if holds else "wrong"] += hit
        if options.misses and hit != holds:
            names = [f"{f.rule}={text[f.start : f.end]!r}" for f in findings]
            print("missed" if holds else "hit   ", source, rule, repr(text[:240]), *names)
    print(f"{'source':12} {'provider':24} {'secrets':>8} {'found %':>8} {'others':>8} {'hit %':>7}")
    for (source, family), row in sorted(table.items()):
        if family and not options.family:
            continue
        found = 100 * row["right"] / row["found"] if row["found"] else 0
        wrong = 100 * row["wrong"] / row["left"] if row["left"] else 0
        print(f"{source:12} {family:24} {row['found']:8} {found:8.1f} {row['left']:8} {wrong:7.1f}")
    print(json.dumps({
        source: {"secrets": row["found"], "found": row["right"],
                 "others": row["left"], "hit": row["wrong"]}
        for (source, family), row in sorted(table.items()) if not family
    }))  # fmt: skip


if __name__ == "__main__":
    main()
