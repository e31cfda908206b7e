"""Audio and images as one value."""

from __future__ import annotations

from posthouse.model.dialect import Dialect
from posthouse.wire import kept, openai_family
from posthouse.wire.form import FORM
from posthouse.wire.openai_media import answer, fields, head, stream
from posthouse.wire.wire import Wire

WIRE = Wire(
    dialect=Dialect.OPENAI_MEDIA,
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
    stream=stream.Reader,
    refusal=openai_family.refusal,
    refusal_event=openai_family.refusal_event,
    forms=FORM,
    forwarded=openai_family.FORWARDED,
)
