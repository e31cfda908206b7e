"""What each known key of OpenAI's files and batches holds; lines of a batch have tables of their
own (wire/batchlines.py).

https://platform.openai.com/docs/api-reference/files and …/batch
"""

from __future__ import annotations

from posthouse.wire.fields import (
    FILE_ID,
    OPAQUE,
    STRUCTURE,
    TEXT,
    TREE,
    Kind,
    Node,
    record,
)
from posthouse.wire.openai_family import COUNTS, ERROR

_LASTS = Node(Kind.STRUCTURE, fields={"anchor": STRUCTURE, "seconds": STRUCTURE})

REQUEST = record(
    purpose=STRUCTURE,
    expires_after=_LASTS,
    input_file_id=FILE_ID,
    endpoint=STRUCTURE,
    completion_window=STRUCTURE,
    output_expires_after=_LASTS,
    metadata=TREE,
)

_TIMES = (
    "created_at",
    "expires_at",
    "in_progress_at",
    "finalizing_at",
    "completed_at",
    "failed_at",
    "expired_at",
    "cancelling_at",
    "cancelled_at",
)
_OBJECT = {
    **dict.fromkeys(_TIMES, STRUCTURE),
    **dict.fromkeys(("object", "bytes", "purpose", "status", "deleted", "endpoint"), STRUCTURE),
    **dict.fromkeys(("completion_window", "model"), STRUCTURE),
    **dict.fromkeys(("id", "input_file_id", "output_file_id", "error_file_id"), OPAQUE),
    "filename": TEXT,
    "status_details": TEXT,
    "request_counts": COUNTS,
    "usage": COUNTS,
    "metadata": TREE,
    "errors": record(
        object=STRUCTURE,
        data=record(code=STRUCTURE, message=TEXT, param=TEXT, line=STRUCTURE),
    ),
}

RESPONSE = Node(
    fields={
        **_OBJECT,
        "data": Node(fields=_OBJECT),
        "has_more": STRUCTURE,
        "first_id": OPAQUE,
        "last_id": OPAQUE,
        "error": ERROR,
    }
)

EVENT = RESPONSE
"""There is no stream."""
