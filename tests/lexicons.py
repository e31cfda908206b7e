"""A lexicon for tests: it knows what it is told."""

from collections.abc import Mapping

import numpy as np

from posthouse.privacy.names.english_lexicon import Lexicon, key


def lexicon(words: Mapping[str, tuple[int, int]]) -> Lexicon:
    """Return a lexicon of these words alone, with two bytes for each."""
    known = sorted((key(word), flags) for word, flags in words.items())
    hashes = np.array([hashed for hashed, _ in known], np.uint32)
    steps = np.diff(hashes, prepend=np.uint32(0))
    flags = np.array([flags for _, flags in known], np.uint8)
    return Lexicon((steps & 0xFF).astype(np.uint8), steps >> 8, flags)
