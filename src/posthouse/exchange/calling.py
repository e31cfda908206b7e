"""What leaves for one candidate: method, target, headers and the body written from its tree."""

from __future__ import annotations

from posthouse.exchange.actions import Call
from posthouse.exchange.state import Case
from posthouse.ledger.commitment import Commitment, Passage
from posthouse.model.channel import Channel


def call_to(case: Case, channel: Channel) -> Call:
    """Return the call to a channel; the commitment to what leaves begins anew with it."""
    assert case.document is not None
    assert case.asked is not None
    wire, asked, document = case.wire, case.asked, case.document
    model = channel.upstream_model(asked.model)
    if asked.model:
        wire.put_model(document.tree, model)
    if asked.batched:
        wire.put_batched(document.tree, [channel.upstream_model(one) for one in asked.batched])
    body = b"" if case.bare else document.write()
    case.left = Commitment(case.seed.salt, Passage.LEFT)
    case.left.update(body)
    case.same = body == case.body
    headers = tuple(h for h in case.head.headers if h[0] in wire.forwarded)
    if not case.bare:
        headers = (*headers, ("content-type", document.content_type))
    target = wire.target(case.endpoint, model, case.head.query)
    return Call(channel, target, headers, body, case.endpoint.method)
