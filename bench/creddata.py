"""Secrets in real repositories, labelled by hand (Samsung/CredData): found, and disturbed.

usage: python bench/creddata.py --data DIR [--half tune|judge] [--show CATEGORY|false]

DIR is a checkout of CredData after its download_data.py: meta/*.csv holds labels, data/ the files
with their secrets drawn anew. Each file is a text of its own. A true value is found where findings
cover all of it, and touched where one covers a part; of a label of several lines, or without an
end, what counts is its long runs, of a JWK its private members: what stands between them is no
secret. A false or example value is hit where a finding that names a secret touches it (or its line,
where no place is given), and it stands for nothing where it overlaps a true one or the finding
does: one line may have many labels. Ids that are not secret by themselves (UUIDs, nonces, names of
buckets, ids of clients and organisations) are told apart and count for nothing. A repository
belongs to one half by its name: rules may be mended with `tune` at hand, and `judge` is what they
are then worth. Last comes one line of JSON.
"""

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from posthouse.model.finding import SECRETS, Finding
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES

IDS = frozenset({
    "UUID", "AWS S3 Bucket", "Firebase Domain", "Salt", "Nonce", "AWS Client ID", "URL Path",
    "Hash", "Tencent WeChat API App ID", "Google API Client ID", "Google Client ID", "Perm",
    "Perms",
})  # fmt: skip
NEVER = frozenset({"Nonce", "Salt", "UUID"})
"""What is no secret, whatever else it is called."""
_ORGANISATION = re.compile(r"00D[A-Za-z0-9]{12,15}")  # of Salesforce
_RUN = re.compile(r"[A-Za-z0-9+/=]{16,}")
_MEMBER = re.compile(r"(?<![A-Za-z0-9_])(?:d|p|q|dp|dq|qi|k)[\"']?\s*:\s*\\*[\"']([\w-]{8,})")
HALVES = ("tune", "judge")


class Row(NamedTuple):
    """A label: where it stands in the text (no place: on which lines), and what is said of it."""

    start: int
    end: int
    placed: bool
    ended: bool
    true: bool
    example: bool
    category: str
    line: int


def half(repository: str) -> str:
    return HALVES[crc32(repository.encode()) >> 4 & 1]


