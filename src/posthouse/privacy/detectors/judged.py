"""Is a literal a secret? Asked by detectors whose form tells only where one would stand."""

from __future__ import annotations

import re

from posthouse.privacy.assignment import kind_of, value_at
from posthouse.privacy.checksums import counted_code
from posthouse.privacy.placed import is_chosen, may_be_password
from posthouse.privacy.plausible import is_code, looks_like_key, looks_like_password
from posthouse.privacy.rules import Span
from posthouse.privacy.within import remembered

_NO_FIGURES = re.compile(r"\D")
_LONG = 20  # letters that the value of a name of an unclear kind has at least


def password(match: re.Match[str]) -> Span | None:
    """Take the group `v` where it looks like a password."""
    return match.span("v") if fits("password", match.group("v")) else None


def given_password(match: re.Match[str]) -> Span | None:
    """Take the group `v`, a word too, where nothing but a password is given."""
    return match.span("v") if may_be_given(match.group("v")) else None


def may_be_given(secret: str) -> bool:
    """Tell a password, a word too, where nothing but one can stand."""
    return may_be_password(secret) or fits("password", secret)


def key(match: re.Match[str]) -> Span | None:
    """Take the group `v` where it looks generated."""
    return match.span("v") if looks_like_key(match.group("v")) else None


def named(match: re.Match[str]) -> Span | None:
    """Take the group `v`, short too, where the group `n` calls it a secret."""
    return match.span("v") if fits_surely(kind_of(match["n"]), match["v"]) else None


def holds(name: str, secret: str) -> bool:
    """Tell whether a setting of this name holds this secret: a word too if it is a password's."""
    kind = kind_of(name)
    return fits_surely(kind, secret) or (kind == "password" and may_be_password(secret))


def opens(match: re.Match[str]) -> Span | None:
    """Take the group `v`, a code that opens, unless its figures are an example's."""
    return None if counted_code(_NO_FIGURES.sub("", match["v"])) else match.span("v")


def key_behind(match: re.Match[str]) -> Span | None:
    """Take the value behind the match where it looks generated."""
    start, end, _ = value_at(match.string, match.end())
    return (start, end) if looks_like_key(match.string[start:end]) else None


def user_password(match: re.Match[str]) -> Span | None:
    """Take the group `v` where it looks like a user's password, and not like a group or a port."""
    start, end = match.span("v")
    if match.group("v").rstrip("\\nrt").isdigit() and end - start < 8:
        return None
    return password(match)


def fits_surely(kind: str, secret: str) -> bool:
    """Tell the same where something else says that it is a secret: it need not be long."""
    return fits("key" if kind == "weak" else kind, secret)


@remembered
def fits(kind: str, secret: str) -> bool:
    """Tell whether a literal is what the kind of its name says; one of an unclear kind is long."""
    if kind == "password" and is_chosen(secret):
        return True
    if is_code(secret):
        return False
    if kind == "password":
        return looks_like_password(secret, quoted=True)
    long_enough = kind == "key" or (kind == "weak" and len(secret) >= _LONG)
    return long_enough and looks_like_key(secret)
