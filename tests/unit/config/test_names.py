"""The shipped taggers: read when first asked, and a missing model is told."""

from pathlib import Path

import pytest
from tests.names import Words

from posthouse.config.names import CHINESE, FOLDER, Late, shipped, wanted
from posthouse.model.errors import ConfigError
from posthouse.model.finding import Finding


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="names model") as told:
        shipped(tmp_path)
    assert "privacy.names" in told.value.hint


def test_a_tagger_is_made_once_when_it_is_first_asked(tmp_path: Path) -> None:
    made: list[bytes] = []

    def make(packed: bytes) -> Words:
        made.append(packed)
        return Words(["张伟"])

    path = tmp_path / "model.npz"
    path.write_bytes(b"model")
    late = Late(path, make)
    assert not made
    assert late.tag(["张伟"]) == [[Finding(0, 2, late.tag(["张伟"])[0][0].label, "words")]]
    assert made == [b"model"]


def test_another_model_has_another_name(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(b"one")
    first = Late(path, Words).name
    path.write_bytes(b"two")
    assert Late(path, Words).name != first


def test_off_means_off_and_the_others_the_shipped_ones() -> None:
    assert wanted("off") is None
    assert wanted("on") is wanted("auto") is shipped()
    assert (FOLDER / CHINESE[0]).is_file()
