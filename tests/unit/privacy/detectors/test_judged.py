"""What looks like a secret where its name or its place says that one stands."""

import re

import pytest

from posthouse.privacy.detectors.judged import fits, key, password

MADE = "q7Zt0Vx3Lm9Kp2Rw"


@pytest.mark.parametrize(
    ("kind", "secret", "told"),
    [
        ("password", "kQ7pw2xa", True),
        ("password", "changeme", False),
        ("password", "settings.password", False),
        ("key", MADE, True),
        ("key", "user_account", False),
        ("weak", MADE, False),
        ("weak", MADE + MADE[::-1], True),
        ("", MADE + MADE[::-1], False),
    ],
)
def test_a_literal_fits_the_kind_of_its_name(kind: str, secret: str, *, told: bool) -> None:
    assert fits(kind, secret) is told


@pytest.mark.parametrize(("secret", "span"), [("kQ7pw2xa", (3, 11)), ("changeme", None)])
def test_a_password_is_the_group_that_says_so(secret: str, span: tuple[int, int] | None) -> None:
    match = re.match(r"to (?P<v>\S+)", f"to {secret}")
    assert match is not None
    assert password(match) == span


@pytest.mark.parametrize(("secret", "span"), [(MADE, (3, 19)), ("user_account", None)])
def test_a_key_is_the_group_that_was_generated(secret: str, span: tuple[int, int] | None) -> None:
    match = re.match(r"to (?P<v>\S+)", f"to {secret}")
    assert match is not None
    assert key(match) == span
