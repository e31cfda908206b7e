"""The shipped archive holds a model whose parts fit together, and nothing else is unpacked."""

import io

import numpy as np
import pytest

from posthouse.config.names import CHINESE, FOLDER
from posthouse.privacy.names.chinese_model import Model

PACKED = (FOLDER / CHINESE[0]).read_bytes()
MODEL = Model.unpack(PACKED)


def test_it_is_small_and_its_parts_fit_together() -> None:
    assert len(PACKED) < 4_500_000
    assert MODEL.codes.shape[0] == len(MODEL.words) == len(MODEL.scales)
    assert MODEL.output.shape == (256, len(MODEL.tags))
    assert MODEL.moves.shape == (len(MODEL.tags), len(MODEL.tags))
    assert set(MODEL.alias.values()) <= set(MODEL.words)


def test_embeddings_are_unpacked_from_four_bits() -> None:
    one = MODEL.embedded(np.array([[1, 2]], np.intp), np.empty((1, 2, 128), np.float32))
    assert one.shape == (1, 2, 128)
    assert np.abs(one[0, 0] / MODEL.scales[1]).max() <= 8
    assert np.allclose(one[0, 0] / MODEL.scales[1], np.round(one[0, 0] / MODEL.scales[1]))


def test_an_archive_with_objects_is_refused() -> None:
    room = io.BytesIO()
    np.savez(room, version=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        Model.unpack(room.getvalue())
