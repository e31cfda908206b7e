from io import BytesIO

import numpy as np
import pytest

from posthouse.privacy.names.english_model import LABELS, Network
from posthouse.privacy.names.english_words import (
    AFFIX_ROWS,
    CONTEXT,
    SHAPE_ROWS,
    WORD_ROWS,
    split,
)

WIDE, HIDDEN = 4, 8
TEXT = "Amara Okafor wrote to Lena.\nLena said no to Amara!"


def packed() -> bytes:
    """Return a network of small random weights as training writes one."""
    random = np.random.default_rng(5)
    half = {"shape": (SHAPE_ROWS, WIDE), "flag": (256, WIDE), "flag2": (256, WIDE)}
    half |= {"static": (5 * WIDE, HIDDEN), "context": (CONTEXT, HIDDEN), "bias": (HIDDEN,)}
    half |= {"out": (HIDDEN, len(LABELS)), "out_bias": (len(LABELS),)}
    for n in range(3):
        half |= {
            f"conv{n}": (3 * HIDDEN, HIDDEN),
            f"conv{n}_bias": (HIDDEN,),
            f"gain{n}": (HIDDEN,),
        }
    out = {name: random.normal(size=size).astype(np.float16) for name, size in half.items()}
    for name, count in (("word", WORD_ROWS), ("affix", AFFIX_ROWS)):
        out[name] = random.integers(-127, 127, (count, WIDE)).astype(np.int8)
        out[f"{name}_scale"] = np.full((count, 1), 0.01, np.float16)
    file = BytesIO()
    np.savez(
        file,
        lexicon_low=np.array([1, 5], np.uint8),
        lexicon_high=np.array([0, 9], np.uint16),
        lexicon_flags=np.zeros((2, 2), np.uint8),
        **out,
    )
    return file.getvalue()


def label(network: Network, text: str) -> np.ndarray:
    """Return what a network makes of one text alone."""
    (labelled,) = network.label([split(text)])
    return labelled


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(packed())


def test_each_word_has_the_probabilities_of_its_labels(network: Network) -> None:
    labelled = label(network, TEXT)
    assert labelled.shape == (len(split(TEXT).texts), len(LABELS))
    assert np.allclose(np.exp(labelled).sum(axis=1), 1, atol=1e-5)


def test_what_is_remembered_changes_nothing(network: Network) -> None:
    once = label(network, TEXT)
    label(network, "Lena and others came to see what Amara wrote")
    assert np.array_equal(label(network, TEXT), once)
    assert np.allclose(label(Network(packed()), TEXT), once, atol=1e-6)


def test_a_word_is_read_with_its_neighbours_and_not_with_far_ones(network: Network) -> None:
    far = label(network, "x " * 20 + "Lena")[0]
    assert np.array_equal(label(network, "x " * 20 + "Amara")[0], far)
    near = label(network, "x Lena")[0]
    assert not np.array_equal(label(network, "x Amara")[0], near)


def test_no_words_have_no_labels(network: Network) -> None:
    assert label(network, "").shape == (0, len(LABELS))
    assert label(network, "one").shape == (1, len(LABELS))


def test_a_text_is_read_alike_whatever_goes_through_beside_it(network: Network) -> None:
    texts = [TEXT, "", "Okafor", "one two three " * 30, "\n", "Lena said no", "w " * 1500, TEXT]
    together = network.label([split(text) for text in texts])
    assert [len(labelled) for labelled in together] == [len(split(text).texts) for text in texts]
    for text, labelled in zip(texts, together, strict=True):
        assert np.array_equal(labelled, label(network, text))


def test_a_long_text_is_read_alike_a_stretch_at_a_time(network: Network) -> None:
    words = [f"word{'abcdefg'[n % 7]}" if n % 11 else "Amara" for n in range(2600)]
    long = label(network, " ".join(words))
    for at in (990, 999, 1000, 1001, 1010, 1999, 2000, 2599):
        near = label(network, " ".join(words[max(at - 9, 0) : at + 10]))
        assert np.allclose(long[at], near[min(at, 9)], atol=1e-5)
