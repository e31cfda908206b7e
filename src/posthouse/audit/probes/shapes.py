"""Does a strict shape act? Prose is asked for, and an object with one drawn name has to come."""

from __future__ import annotations

import json
from collections.abc import Sequence

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import Reply
from posthouse.audit.probes.trials import trials
from posthouse.audit.speech.ask import Ask, Shape

MEMBERS = ("grade", "state", "result", "label", "status", "level")
VALUES = ("amber", "cedar", "delta", "onyx", "pearl", "quartz", "umber", "willow")
CHOICES = 3


def asks(draws: Draws) -> list[Ask]:
    """Return a question for a sentence, with a shape that has no place for one."""
    member = f"{MEMBERS[draws.between(0, len(MEMBERS))]}_{draws.nonce(2)}"
    start = draws.between(0, len(VALUES) - CHOICES + 1)
    shape = Shape(member, VALUES[start : start + CHOICES])
    text = f"Describe the number {draws.between(100, 1000)} in one short sentence."
    return [Ask("shapes", wrapped(draws, text), max_tokens=32, shape=shape)]


def kept(replies: Sequence[Reply]) -> bool | None:
    """Tell whether the answer has the shape; one that was cut before its end shows nothing."""
    reply = replies[0]
    shape = reply.ask.shape
    if reply.heard is None or shape is None or not reply.heard.text:
        return None
    try:
        tree = json.loads(reply.heard.text)
    except ValueError:
        return None if reply.heard.finish == "length" and "{" in reply.heard.text else False
    return (
        isinstance(tree, dict)
        and list(tree) == [shape.member]
        and (tree[shape.member] in shape.values)
    )


PROBE = trials("shapes", asks, kept)
