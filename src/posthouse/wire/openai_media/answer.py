"""What an answer of audio or images says: usage. It calls no tools."""

from __future__ import annotations

from typing import Any

from posthouse.model.usage import Usage
from posthouse.wire.openai_family import count


def usage(tree: Any) -> Usage:
    """Return the token counts where it tells tokens; seconds of audio are none."""
    told = tree.get("usage") if isinstance(tree, dict) else None
    return Usage(count(told, "input_tokens"), count(told, "output_tokens"))
