"""Texts by somebody who had not read the detectors: what is left in them, what is disturbed.

usage: python bench/strangers.py [--half tune|judge] [--rules-only] [--show LABEL|decoy|TEMPLATE]
                                  [--files PATTERN]

bench/strangers/*.txt hold templates of what agents are handed (configuration, dumps, logs, code,
letters; zh-*.txt: Chinese pages, where of one called "…, line by line" each line is a template;
zh-work-*.txt: what Chinese offices and their systems hold; everyday-*.txt: what people paste in
English; sessions-*.txt: what tools hand to an agent; stacks-*.txt: files of many technologies;
counters-*.txt: what passes between a person and an institution; agents-*.txt: what developers and
offices hand to a coding agent or a chat; wilds-*.txt: what people hand to both, written blind),
credentials.tsv the shapes of keys; values are drawn by
strangers_values.py and what stands beside it. A template and a provider belong to one half by their
names: rules may be mended with `tune` at hand, `judge` is what they are then worth.
Each document stands in a request of an agent: as it is, numbered by line, as a diff, in JSON within
JSON. A value is left where no finding covers half of it, and cut where one covers but a part; a
decoy is changed where a finding touches it. KEY_ID, an id beside a secret, may be left: it counts
as cut where it is called a credential. Prints a table and, last, one line of JSON.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from posthouse.config.names import shipped
from posthouse.model.finding import SECRETS, Finding
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.examine import Examiner
from strangers_draws import shaped
from strangers_forms import JOINTS
from strangers_values import (
    DECOYS,
    FOLDER,
    KINDS,
    PROJECTS,
    SHAPED,
    SPELLINGS,
    half,
    providers,
)

NAMED = ("PERSON", "ADDRESS", "ORG", "LOCATION")
OPEN, CLOSE = "\ue000", "\ue001"
ASKED = (
    ("Here is what I have. Why does it fail?", "Read the file and tell me what is wrong."),
    ("帮我看一下这个文件为什么报错。", "读一下这个文件，改完告诉我。"),
)
ROUNDS = 7
SLOT = re.compile(r"«(!?)(=[^»]*|[^»#|=]+)(?:#([a-z]))?(?:\|([a-z0-9]+))?»")


class Plant(NamedTuple):
    """A value of a document: its label (`decoy` for what must stay), and what it is exactly."""

    label: str
    kind: str
    value: str


class Document(NamedTuple):
    """A request's texts; `spans` are places in the last one."""

    template: str
    number: int
    texts: list[str]
    spans: list[tuple[int, int, Plant]]


