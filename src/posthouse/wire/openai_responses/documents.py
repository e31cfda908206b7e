"""Where a document's text stands in an item: an input text, below the file's name.

https://platform.openai.com/docs/guides/pdf-files
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from posthouse.wire.medium import titled


def put_text(around: Sequence[dict[str, Any]], text: str) -> bool:
    """Make an input text out of an input file; what else the part says stays."""
    part = around[0]
    if part.get("type") != "input_file":
        return False
    name = part.pop("filename", None)
    for key in ("file_data", "detail"):
        part.pop(key, None)
    part["type"] = "input_text"
    part["text"] = titled(name, text)
    return True
