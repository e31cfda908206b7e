"""Short texts by evaluators who had read nothing of the detectors: what is left, what is disturbed.

usage: python bench/evaluators.py [--unread] [--rules-only] [--show] [--files PATTERN]

bench/evaluators/*.txt hold what people paste into a chat and developers send to an agent, in
Chinese and English, each text of its own form, written blind and parted by a line of ====. Between
‹ › stand values that are private and have a form (names of people and firms are measured
elsewhere), between « » what must stay. Of 6 the authors are reviewers who try a mask by hand, with
values made up at the keyboard. 1 to 4 were read when rules were mended, and of 5 and 6 every second
text: the other half (--unread) is what the rules are worth on texts that nobody read.
A value is left where no finding covers half of it, a staying one is changed where one touches it.
Mail at reserved names of examples and what is a provider's own example stay by design: not counted.
Prints a table and, last, one line of JSON.
"""

import argparse
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from posthouse.config.names import shipped
from posthouse.model.finding import Finding
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.examine import Examiner
from strangers import covered

FOLDER = Path(__file__).parent / "evaluators"
UNREAD = ("5-", "6-")
PART = re.compile(r"\n====\n")
MARKED = re.compile(r"([‹«])([^›»]*)[›»]")
BY_DESIGN = re.compile(r"@[\w.-]*example(\.|$)|^sk_test|EXAMPLE")
SHOWN = 40
HALF = 0.5


class Text(NamedTuple):
    """A text without its marks, and where the marked parts stand: start, end, private."""

    plain: str
    marks: list[tuple[int, int, bool]]


class Score(NamedTuple):
    """How many values there are and are left, how many stay and are changed."""

    values: int = 0
    left: int = 0
    staying: int = 0
    changed: int = 0

    def plus(self, other: "Score") -> "Score":
        """Return both together."""
        return Score(*(a + b for a, b in zip(self, other, strict=True)))


def unmarked(marked: str) -> Text:
    """Return a text without its marks, and where these stood."""
    plain, marks, at = "", [], 0
    for mark in MARKED.finditer(marked):
        plain += marked[at : mark.start()]
        start = len(plain)
        plain += mark[2]
        if BY_DESIGN.search(mark[2]) is None:
            marks.append((start, len(plain), mark[1] == "‹"))
        at = mark.end()
    return Text(plain + marked[at:], marks)


def texts(path: Path, *, unread: bool) -> Iterator[Text]:
    """Yield the texts of a file, with `unread` those that nobody read."""
    parts = PART.split(path.read_text("utf-8").strip("\n"))
    first, step = (1, 2) if unread else (0, 1)
    return map(unmarked, parts[first::step])


def judged(text: Text, findings: tuple[Finding, ...], *, show: bool) -> Score:
    """Return the score of one text and of what was found in it."""
    score = Score()
    for start, end, private in text.marks:
        part = covered(start, end, findings)
        wrong = part < HALF if private else part > 0
        one = Score(1, int(wrong), 0, 0) if private else Score(0, 0, 1, int(wrong))
        score = score.plus(one)
        if show and wrong:
            around = text.plain[max(start - SHOWN, 0) : start], text.plain[start:end]
            print("left   " if private else "changed", *map(repr, around))
    return score


def main() -> None:
    """Print what is left and what is changed, by file."""
    options = argparse.ArgumentParser()
    options.add_argument("--unread", action="store_true")
    options.add_argument("--rules-only", action="store_true")
    options.add_argument("--show", action="store_true")
    options.add_argument("--files", default="*")
    asked = options.parse_args()
    names = None if asked.rules_only else shipped().find_all
    examiner = Examiner(Detector(RULES).find_all, names)

    found: dict[str, Score] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        if not fnmatch(path.name, asked.files) or (
            asked.unread and not path.name.startswith(UNREAD)
        ):
            continue
        score = Score()
        for text in texts(path, unread=asked.unread):
            found_here = examiner.find_all([text.plain])[0]
            score = score.plus(judged(text, tuple(found_here), show=asked.show))
        found[path.stem] = score
    total = Score()
    for score in found.values():
        total = total.plus(score)
    print(f"{'texts':<24}{'values':>8}{'left':>6}{'%':>7}{'staying':>9}{'changed':>9}{'%':>7}")
    for name, score in [*found.items(), ("all", total)]:
        left, changed = 100 * score.left / score.values, 100 * score.changed / score.staying
        print(
            f"{name:<24}{score.values:>8}{score.left:>6}{left:>7.1f}"
            f"{score.staying:>9}{score.changed:>9}{changed:>7.1f}"
        )
    print(json.dumps({name: score._asdict() for name, score in [*found.items(), ("all", total)]}))


if __name__ == "__main__":
    main()
