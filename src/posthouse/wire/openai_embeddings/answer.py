"""What an embeddings answer says: usage. It calls no tools and has no stream."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from posthouse.model.usage import Usage
from posthouse.wire.openai_family import usage_of


def usage(tree: Any) -> Usage:
    """Return the token counts; there is no output, so it counts as told."""
    told = usage_of(tree.get("usage") if isinstance(tree, dict) else None, ("prompt", "completion"))
    return told if told.input is None or told.output is not None else replace(told, output=0)
