"""Where a document's text stands in a Content: a text part; in a function's response a text blob.

https://ai.google.dev/gemini-api/docs/document-processing, …/function-calling (multimodal responses)
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from posthouse.wire.medium import titled

_BLOBS = ("inlineData", "inline_data")
_MEDIA = frozenset(
    {
        *("documentMetadata", "document_metadata", "spreadsheetMetadata", "spreadsheet_metadata"),
        *("mediaProcessing", "media_processing", "mediaResolution", "media_resolution"),
        *("videoMetadata", "video_metadata", "audioMetadata", "audio_metadata", *_BLOBS),
    }
)
"""What is said of a part for what its medium is."""


def put_text(around: Sequence[dict[str, Any]], text: str) -> bool:
    """Put the text in the place of a part's blob."""
    blob = around[0]
    if len(around) < 2 or not any(around[1].get(name) is blob for name in _BLOBS):
        return False
    part, title = around[1], blob.get("displayName") or blob.get("display_name")
    if len(around) > 2 and any(one is part for one in _responses(around[2])):  # takes blobs alone
        spelled = "mimeType" if "mimeType" in blob else "mime_type"
        blob[spelled], blob["data"] = "text/plain", base64.b64encode(text.encode()).decode()
        return True
    for name in _MEDIA & part.keys():
        del part[name]
    part["text"] = titled(title, text)
    return True


def _responses(holder: dict[str, Any]) -> list[Any]:
    """Return the parts of a function's response, none of any other object."""
    parts = holder.get("parts")
    return parts if "response" in holder and isinstance(parts, list) else []
