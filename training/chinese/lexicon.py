"""The lexicon: what a word of two to four characters is known as, in one byte each.

Bits 0-1: how common it is and no name (0 unknown to 3); 2 place; 3 body or thing; 4 somebody's name;
5 a foreign name; 6 a given name; 7 a saying.
"""

from collections import Counter
from pathlib import Path

import numpy as np
from invented import Document
from pools import HAN, Pools

from posthouse.privacy.names.chinese_letters import SIZES, Letters

PLACE, THING, NAMED, FOREIGN, GIVEN, SAYING = 4, 8, 16, 32, 64, 128
KEPT = 6000
_NAMES = ("nr", "nrt", "nrfg", "ns", "nt", "nz")


def build(pools: Pools, letters: Letters) -> tuple[np.ndarray, np.ndarray]:
    """Return the sorted hashes and their bytes."""
    flags: Counter[str] = Counter()
    for word, (count, kind) in pools.words.items():
        if kind in ("i", "l") and len(word) == 4:
            flags[word] |= SAYING | 1
        elif kind not in _NAMES and count >= 4:
            flags[word] |= 1 if count < 60 else 2 if count < 1000 else 3
        elif kind == "ns":
            flags[word] |= PLACE
        elif kind in ("nt", "nz") and count >= 3:
            flags[word] |= THING
        elif kind == "nrt" or (kind == "nr" and word in pools.foreigners):
            flags[word] |= FOREIGN
        elif kind in ("nr", "nrfg") and len(word) > 2 and count >= 3:
            flags[word] |= NAMED
    for words, bit in ((pools.home, PLACE), (pools.places, PLACE), (pools.history, NAMED)):
        for word in words:
            flags[word] |= bit
    for words in pools.things.values():
        for word in words[:6000]:
            flags[word] |= THING
    given = Counter(pools.given2)
    for word, count in given.items():
        if count > 1:
            flags[word] |= GIVEN
    words = [word for word in flags if len(word) in SIZES and HAN.fullmatch(word)]
    told: Counter[int] = Counter()
    for word, key in zip(words, letters.keys(words), strict=True):
        told[key] |= flags[word]
    keys = np.array(sorted(told), np.uint32)
    return keys, np.array([told[int(key)] for key in keys], np.uint8)


def tables(said: list[Document], jieba: Path, pools: Pools, simple: dict[str, str]) -> dict:
    """Return what a reader reads with: its characters, those that stand for others, the lexicon."""
    known = characters(said, jieba)
    inside = set(known.tolist())
    same = [
        (ord(a), ord(b))
        for a, b in simple.items()
        if ord(a) < 65_536 and ord(b) in inside and ord(a) not in inside
    ]
    held = {"letters": known.view(np.uint8), "same": np.array(same, np.uint16).view(np.uint8).ravel(),
            "lexicon_low": np.ones(1, np.uint8), "lexicon_high": np.zeros(1, np.uint16), "lexicon_flags": np.zeros(1, np.uint8)}  # fmt: skip
    keys, flags = build(pools, Letters(held))
    steps = np.diff(keys, prepend=np.uint32(0)).astype(np.uint32)
    return held | {
        "lexicon_low": (steps & 255).astype(np.uint8),
        "lexicon_high": (steps >> 8).astype(np.uint16),
        "lexicon_flags": flags,
    }


def characters(documents: list[Document], jieba: Path) -> np.ndarray:
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(document.text)
    for line in jieba.read_text(encoding="utf-8").splitlines():
        counts.update(dict.fromkeys(line.split(" ")[0], 1))
    kept = [c for c, _ in counts.most_common() if ord(c) < 65_536][:KEPT]
    kept += [chr(n) for n in range(32, 127) if chr(n) not in set(kept)] + (
        [] if "\n" in kept else ["\n"]
    )
    return np.array([ord(c) for c in kept], np.uint16)
