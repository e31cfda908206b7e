"""Does an answer stop at the text that it is to stop at?"""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import Reply
from posthouse.audit.probes.trials import trials
from posthouse.audit.speech.ask import Ask


def asks(draws: Draws) -> list[Ask]:
    """Return a request whose answer holds the stop text early."""
    first = draws.between(100, 900)
    text = f"Count upwards from {first}, each number in a row, up to {first + 400}."
    return [Ask("stop", wrapped(draws, text), max_tokens=40, stop=(str(first + 3),))]


def kept(replies: Sequence[Reply]) -> bool | None:
    """Tell whether the answer ends before the text."""
    reply = replies[0]
    if reply.heard is None or not reply.heard.text:
        return None
    return reply.ask.stop[0] not in reply.heard.text


PROBE = trials("stop", asks, kept)
