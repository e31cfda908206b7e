"""Where an exchange is part of a conversation that the upstream keeps: what it asks and leaves.

asked(case) -> whose, which    after the request was admitted; its shell looks them up
recalled(case, found)          before masking
named(case), others(case, …)   so too, for files and the like that the request names beside it
kept(case) -> Kept             once the answer is through, before it is told so
not_kept(case)                 where that failed
ended(case) -> whose, which    what the upstream has deleted

What an id names is the project's that it was given to, and lies with the channel that gave it: a
request that names anything else is refused, unless settings let strange ids pass.
"""

from __future__ import annotations

from collections.abc import Mapping

from posthouse.exchange.remembering import joined, read, read_calls, written, written_calls
from posthouse.exchange.settling import held
from posthouse.exchange.settling import read as read_hold
from posthouse.exchange.state import Case
from posthouse.model.conversation import Kept, Recalled
from posthouse.model.dialect import Act
from posthouse.model.errors import BadRequest, NotFound, Unavailable
from posthouse.privacy.mapping import Mapping as Masked


def asked(case: Case) -> tuple[str, tuple[str, ...]] | None:
    """Return the tenant and the handles that the request builds on, None for none."""
    if case.project is None or case.asked is None or not case.asked.recalls:
        return None
    return case.project.name, case.asked.recalls


def recalled(case: Case, found: Recalled | None) -> None:
    """Take what earlier exchanges masked and left behind; None where nobody can say.

    Raises NotFound, Unavailable.
    """
    case.recalled = found
    if found is None:
        case.remembered = "unavailable"
        if case.endpoint.handle:
            raise _unavailable()
    elif found.record:
        case.own = case.known = read(found.parts)
        case.earlier = read_calls(found.calls)
        case.keeper = found.channel
        case.remembered = "recalled"
    else:
        case.remembered = "unknown"
        assert case.asked is not None
        if not case.facts.strange_ids and any(_owned(one) for one in case.asked.recalls):
            raise _unknown()


def named(case: Case) -> tuple[str, tuple[str, ...]] | None:
    """Return the tenant and what else the request names by ids, None for nothing."""
    if case.project is None or case.document is None or not case.document.references:
        return None
    return case.project.name, tuple(dict.fromkeys(case.document.references))


def others(case: Case, found: Mapping[str, Recalled] | None) -> None:
    """Take what was masked in what the request names. Raises NotFound, Unavailable, BadRequest."""
    assert case.document is not None
    if found is None:
        if case.facts.strange_ids:
            return
        raise _unavailable()
    if not case.facts.strange_ids and not found.keys() >= set(case.document.references):
        raise _unknown()
    keepers = {one.channel for one in found.values()} | ({case.keeper} - {""})
    if len(keepers) > 1:
        raise BadRequest(
            "the request names things that lie with different channels",
            code="ids_apart",
            hint="upload the file anew with the model's channel, or send its text",
        )
    if keepers:
        case.keeper = keepers.pop()
    case.known = joined(case.known, _masked(found))
    if case.endpoint.makes_batch:
        for one in found.values():
            case.shares += read_hold(one.batch).shares if one.batch else ()


def listed(case: Case, found: Mapping[str, Recalled] | None) -> None:
    """Take what was masked in the things of a list. Raises Unavailable."""
    if found is None:
        raise _unavailable()
    case.mapping = _masked(found)


def _masked(found: Mapping[str, Recalled]) -> Masked:
    """Return what was masked in things that were found; several may belong to one record."""
    parts = {one.record: one.parts for one in found.values()}
    return read(part for some in parts.values() for part in some)


def kept(case: Case) -> Kept | None:
    """Return what has to be kept for later calls, None for nothing."""
    if case.asked is None or not case.asked.keeps or case.channel is None or not case.handles:
        return None
    record = case.recalled.record if case.recalled is not None else ""
    assert case.project is not None
    own = [h for h in case.asked.recalls if h.startswith("conversation:")]
    named = tuple(dict.fromkeys([*case.handles, *own]))
    part, calls = written(case.mapping, case.own), written_calls(case.leaving)
    return Kept(case.project.name, named, record, case.channel.name, part, calls, held(case))


def ended(case: Case) -> tuple[str, str] | None:
    """Return the tenant and the handle of what the upstream has deleted, None for nothing."""
    gone = case.endpoint.act is Act.END and 200 <= case.status < 300
    return (case.project.name, case.endpoint.handle) if gone and case.project else None


def not_kept(case: Case) -> None:
    """Note that later answers will keep this exchange's tokens."""
    case.remembered = "not kept"
    case.held = False


def _owned(handle: str) -> bool:
    """Tell whether a handle has to be known; of items a long answer's are not all taken note of."""
    return not handle.startswith("item:")


def _unknown() -> NotFound:
    return NotFound(
        "an id of the request names nothing that the station got for this project",
        code="id_unknown",
        hint="upload or ask anew through the station; privacy.unknown_ids = 'pass' lets ids go on",
    )


def _unavailable() -> Unavailable:
    return Unavailable(
        "the station cannot look up whose the ids of the request are",
        code="ids_unavailable",
        hint="try again; the operator looks at the disk of the data folder",
        retry_after_s=5,
    )
