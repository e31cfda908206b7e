"""The shipped archive holds a model whose parts fit together, and nothing else is unpacked."""

import io

import numpy as np
import pytest

from posthouse.config.names import CHINESE, FOLDER
from posthouse.privacy.names.chinese_model import Model

PACKED = (FOLDER / CHINESE[0]).read_bytes()
MODEL = Model.unpack(PACKED)


def test_it_is_small_and_its_parts_fit_together() -> None:
    assert len(PACKED) < 8_000_000
    assert MODEL.codes.shape[0] == len(MODEL.words) == len(MODEL.scales)
    assert MODEL.output.shape == (256, len(MODEL.tags))
    assert MODEL.moves.shape == (len(MODEL.tags), len(MODEL.tags))
    assert set(MODEL.alias.values()) <= set(MODEL.words)


def test_the_jury_weighs_rows_and_a_far_feature_counts_no_more_than_the_limit() -> None:
    jury = MODEL.jury
    usual = jury.middle.tolist()
    far, farther = ([*usual[:-1], usual[-1] + times * float(jury.spread[-1])] for times in (4, 40))
    told = jury.weighed([usual, far, farther])
    assert told[1] == pytest.approx(told[2], abs=1e-5)
    assert abs(told[1] - told[0]) > 1e-3
    assert told[0] == pytest.approx(jury.weighed([usual])[0], abs=1e-5)


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
