"""What each known key holds of the endpoints that make numbers of texts: embeddings, rerank,
moderations.

https://platform.openai.com/docs/api-reference/embeddings and …/moderations;
https://docs.cohere.com/reference/rerank, whose form Jina, vLLM and others share. Token ids in
`input` are numbers: they pass as they are and cannot be examined.
"""

from __future__ import annotations

from posthouse.wire.fields import FETCHED, OPAQUE, STRUCTURE, TEXT, TREE, Kind, Node, either, record
from posthouse.wire.openai_family import COUNTS, ERROR

_PART = Node(
    fields={
        "type": STRUCTURE,
        "text": TEXT,
        "image": FETCHED,
        "image_url": Node(Kind.TEXT, fetched=True, fields={"url": FETCHED, "detail": STRUCTURE}),
        "content": TEXT,
    }
)

_DOCUMENT = Node(fields=_PART.fields, keys=True)
"""A text, or an object of which any member may be ranked by."""

REQUEST = record(
    model=STRUCTURE,
    input=either(TEXT, _PART),
    query=either(TEXT, _PART),
    documents=_DOCUMENT,
    top_n=STRUCTURE,
    return_documents=STRUCTURE,
    max_chunks_per_doc=STRUCTURE,
    max_tokens_per_doc=STRUCTURE,
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
    results=record(
        index=STRUCTURE,
        relevance_score=STRUCTURE,
        document=_DOCUMENT,
        flagged=STRUCTURE,
        categories=Node(Kind.STRUCTURE, rest=STRUCTURE),
        category_scores=Node(Kind.STRUCTURE, rest=STRUCTURE),
        category_applied_input_types=Node(Kind.STRUCTURE, rest=STRUCTURE),
    ),
    meta=TREE,
    usage=COUNTS,
    error=ERROR,
)

EVENT = RESPONSE
"""There is no stream; a broken answer is told in the same form."""