class Writer:
    """Fills one template with values; what stands for one value has one tag."""

    def __init__(self, template: str, number: int) -> None:
        self.draw = Random(f"{template}:{number}")
        self.rows = [row for row in providers() if row[3] == half(template)]
        self.tagged: dict[str, tuple[str, str, str, str]] = {}
        self.plants: list[Plant] = []

    def fill(self, text: str) -> str:
        lines = []
        for line in text.split("\n"):
            times, rest = re.fullmatch(r"(?:×(\d+) )?(.*)", line).groups()
            lines += [
                SLOT.sub(lambda m, n=again: self._value(m, n), rest)
                for again in range(int(times or 1))
            ]
        return "\n".join(lines)

    def _provider(self, tag: str) -> tuple[str, str, str, str]:
        if tag not in self.tagged:
            name, setting, shape, _ = self.draw.choice(self.rows)
            self.tagged[tag] = (name, setting, shaped(shape, self.draw), name.split("-")[0])
        return self.tagged[tag]

    def _value(self, match: re.Match[str], again: int) -> str:
        decoy, kind, tag, spelling = match.groups()
        spell = SPELLINGS.get(spelling or "", str)
        if kind in ("name", "service", "cred"):
            name, setting, secret, service = self._provider(f"{tag}{again}")
            if kind != "cred":
                return spell(setting if kind == "name" else service)
            return self._mark("CREDENTIAL", name, spell(secret))
        if decoy:
            value = kind[1:] if kind[0] == "=" else DECOYS[kind](self.draw)
            return self._mark("decoy", kind, value)
        value = shaped(SHAPED[kind], self.draw) if kind in SHAPED else KINDS[kind](self.draw)
        label = kind.partition(".")[0].upper()
        if spelling in JOINTS:  # a value in two literals: each is a plant of its own
            halves = value[: len(value) // 2], value[len(value) // 2 :]
            return JOINTS[spelling].join(self._mark(label, kind, part) for part in halves)
        return self._mark(label, kind, spell(value))

    def _mark(self, label: str, kind: str, value: str) -> str:
        self.plants.append(Plant(label, kind, value))
        return f"{OPEN}{value}{CLOSE}"


def numbered(text: str) -> str:
    return "\n".join(f"{n:6}\t{line}" for n, line in enumerate(text.split("\n"), 1))


def as_diff(text: str) -> str:
    lines = text.split("\n")
    head = f"--- a/notes\n+++ b/notes\n@@ -0,0 +1,{len(lines)} @@\n"
    return head + "\n".join(f"+{line}" for line in lines)


def in_json(text: str) -> str:
    return json.dumps({"status": "ok", "content": [{"text": text}]}, ensure_ascii=False)


def in_ascii_json(text: str) -> str:
    coded = json.dumps({"file": "notes", "content": text})
    return coded.replace("\\ue000", OPEN).replace("\\ue001", CLOSE)


def fenced(text: str) -> str:
    return f"```\n{text}\n```\nPlease check. 请检查。"


WRAPS = (str, numbered, as_diff, in_json, in_ascii_json, fenced, str)


def templates(files: str = "*") -> Iterator[tuple[str, str]]:
    for path in sorted(FOLDER.glob(f"{files}.txt")):
        for part in re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            name, _, text = part.partition("\n")
            topic = name.removesuffix(", line by line")
            if topic == name:
                yield name, text.rstrip("\n")
            else:
                yield from (
                    (f"{topic} {n}", line) for n, line in enumerate(text.split("\n")) if line
                )


def written(template: str, text: str, number: int) -> Document:
    """Return one document of a template, in a request."""
    writer = Writer(template, number)
    marked = WRAPS[number % len(WRAPS)](writer.fill(text))
    asked, again = ASKED[writer.draw.randrange(2)]
    plants, spans, plain, began = iter(writer.plants), [], [], 0
    for part in re.split(f"([{OPEN}{CLOSE}])", marked):
        at = sum(map(len, plain))
        if part == OPEN:
            began = at
        elif part == CLOSE:
            spans.append((began, at, next(plants)))
        else:
            plain.append(part)
    return Document(template, number, [asked, again, "".join(plain)], spans)


def documents(
    rounds: int = ROUNDS, which: str | None = None, files: str = "*"
) -> Iterator[Document]:
    for name, text in templates(files):
        if which in (None, "tune" if half(name) else "judge"):
            yield from (written(name, text, number) for number in range(rounds))


def covered(start: int, end: int, found: tuple[Finding, ...]) -> float:
    """Return the part of a span that findings cover."""
    return sum(max(0, min(end, f.end) - max(start, f.start)) for f in found) / max(end - start, 1)


def outcome(span: tuple[int, int, Plant], found: tuple[Finding, ...]) -> str:
    """Return `kept` or `changed` of a decoy, `masked`, `cut` or `left` of a value."""
    start, end, plant = span
    part = covered(start, end, found)
    if plant.label == "decoy":
        return "changed" if part else "kept"
    if plant.label == "KEY_ID":
        called = [f.label in SECRETS for f in found if f.start < end and start < f.end]
        return "cut" if any(called) else "masked"
    if plant.value.startswith("http"):  # the secret of an address is its end
        start, part = end - 16, covered(end - 16, end, found)
    whole = 0.75 if "\n" in plant.value or "\\n" in plant.value else 0.999
    return "masked" if part >= whole else "cut" if part >= 0.5 else "left"


def shown(document: Document, span: tuple[int, int, Plant], what: str, found: tuple) -> None:
    start, end, plant = span
    text = document.texts[-1]
    rules = [
        f"{f.rule}={text[f.start : f.end]!r}" for f in found if f.start < end and start < f.end
    ]
    before, after = text[max(0, start - 60) : start], text[end : end + 20]
    print(f"{what:7} {document.template}/{document.number} {plant.label} {plant.kind} "
          f"{before!r} ‹{text[start:end][:120]!r}› {after!r} {rules}")  # fmt: skip


def report(table: dict[str, Counter], by_template: dict[str, Counter]) -> None:
    print(f"{'':22} {'planted':>8} {'left':>6} {'cut':>6} {'left %':>7}")
    for name, row in [*sorted(table.items()), *sorted(by_template.items())]:
        if row["left"] + row["cut"] or name in table:
            percent = 100 * row["left"] / max(row["planted"], 1)
            print(f"{name:22} {row['planted']:8} {row['left']:6} {row['cut']:6} {percent:7.2f}")


def counted(found_all, options: argparse.Namespace) -> tuple[dict, dict]:
    table: dict[str, Counter] = defaultdict(Counter)
    by_template: dict[str, Counter] = defaultdict(Counter)
    for document in documents(options.rounds, options.half, options.files):
        found = found_all(document.texts)[-1]
        for span in document.spans:
            plant, what = span[2], outcome(span, found)
            if options.show in (plant.label, document.template) and what not in ("kept", "masked"):
                shown(document, span, what, found)
            label = plant.label
            row = "named" if label in NAMED else label if label in ("decoy", "KEY_ID") else "values"
            of_template = [by_template[document.template]] if row == "values" else []
            for counts in (table[label], table[f"all {row}"], *of_template):
                counts["planted"] += 1
                counts["left"] += what in ("left", "changed")
                counts["cut"] += what == "cut"
    return table, by_template


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--half", choices=("tune", "judge"), help="only these templates")
    ask.add_argument("--rules-only", action="store_true", help="do not look for names")
    ask.add_argument("--show", help="print what went wrong with a label or in a template")
    ask.add_argument("--rounds", type=int, default=ROUNDS, help="documents of a template")
    ask.add_argument("--files", default="*", help="only files of templates of this name, say dev*")
    options = ask.parse_args()
    names = None if options.rules_only else shipped().find_all
    examiner = Examiner(Detector(RULES, PROJECTS).find_all, names)
    table, by_template = counted(examiner.find_all, options)
    report(table, by_template)
    print(json.dumps({"half": options.half, **{k: dict(v) for k, v in sorted(table.items())}}))


if __name__ == "__main__":
    main()
