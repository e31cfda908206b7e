"""Files and batches as one value; what the lines of a batch hold is put in by wire/dialects.py."""

from __future__ import annotations

from posthouse.model.dialect import Dialect
from posthouse.wire import kept, openai_family
from posthouse.wire.form import FORM
from posthouse.wire.nostream import NoStream
from posthouse.wire.openai_files import answer, fields, head
from posthouse.wire.openai_files.uploads import UPLOADS
from posthouse.wire.wire import Batches, Wire

WIRE = Wire(
    dialect=Dialect.OPENAI_FILES,
    request=fields.REQUEST,
    response=fields.RESPONSE,
    event=fields.EVENT,
    asked=head.asked,
    put_model=kept.put_nothing,
    target=head.target,
    credential=openai_family.credential,
    usage=kept.no_usage,
    claimed=openai_family.claimed,
    calls=kept.no_calls,
    tools=head.offered,
    block=kept.no_block,
    stream=NoStream,
    refusal=openai_family.refusal,
    refusal_event=openai_family.refusal_event,
    handles=answer.handles,
    consumed=answer.consumed,
    batches=Batches("/v1/batches/", answer.results),
    entries=kept.members("data"),
    put_batched=head.put_batched,
    forms=FORM,
    uploads=UPLOADS,
    forwarded=openai_family.FORWARDED,
)
