"""The Anthropic dialect as one value."""

from __future__ import annotations

from posthouse.model.dialect import Dialect
from posthouse.wire.anthropic import answer, documents, errors, fields, head, stream
from posthouse.wire.wire import Wire

WIRE = Wire(
    dialect=Dialect.ANTHROPIC,
    request=fields.REQUEST,
    response=fields.RESPONSE,
    event=fields.EVENT,
    asked=head.asked,
    put_model=head.put_model,
    target=head.target,
    credential=head.credential,
    usage=answer.usage,
    claimed=answer.claimed,
    calls=answer.calls,
    tools=head.tools,
    block=answer.block,
    stream=stream.Reader,
    put_text=documents.put_text,
    refusal=errors.refusal,
    refusal_event=errors.refusal_event,
    plainly=head.plainly,
    forwarded=head.FORWARDED,
)
