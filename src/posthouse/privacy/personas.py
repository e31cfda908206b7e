"""Surrogates of people: word by word, so that who is named in part stays the same person.

Each word of a Latin name stands for itself wherever it stands: "Mr Li" and "Li Na" keep their Li.
A Chinese family name has one stand-in, so that 张总 and 小张 stay with 张伟; the rest is drawn for
the whole name. What an answer says in part ("Mr …", …总) is restored by aliases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.privacy.draw import Draw
from posthouse.privacy.pools import (
    ASIDE,
    DOUBLE_SURNAMES,
    GIVEN,
    SURNAMES,
    TITLES_AFTER,
    TITLES_BEFORE,
    WORDS,
)
from posthouse.privacy.token import Minter
from posthouse.privacy.words import either

_CHINESE = re.compile(r"[\u3400-\u9fff·]+")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_LONGEST_GIVEN = 2
_BEFORE = re.compile(f"({either(TITLES_BEFORE)})(.)")
_AFTER = re.compile(f"(.|{either(DOUBLE_SURNAMES)})({either(TITLES_AFTER)})")


def person(minter: Minter, value: str, attempt: int) -> str | None:
    """Return the name that stands for a name; None for one in another script."""
    if _CHINESE.fullmatch(value):
        return _chinese(minter, value, attempt)
    if any(c.isalpha() and c > "\u024f" for c in value):
        return None
    found = _WORD.sub(lambda m: _word(minter, m.group(), attempt), value)
    return found if found != value else None


def aliases(value: str, surrogate: str) -> Iterator[tuple[str, str]]:
    """Yield (how an answer may call the surrogate in part, how it would call the person)."""
    if _CHINESE.fullmatch(value):
        yield from _chinese_aliases(value, surrogate)
        return
    words = _WORD.findall(value)
    for real, made in zip(words, _WORD.findall(surrogate), strict=False):
        if real != made and len(words) > 1:
            yield made, real


def _word(minter: Minter, word: str, attempt: int) -> str:
    if word.lower() in ASIDE or len(word) == 1:
        return word
    made = Draw(minter.number("surrogate/word", word.lower(), attempt)).of(WORDS)
    return made.upper() if word.isupper() else made.lower() if word.islower() else made


def _chinese(minter: Minter, value: str, attempt: int) -> str:
    if match := _BEFORE.fullmatch(value):
        return match.group(1) + _family(minter, match.group(2), attempt)
    if match := _AFTER.fullmatch(value):
        return _family(minter, match.group(1), attempt) + match.group(2)
    surname, given = _split(value)
    if not given:
        return _family(minter, surname, attempt)
    draw = Draw(minter.number("surrogate/given", value, attempt))
    size = min(len(given), _LONGEST_GIVEN)
    return _family(minter, surname, 0) + "".join(draw.of(GIVEN) for _ in range(size))


def _split(value: str) -> tuple[str, str]:
    size = 2 if value[:2] in DOUBLE_SURNAMES and len(value) > 2 else 1
    return value[:size], value[size:]


def _family(minter: Minter, surname: str, attempt: int) -> str:
    return Draw(minter.number("surrogate/family", surname, attempt)).of(SURNAMES)


def _chinese_aliases(value: str, surrogate: str) -> Iterator[tuple[str, str]]:
    surname, given = _split(value)
    if not given or _BEFORE.fullmatch(value) or _AFTER.fullmatch(value):
        return
    made, made_given = surrogate[:1], surrogate[1:]
    for title in TITLES_BEFORE:
        yield title + made, title + surname
    for title in TITLES_AFTER:
        yield made + title, surname + title
    if len(made_given) > 1:
        yield made_given, given
