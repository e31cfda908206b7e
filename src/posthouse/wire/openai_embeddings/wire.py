"""The embeddings endpoint as one value."""

from __future__ import annotations

from posthouse.model.dialect import Dialect
from posthouse.wire import kept, openai_family
from posthouse.wire.nostream import NoStream
from posthouse.wire.openai_embeddings import answer, fields, head
from posthouse.wire.wire import Wire

WIRE = Wire(
    dialect=Dialect.OPENAI_EMBEDDINGS,
    request=fields.REQUEST,
    response=fields.RESPONSE,
    event=fields.EVENT,
    asked=head.asked,
    put_model=openai_family.put_model,
    target=head.target,
    credential=openai_family.credential,
    usage=answer.usage,
    claimed=openai_family.claimed,
    calls=kept.no_calls,
    tools=openai_family.tools,
    block=kept.no_block,
    stream=NoStream,
    refusal=openai_family.refusal,
    refusal_event=openai_family.refusal_event,
    forwarded=openai_family.FORWARDED,
)
