from typing import Any

import pytest

from posthouse.inspection.reading.pytext import folded, method


@pytest.mark.parametrize(
    ("case", "made"),
    [
        (("base64.b64decode", "b64decode", None, ["aGk="], None), ("hi", True)),
        (("bytes.fromhex", "fromhex", None, ["6869"], None), ("hi", True)),
        (("bytes.fromhex", "fromhex", None, ["zz"], None), (None, True)),
        (("chr", "", None, ["104"], None), ("h", True)),
        ((".join", "join", "-", [], ["a", "b"]), ("a-b", False)),
        ((".replace", "replace", "cxurl", ["x", ""], None), ("curl", False)),
        ((".format", "format", "{}/{}", ["a", "b"], None), ("a/b", False)),
        ((".replace", "replace", "cxurl", [None], None), (None, False)),
        (("anything", "", None, ["x"], None), (None, False)),
    ],
)
def test_texts_that_calls_make(case: tuple[Any, ...], made: object) -> None:
    assert method(*case) == made


def test_slices_of_texts() -> None:
    assert folded("lruc", "::-1") == "curl"
    assert folded("xcurl", "1:") == "curl"
    assert folded("curl", "a:b") == "curl"
