"""Canonical JSON after RFC 8785 for the trees that the station signs.

The trees hold strings, booleans, null, whole numbers, lists and objects with ASCII keys. Within
that subset orjson with sorted keys writes exactly what RFC 8785 asks: section 3.2.3 sorts keys by
UTF-16 units (the same as bytes for ASCII), 3.2.2.2 escapes as ECMAScript does, 3.2.2.3 concerns
floats, which are refused here. Whole numbers stay within ±(2^53 - 1), the range of I-JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import orjson

Tree: TypeAlias = "str | int | bool | Sequence[Tree] | Mapping[str, Tree] | None"

LARGEST = 2**53 - 1

_PLAIN = frozenset((str, bool, type(None)))


class NotCanonical(ValueError):
    """A value that the canonical form has no place for; the message names its type, not it."""


def canonical(tree: Tree) -> bytes:
    """Return the one byte string that stands for the tree. Raises NotCanonical."""
    _check(tree)
    try:
        return orjson.dumps(tree, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise NotCanonical("expected well-formed Unicode, found a lone surrogate") from error


def written(tree: Tree) -> bytes:
    """Return the canonical form of a tree whose types leave no room for floats or other keys.

    Raises NotCanonical for a number beyond 53 bits or a lone surrogate; three times as fast.
    """
    try:
        return orjson.dumps(tree, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER)
    except orjson.JSONEncodeError as error:
        raise NotCanonical("expected numbers within 53 bits and well-formed Unicode") from error


def _check(value: Any) -> None:
    kind = type(value)
    if kind in _PLAIN:
        return
    if kind is int:
        if not -LARGEST <= value <= LARGEST:
            raise NotCanonical("expected a whole number within 53 bits, found a larger one")
    elif kind is dict:
        for name, below in value.items():
            _check_name(name)
            _check(below)
    elif kind is list or kind is tuple:
        for below in value:
            _check(below)
    else:
        raise NotCanonical(f"expected a JSON value without floats, found {kind.__name__}")


def _check_name(name: Any) -> None:
    if type(name) is not str or not name.isascii():
        raise NotCanonical("expected ASCII keys, found another")
