"""Reads the texts that were labelled by machine; a dictionary settles what was left unsaid."""

import json
from itertools import pairwise
from pathlib import Path

from invented import Document
from pools import CALLED, HAN, KIND, SOUNDS, SUFFIXES

from posthouse.privacy.names.chinese_cues import SURNAMES


def silver(path: Path, words: dict[str, tuple[int, str]]) -> list[Document]:
    """Texts labelled by machine; what was left unsaid is settled where the dictionary knows the word."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = [settled(row["text"], *span, words) for span in row["spans"]]
        found.append(Document(row["text"], [(*s, 1.0) for s in spans if s[2]], 0.7))
    return found


def taught(path: Path) -> list[Document]:
    """Texts as taught.py heard them, each span with its chance."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Document(row["text"], [tuple(span) for span in row["spans"]], 0.7) for row in rows]


def settled(text: str, start: int, end: int, kind: str, words: dict) -> tuple[int, int, str]:
    if kind == "UNSAID":
        count, sort = words.get(text[start:end], (0, "nr"))
        if sort == "ns" and count > 50:
            kind = "LOCATION"
        elif (not sort.startswith(("nr", "ns", "nt", "nz")) and count > 20) or not _like(
            text[start:end]
        ):
            kind = ""
    return start, end, kind


def _like(name: str) -> bool:
    """Tell whether it is shaped as a name may be."""
    sounds = sum(c in SOUNDS for c in name) >= 0.7 * len(name)
    twice = any(a == b for a, b in pairwise(name))
    called = name[0] in KIND or name.endswith(tuple(SUFFIXES + CALLED))
    return (
        sounds
        or twice
        or called
        or "·" in name
        or (name[0] in SURNAMES and 1 < len(name) < 5)
        or not HAN.fullmatch(name)
    )