def rows(lines: list[str], labels: list[dict]) -> Iterator[Row]:
    """Tell labels by places in the whole text."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for one in labels:
        first, last = int(one["LineStart"]), int(one["LineEnd"])
        if last >= len(starts):
            continue
        at, to = (int(one[name] or -1) for name in ("ValueStart", "ValueEnd"))
        placed = at >= 0
        start = starts[first - 1] + max(at, 0)
        end = starts[last - 1] + to if placed and to >= 0 else starts[last] - 1
        truth = one["GroundTruth"]
        yield Row(start, end, placed, to >= 0, truth == "T", truth == "X", one["Category"], first)


def files(folder: Path, which: str | None) -> Iterator[tuple[str, str, list[Row]]]:
    """Yield (path, text, its labels) for every file that was laid out."""
    for path in sorted((folder / "meta").glob("*.csv")):
        if which not in (None, half(path.stem)):
            continue
        labels: dict[str, list[dict]] = defaultdict(list)
        with path.open(encoding="utf-8") as table:
            for one in csv.DictReader(table):
                labels[one["FilePath"]].append(one)
        for name, some in sorted(labels.items()):
            if not (folder / name).exists():
                continue
            text = (folder / name).read_bytes().decode("utf-8", "replace")
            # Lines as the labels count them: only these three signs end one.
            lines = text.replace("\r\n", " \n").replace("\r", "\n").split("\n")
            yield name, text, list(rows([f"{line}\n" for line in lines], some))


def parts(text: str, row: Row) -> list[tuple[int, int]]:
    """Return what of a true value is secret: of a label of one line all of it."""
    if "JWK" in row.category:
        return [one.span(1) for one in _MEMBER.finditer(text, max(row.start - 8, 0), row.end)]
    if not row.ended or "\n" in text[row.start : row.end]:
        return [one.span() for one in _RUN.finditer(text, row.start, row.end)]
    return [(row.start, row.end)]


def covered(part: tuple[int, int], spans: list[Finding]) -> bool:
    at, end = part
    for span in spans:
        if span.start <= at < span.end:
            at = span.end
    return at >= end


def meet(row: Row, other: Row | Finding) -> bool:
    return other.start < row.end and row.start < other.end


def touched(row: Row, spans: list[Finding]) -> bool:
    return any(map(partial(meet, row), spans))


def kind(text: str, row: Row) -> str:
    names = set(row.category.split(":"))
    ids = names <= IDS or not names.isdisjoint(NEVER)
    if ids or _ORGANISATION.fullmatch(text, row.start, row.end):
        return "ids"
    return "examples" if row.example else "secrets"


def judged(text: str, some: list[Row], spans: list[Finding]) -> Iterator[tuple[Row, str]]:
    """Yield each label and what came of it."""
    truths = [row for row in some if row.true]
    true = {row.line for row in truths}
    secret = [span for span in spans if span.label in SECRETS
              and not any(meet(row, span) for row in truths)]  # fmt: skip
    for row in some:
        if row.true:
            secrets = parts(text, row)
            if not secrets:
                continue
            whole = all(covered(part, spans) for part in secrets)
            told = "found" if whole else "touched" if touched(row, spans) else "left"
        elif (not row.placed and row.line in true) or any(map(partial(meet, row), truths)):
            continue
        else:
            told = "hit" if touched(row, secret) else "passed"
        yield row, told


def shown(name: str, text: str, row: Row, told: str, spans: list[Finding]) -> None:
    """Print a label's line with what was found in it."""
    start = text.rfind("\n", 0, row.start) + 1
    end = text.find("\n", min(row.end, row.start + 200))
    some = [f"{s.rule}={text[s.start : s.end][:40]!r}" for s in spans
            if s.start < row.end and row.start < s.end]  # fmt: skip
    line = text[max(start, row.start - 150) : end][:300]
    print(f"{told:8} {row.category:24} {name}:{row.line} {line!r} {text[row.start:row.end][:60]!r}",
          *some)  # fmt: skip


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--half", choices=HALVES, help="only these repositories")
    ask.add_argument("--show", help="lines of this category that went wrong; 'false': of any")
    options = ask.parse_args()
    detector = Detector(RULES)
    table: dict[str, Counter] = defaultdict(Counter)
    categories: dict[str, Counter] = defaultdict(Counter)
    for name, text, some in files(options.data, options.half):
        spans = list(detector.find(text))
        for row, told in judged(text, some, spans):
            table[kind(text, row)][told] += 1
            if kind(text, row) == "secrets":
                categories[row.category.split(":")[0]][told] += 1
            wanted = "false" if told == "hit" else row.category.split(":")[0]
            wrong = told not in ("found", "passed") and kind(text, row) == "secrets"
            if wrong and options.show == wanted:
                shown(name, text, row, told, spans)
    print(f"{'category':28} {'true':>6} {'found %':>8} {'touched %':>9} {'false':>6} {'hit %':>7}")
    every = sorted(categories.items(), key=lambda one: -one[1].total())
    for category, row in [*every, *sorted(table.items())]:
        true = row["found"] + row["touched"] + row["left"]
        false = row["hit"] + row["passed"]
        print(f"{category:28} {true:6} {100 * row['found'] / max(true, 1):8.1f} "
              f"{100 * (row['found'] + row['touched']) / max(true, 1):9.1f} {false:6} "
              f"{100 * row['hit'] / max(false, 1):7.1f}")  # fmt: skip
    row = table["secrets"]
    right = row["found"] + row["touched"]
    precision, recall = right / max(right + row["hit"], 1), right / max(right + row["left"], 1)
    score = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"secrets touched: precision {precision:.3f}, recall {recall:.3f}, F1 {score:.3f}")
    print(json.dumps({
        "half": options.half, "precision": round(precision, 4), "recall": round(recall, 4),
        "f1": round(score, 4), **{name: dict(row) for name, row in sorted(table.items())},
    }))  # fmt: skip


if __name__ == "__main__":
    main()
