"""Where an exchange is part of a conversation that the upstream keeps: what it asks and leaves.

asked(case) -> whose, which    after the request was admitted; its shell looks them up
recalled(case, found)          before masking
kept(case) -> Kept             once the answer is through, before it is told so
not_kept(case)                 where that failed
"""

from __future__ import annotations

from posthouse.exchange.remembering import read, read_calls, written, written_calls
from posthouse.exchange.state import Case
from posthouse.model.conversation import Kept, Recalled


def asked(case: Case) -> tuple[str, tuple[str, ...]] | None:
    """Return the tenant and the handles that the request builds on, None for none."""
    if case.project is None or case.asked is None or not case.asked.recalls:
        return None
    return case.project.name, case.asked.recalls


def recalled(case: Case, found: Recalled | None) -> None:
    """Take what earlier exchanges masked and left behind; None where nobody can say."""
    case.recalled = found
    if found is None:
        case.remembered = "unavailable"
    elif found.record:
        case.known = read(found.parts)
        case.earlier = read_calls(found.calls)
        case.remembered = "recalled"
    else:
        case.remembered = "unknown"


def kept(case: Case) -> Kept | None:
    """Return what has to be kept for later calls, None for nothing."""
    if case.asked is None or not case.asked.keeps or case.channel is None or not case.handles:
        return None
    record = case.recalled.record if case.recalled is not None else ""
    part = written(case.mapping, case.known)
    calls = written_calls(case.leaving)
    if not part and not calls and not record:
        return None
    assert case.project is not None
    named = [*case.handles, *(h for h in case.asked.recalls if h.startswith("conversation:"))]
    return Kept(
        case.project.name, tuple(dict.fromkeys(named)), record, case.channel.name, part, calls
    )


def not_kept(case: Case) -> None:
    """Note that later answers will keep this exchange's tokens."""
    case.remembered = "not kept"
