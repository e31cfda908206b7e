"""The lexicon: what a word of two to four characters is known as, in one byte each.

Bits 0-1: how common it is and no name (0 unknown to 3); 2 place; 3 body or thing; 4 somebody's name;
5 a foreign name; 6 a given name; 7 a saying.
"""

from collections import Counter

import numpy as np
from pools import HAN, Pools

from posthouse.privacy.names.chinese_letters import SIZES, Letters

PLACE, THING, NAMED, FOREIGN, GIVEN, SAYING = 4, 8, 16, 32, 64, 128
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
