"""The models list as the Gemini API writes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from posthouse.wire.document import write

_METHODS = ("generateContent", "streamGenerateContent", "countTokens")


def models(names: Sequence[str]) -> bytes:
    """Return the whole list as one page: without nextPageToken there is no other."""
    return write({"models": [_entry(name) for name in names]})


def model(name: str) -> bytes:
    """Return one model."""
    return write(_entry(name))


def _entry(name: str) -> dict[str, Any]:
    return {
        "name": f"models/{name}",
        "baseModelId": name,
        "displayName": name,
        "supportedGenerationMethods": _METHODS,
    }
