import numpy as np

from posthouse.privacy.names.english_lexicon import Lexicon
from posthouse.privacy.names.english_words import LEXICON_BITS, digest


def lexicon(words: dict[str, tuple[int, int]]) -> Lexicon:
    hashes = sorted((digest(word) & LEXICON_BITS, flags) for word, flags in words.items())
    keys = np.array([key for key, _ in hashes], np.uint32)
    steps = np.diff(keys, prepend=np.uint32(0)).astype(np.uint32)
    return Lexicon(
        (steps & 0xFF).astype(np.uint8),
        (steps >> 8).astype(np.uint32),
        np.array([flags for _, flags in hashes], np.uint8),
    )


def test_known_words_have_their_bytes_and_others_none() -> None:
    found = lexicon({"anna": (3, 0), "oslo": (16, 0), "acme": (0, 3)}).flags(
        ["Anna", "OSLO", "acme", "nobody"]
    )
    assert found.tolist() == [[3, 0], [16, 0], [0, 3], [0, 0]]


def test_no_word_is_asked_for() -> None:
    assert lexicon({"anna": (3, 0)}).flags([]).shape == (0, 2)
