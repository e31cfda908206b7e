"""Where a document's text stands in a message: a text part, below the file's name.

https://platform.openai.com/docs/guides/pdf-files
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from posthouse.wire.medium import titled


def put_text(around: Sequence[dict[str, Any]], text: str) -> bool:
    """Make a text part out of a file part; what else the part says stays."""
    file = around[0]
    if len(around) < 2 or around[1].get("file") is not file:
        return False
    part, name = around[1], file.get("filename")
    del part["file"]
    part["type"] = "text"
    part["text"] = titled(name, text)
    return True
