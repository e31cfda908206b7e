"""The Responses API as one value."""

from __future__ import annotations

from posthouse.model.dialect import Dialect
from posthouse.wire.openai_family import FORWARDED, claimed, credential, plainly, put_model, tools
from posthouse.wire.openai_responses import answer, documents, errors, fields, head
from posthouse.wire.openai_responses.handles import handles
from posthouse.wire.openai_responses.stream import ResponsesStream
from posthouse.wire.wire import Wire

WIRE = Wire(
    dialect=Dialect.OPENAI_RESPONSES,
    request=fields.REQUEST,
    response=fields.RESPONSE,
    event=fields.EVENT,
    asked=head.asked,
    put_model=put_model,
    target=head.target,
    credential=credential,
    usage=answer.usage,
    claimed=claimed,
    calls=answer.calls,
    tools=tools,
    block=answer.block,
    stream=ResponsesStream,
    put_text=documents.put_text,
    refusal=errors.refusal,
    refusal_event=errors.refusal_event,
    handles=handles,
    plainly=plainly,
    forwarded=FORWARDED,
)
