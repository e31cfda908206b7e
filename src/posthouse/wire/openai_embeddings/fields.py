"""What each known key of the embeddings endpoint holds.

https://platform.openai.com/docs/api-reference/embeddings. Token ids in `input` are numbers: they
pass as they are and cannot be examined.
"""

from __future__ import annotations

from posthouse.wire.fields import OPAQUE, STRUCTURE, TEXT, TREE, Kind, Node, either, record
from posthouse.wire.openai_family import COUNTS, ERROR

_PART = Node(
    fields={
        "type": STRUCTURE,
        "text": TEXT,
        "image": TEXT,
        "image_url": Node(Kind.TEXT, fields={"url": TEXT, "detail": STRUCTURE}),
        "content": TEXT,
    }
)

REQUEST = record(
    model=STRUCTURE,
    input=either(TEXT, _PART),
    encoding_format=STRUCTURE,
    dimensions=STRUCTURE,
    input_type=STRUCTURE,
    output_dtype=STRUCTURE,
    truncate=STRUCTURE,
    user=TEXT,
    metadata=TREE,
)

RESPONSE = record(
    id=OPAQUE,
    object=STRUCTURE,
    created=STRUCTURE,
    model=STRUCTURE,
    data=record(object=STRUCTURE, index=STRUCTURE, embedding=OPAQUE),
    usage=COUNTS,
    error=ERROR,
)

EVENT = RESPONSE
"""There is no stream; a broken answer is told in the same form."""
