import pytest

from posthouse.model.usage import Usage
from posthouse.wire.openai_media.answer import usage


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"usage": {"input_tokens": 3, "output_tokens": 4}}, Usage(3, 4)),
        ({"usage": {"type": "duration", "seconds": 3}}, Usage()),
        ({}, Usage()),
        ("text", Usage()),
    ],
)
def test_tokens_are_counted_and_seconds_are_none(tree, expected):
    assert usage(tree) == expected
