"""Where a document's text stands in a message: in the document's own source, its title beside it.

https://docs.claude.com/en/docs/build-with-claude/pdf-support, …/citations (plain text documents)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def put_text(around: Sequence[dict[str, Any]], text: str) -> bool:
    """Make a document of plain text out of one whose source was base64."""
    source = around[0]
    if len(around) < 2 or around[1].get("source") is not source or "data" not in source:
        return False
    source.clear()
    source.update(type="text", media_type="text/plain", data=text)
    return True
