"""Which stretches of a text people wrote for people."""

import pytest

from posthouse.privacy.names.prose import prose


def stretches(text: str) -> list[str]:
    return [text[a:b] for a, b in prose(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask Ada about it.\n", ["Ask Ada about it.\n"]),
        ("const x = 1; // by Ada Byron\n", ["by Ada Byron"]),
        ('print("Hello Ada Byron")\n', ["Hello Ada Byron"]),
        ("import os\n\nfrom a import b\n", []),
        ("```py\nx = 1\n```\n说明：张伟\n", ["说明：张伟\n"]),
        ("", []),
    ],
)
def test_prose_comments_and_strings(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected
