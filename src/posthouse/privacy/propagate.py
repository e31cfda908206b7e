"""A value that was found once is found wherever it stands in the same request.

A name in a table gives away the same name in a sentence, a key in a file the same key in a log
line. Values shorter than 5 characters are not carried over, nor single words of a name, nor words
that only their place makes passwords.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from posthouse.model.finding import NAMES, Finding, Label
from posthouse.privacy.detect import value
from posthouse.privacy.heads import SHORT, begun, head
from posthouse.privacy.placed import only_here
from posthouse.privacy.search import PROPAGATED, Search, without

MIN_LENGTH = 5
MIN_NAME = 3  # characters of a Chinese name; two of them also stand inside other words
_MIN_LINE = 32
_LONG_TEXT = 8192
_MANY = 48  # values of which most are ruled out by what they begin with
Findings = tuple[Finding, ...]
_START = attrgetter("start")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SURE = 0.6  # of a name, before it is looked for in the rest of the request
NO_VALUES: Mapping[str, Label] = {}
_KEY_LINE = re.compile(rf"[A-Za-z0-9+/=]{{{_MIN_LINE},}}")


def propagate(
    texts: Sequence[str],
    findings: Sequence[Findings],
    before: Mapping[str, Label] = NO_VALUES,
) -> list[Findings]:
    """Return the findings of each text with every other occurrence of their values added.

    `before` are values that were found earlier.
    """
    values = {
        text: label
        for text, label in before.items()
        if _carried(text, Finding(0, len(text), label, PROPAGATED))
    }
    found = zip(texts, findings, strict=True)
    values |= first_of([carried(text, known) for text, known in found if known])
    return propagated(texts, findings, values)


def propagated(
    texts: Sequence[str], findings: Sequence[Findings], values: Mapping[str, Label]
) -> list[Findings]:
    """Return the findings of each text with every other occurrence of the values added."""
    if not values or _nowhere(values, texts, findings):
        return list(findings)
    search = Search(values)
    done = list(findings)
    for at in search.near(list(map(without, texts, findings))):
        done[at] = added(texts[at], findings[at], search)
    return done


def _nowhere(values: Iterable[str], texts: Sequence[str], findings: Sequence[Findings]) -> bool:
    """Tell, where the texts are few and short, that no value stands outside of what is known."""
    if sum(map(len, texts)) > _LONG_TEXT:
        return False
    rest = "\0".join(map(without, texts, findings))
    return "\\" not in rest and not any(value in rest for value in values)


def stands(values: Iterable[str], texts: Iterable[str]) -> bool:
    """Tell whether any value stands in any text where `propagate` would find it."""
    wanted = {text: Label.CREDENTIAL for text in values if len(text) >= MIN_LENGTH}
    some = list(texts) if wanted else []
    joined = "\0".join(some) if sum(map(len, some)) <= _LONG_TEXT else "\\"
    if "\\" not in joined:  # many values are looked for in few texts one by one
        there = begun([joined], (SHORT,)) if len(wanted) > _MANY else None
        wanted = {
            text: label
            for text, label in wanted.items()
            if (there is None or head(text, SHORT) in there) and text in joined
        }
    if not wanted:
        return False
    search = Search(wanted)
    return any(search.finds(some[at]) for at in search.near(some))


def beginning(texts: Sequence[str]) -> set[int] | None:
    """Return the hashes of all that values may begin with in texts; None where these are long."""
    return begun(texts, (SHORT,)) if sum(map(len, texts)) <= _LONG_TEXT else None


def carried(text: str, known: Findings) -> dict[str, Label]:
    """Return each distinct value that a text carries over to others; key blocks by line."""
    values: dict[str, Label] = {}
    for finding in known:
        found = value(text, finding) if finding.depth else text[finding.start : finding.end]
        if finding.label is Label.PRIVATE_KEY:
            for line in _KEY_LINE.findall(found):
                values.setdefault(line, finding.label)
        if _carried(found, finding):
            values.setdefault(found, finding.label)
    return values


def first_of(each: Sequence[Mapping[str, Label]]) -> dict[str, Label]:
    """Return all values, each with the label that it was first found under."""
    values: dict[str, Label] = {}
    for some in reversed(each):
        values.update(some)
    return values


def _carried(found: str, finding: Finding) -> bool:
    """Tell values that stand for themselves elsewhere: no single word or place, nothing short."""
    if finding.label not in NAMES:
        return len(found) >= MIN_LENGTH and not only_here(found, finding.label)
    if finding.label is Label.LOCATION or finding.confidence < _SURE:
        return False
    return len(found) >= MIN_NAME if _HAN.search(found) else " " in found


def added(text: str, known: Findings, search: Search) -> Findings:
    """Add occurrences that no finding covers, longest first."""
    others = search.occurrences(text, known)
    if not others:
        return known
    taken = list(known)
    for one in sorted(others, key=lambda f: (f.start - f.end, f.start, f.depth)):
        index = bisect_right(taken, one.start, key=_START)
        if index and taken[index - 1].end > one.start:
            continue
        if index < len(taken) and taken[index].start < one.end:
            continue
        taken.insert(index, one)
    return tuple(taken)
