"""How the characters of a text are mixed: bits a character, pairs that languages have, order."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from math import log2
from operator import add

from ahocorasick_rs import AhoCorasick

from posthouse.privacy.within import remembered
from posthouse.privacy.words import words

# The commonest pairs of letters in English, German, French, Spanish and pinyin.
_PAIRS = words(
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le "
    "ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec "
    "pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na "
    "ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab "
    "gh ty op wo sa ay ex ke ui fr oo ag if av od ck ap bo da eg ue ga gr ei ep ef ob bi do go "
    "gi ba ru ew by br cr cl cu va qu um ub ug gu xi zh ua uo"
)
_CHANGE = re.compile(r"[a-z](?=[A-Z])|[A-Z](?=[a-z])")
_ALPHABET, _COUNTED = "abcdefghijklmnopqrstuvwxyz", "0123456789"
_NO_LETTERS = bytes(set(range(256)) - set(_ALPHABET.encode()))
_NO_DIGITS = bytes(set(range(256)) - set(_COUNTED.encode()))
_ORDERS = (_ALPHABET, _COUNTED + _COUNTED[:5], "abcdefabcde")
_FIVES = AhoCorasick([line[at : at + 5] for line in _ORDERS for at in range(len(line) - 4)])
_RUNS = re.compile("[a-z]+")
_WEIGHTS = (0.0, *(n * log2(n) for n in range(1, 512)))
_MOST = 256


@remembered
def entropy(text: str) -> float:
    """Return the Shannon entropy in bits a character."""
    size = len(text)
    if size < len(_WEIGHTS):
        counts = Counter(text).values()
        return log2(size) - sum(map(_WEIGHTS.__getitem__, counts)) / size
    return log2(size) - sum(n * log2(n) for n in Counter(text).values()) / size


def has_entropy(text: str, least: float) -> bool:
    """Tell whether a text has so many bits a character; many characters that differ tell it."""
    size = len(text)
    if size < len(_WEIGHTS) and _WEIGHTS[size - len(set(text)) + 1] < size * (log2(size) - least):
        return True  # even if one of them took all other places
    return entropy(text) >= least


@remembered
def is_sequence(text: str) -> bool:
    """Tell letters and digits in the order of the alphabet, as examples are typed: abcd, a1b2c3."""
    if len(text) < 12:
        return False
    low = text[:_MOST].lower()
    plain = low.encode("ascii", "ignore")
    letters, digits = plain.translate(None, _NO_LETTERS), plain.translate(None, _NO_DIGITS)
    doubled = letters[:1] == letters[1:2] or digits[:1] == digits[1:2]  # aabbcc
    if not doubled and not _FIVES.find_matches_as_indexes(f"{letters.decode()} {digits.decode()}"):
        return False
    return 2 * (_in_order(letters) + _in_order(digits)) > len(low)


def _in_order(characters: bytes) -> int:
    """Return how many characters stand in runs of five or more that go up one by one."""
    if characters[:2] == characters[1:2] * 2:  # aabbcc
        characters = characters[::2]
    covered = end = 0
    for _, start, stop in _FIVES.find_matches_as_indexes(characters.decode(), overlapping=True):
        covered += stop - max(start, end)
        end = stop
    return covered


def pairs(text: str) -> tuple[int, int]:
    """Return how many pairs of letters stand in a text, and how many of them are common."""
    low = text.lower()
    if low.isascii():
        runs = _RUNS.findall(low)
    else:
        runs = "".join(c if c.isalpha() else " " for c in low).split(" ")
    some = known = 0
    for run in runs:
        some += len(run) - 1 if run else 0
        known += sum(map(_PAIRS.__contains__, map(add, run, run[1:])))
    return some, known


def random_letters(text: str) -> bool:
    """Tell letters that no language joins so from words: rare pairs, many changes of case."""
    if len(text) >= 10 and 5 * _changes(text) >= 2 * len(text):
        return True
    some, known = pairs(text)
    return some >= 6 and 2 * known < some


def _changes(text: str) -> int:
    """Return how often a capital and a small letter stand side by side."""
    if text.isascii():
        return len(_CHANGE.findall(text))
    return sum(a.isupper() != b.isupper() for a, b in pairwise(text) if a.isalpha() and b.isalpha())
