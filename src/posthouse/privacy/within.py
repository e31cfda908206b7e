"""A memory of one pass of the detector: what was asked of a piece of text is not asked again in it.

Requests hold the same keys and names many times over. Nothing is kept when the pass is over: the
pieces are plain text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 4096
_FORGETTERS: list[Callable[[], None]] = []


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Remember what a pure function of text returns, until `forget` is called."""
    kept = lru_cache(maxsize=_MOST)(function)
    _FORGETTERS.append(kept.cache_clear)
    return cast("Callable[P, R]", kept)


def forget() -> None:
    """Drop all that was remembered."""
    for forgetter in _FORGETTERS:
        forgetter()
