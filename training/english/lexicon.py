"""The lexicon: which words are forenames, surnames, places or everyday words, in two bytes each.

First byte: bits 0-1 forename, 2-3 surname, 4-5 place, 6-7 everyday word; 0 unknown to 3 very common.
Second: bit 0 first word of a brand, bit 1 a brand alone, bit 2 a nation's people or language.
Kept as sorted 32-bit hashes, so that a lookup is one search and the words themselves do not ship.
"""

import re
from collections import Counter
from pathlib import Path

import numpy as np
from pools import BRANDS, OWN_FIRST, OWN_LAST, Pools

from posthouse.privacy.names.english_lexicon import key

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def _ranked(names: list[str], steps: tuple[int, int]) -> dict[int, int]:
    levels: dict[int, int] = {}
    for rank, name in enumerate(names):
        level = 3 if rank < steps[0] else 2 if rank < steps[1] else 1
        for word in _WORD.findall(name):
            if len(word) > 1:
                levels[key(word)] = max(level, levels.get(key(word), 0))
    return levels


def _faked(pools: Pools) -> tuple[list[str], list[str]]:
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for faker in pools.fakers:
        first.update(w for _ in range(1500) for w in faker.first_name().split())
        last.update(w for _ in range(1500) for w in re.split(r"[ -]", faker.last_name()))
    return [n for n, _ in first.most_common()], [n for n, _ in last.most_common()]


def everyday(folders: list[Path]) -> list[str]:
    """Return words by how often they stand in lower case, and only those that mostly do."""
    small: Counter[str] = Counter()
    great: Counter[str] = Counter()
    for folder in folders:
        for path in folder.glob("*.txt"):
            for word in _WORD.findall(path.read_text(encoding="utf-8", errors="replace")):
                (small if word.islower() else great)[word.lower()] += 1
    return [w for w, n in small.most_common() if n >= 2 and n * 3 >= great[w]]


def build(pools: Pools, prose: list[Path]) -> tuple[np.ndarray, np.ndarray]:
    """Return the sorted hashes and their bytes."""
    faked_first, faked_last = _faked(pools)
    census_first, census_last = pools.census
    first = _ranked(
        OWN_FIRST + census_first[:700] + pools.world[0] + faked_first + census_first, (3000, 9000)
    )
    last = _ranked(
        OWN_LAST + census_last[:3000] + pools.world[1] + faked_last[:14000] + census_last[:60000],
        (5000, 18000),
    )
    places = pools.countries + pools.states + pools.cities[:26000]
    place = _ranked(places, (1500, 8000))
    common = _ranked(everyday(prose)[:40000], (2500, 9000))
    flags: Counter[int] = Counter()
    for shift, levels in ((0, first), (2, last), (4, place), (6, common)):
        for hashed, level in levels.items():
            flags[hashed] |= level << shift
    more: Counter[int] = Counter()
    for brand in pools.brands + BRANDS:
        words = _WORD.findall(brand)
        if words and len(words[0]) > 1:
            more[key(words[0])] |= 1 if len(words) > 1 else 3
    for nation in pools.nationalities:
        if nation.isalpha():
            more[key(nation)] |= 4
            more[key(nation + "s")] |= 4
    keys = np.array(sorted(flags.keys() | more.keys()), dtype=np.uint32)
    pairs = [(flags[int(k)], more[int(k)]) for k in keys]
    return keys, np.array(pairs, dtype=np.uint8)
