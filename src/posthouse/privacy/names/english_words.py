"""English text as words, and what can be told of a word before any of its neighbours is read.

A word is known by the hashes of its letters and of its ends, so nothing is out of vocabulary.
Training and tagging read words with this one module.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

WORD_ROWS, AFFIX_ROWS, SHAPE_ROWS = 10_000, 6_000, 256
LEXICON_BITS = (1 << 27) - 1
CONTEXT = 9
UPPER, LOWER, LETTER, END, STOP, SHOUTED, LONG = (1 << bit for bit in range(7))

_TOKEN = re.compile(
    r"[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|['’][sS]\b|\d+|\n+|(?P<sign>[^\w\s]|_)(?!(?P=sign){7})"
)
"""Of a row of one sign the last seven: further than that no word hears."""
_SPREAD = 2654435761  # Knuth's multiplier: a second hash from the first
_SHAPE = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "X" * 26 + "x" * 26 + "d" * 10,
)
_RUN = re.compile(r"(.)\1{2,}")
_STOPS = frozenset('.!?:"“”•*-|>\n')


@dataclass(frozen=True, slots=True)
class Words:
    """The words, numbers, signs and line ends of a text, and where each stands."""

    texts: list[str]
    starts: list[int]
    ends: list[int]


def split(text: str) -> Words:
    """Return the words of a text."""
    found = list(_TOKEN.finditer(text))
    texts = [match[0] for match in found]
    starts = [match.start() for match in found]
    return Words(texts, starts, [match.end() for match in found])


def vocabulary(words: Words) -> frozenset[str]:
    """Return the words that stand in a text, as they are written and in small letters."""
    written = set(words.texts)
    return frozenset(written.union(map(str.lower, written)))


def folded(word: str) -> str:
    """Return a word as the lexicon and the tables know it."""
    if word[0].isdigit():
        return "0" * min(len(word), 6)
    if word[0] == "\n":
        return "\n\n" if len(word) > 1 else "\n"
    return word.lower().replace("’", "'")


def plain(word: str) -> str:
    """Return a folded word without the marks over its letters."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def shape(word: str) -> str:
    """Return how a word is written: Xxx, XX, xx, dd; runs longer than two are cut at three."""
    drawn = word.translate(_SHAPE)
    if not drawn.isascii():
        drawn = "".join("X" if c.isupper() else "x" if c.isalpha() else c for c in drawn)
    return _RUN.sub(r"\1\1\1", drawn)[:8]


def digest(text: str) -> int:
    """Return the hash of a text, the same on every machine."""
    return crc32(text.encode("utf-8", "replace"))


def rows(word: str) -> list[int]:
    """Return a word's rows: two of the words' table, six of the affixes', one of the shapes'."""
    known = plain(folded(word))
    whole = digest(known)
    found = [whole % WORD_ROWS, (whole * _SPREAD >> 7) % WORD_ROWS]
    for size in (2, 3, 4):
        found.append(digest(f"<{size}{known[:size]}") % AFFIX_ROWS)
        found.append(digest(f">{size}{known[-size:]}") % AFFIX_ROWS)
    found.append(digest(shape(word)) % SHAPE_ROWS)
    return found


def form(word: str) -> int:
    """Return what the letters of a word tell, as bits UPPER to SHOUTED."""
    first, several = word[0], len(word) > 1
    if first.isalpha():
        told = LETTER | LONG * several
        if word.islower():
            return told | LOWER
        return told | UPPER * first.isupper() | SHOUTED * (several and word.isupper())
    return (
        UPPER * first.isupper()
        | LOWER * word.islower()
        | END * (first == "\n")
        | STOP * (first in _STOPS)
        | SHOUTED * (several and word.isupper())
    )


def surroundings(words: Words) -> NDArray[np.float32]:
    """Return per word what its place in the text tells, as CONTEXT zeros and ones."""
    texts = words.texts
    told = {text: form(text) for text in dict.fromkeys(texts)}
    forms = np.array([told[text] for text in texts], np.int16)
    before = np.concatenate(([END | STOP], forms[:-1]))
    parted = np.greater(words.starts, np.concatenate(([0], words.ends[:-1])))
    after = np.concatenate((parted[1:], [False]))
    upper, begins = forms & UPPER > 0, before & STOP > 0
    lower = {text for text, bits in told.items() if bits & LOWER}
    small = {text for text, bits in told.items() if bits & UPPER and text.lower() in lower}
    quiet = (forms & UPPER > 0).sum() * 50 <= (forms & LETTER > 0).sum()
    columns = (
        parted,
        after,
        before & END > 0,
        begins & upper,
        upper & ~begins,
        [text in small for text in texts] if small else False,
        quiet,
        _loud(forms),
        np.concatenate((forms[1:] & END > 0, [True])),
    )
    found = np.zeros((len(texts), CONTEXT), np.float32)
    for number, column in enumerate(columns):
        found[:, number] = column
    return found


def _loud(forms: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Tell for each word whether its line is written in capitals."""
    lines = np.cumsum(np.concatenate(([0], (forms[:-1] & END > 0).astype(int))))
    written = np.bincount(lines, forms & LONG > 0)
    shouted = np.bincount(lines, forms & SHOUTED > 0)
    loud: NDArray[np.bool_] = ((written > 1) & (shouted * 10 >= 7 * written))[lines]
    return loud
