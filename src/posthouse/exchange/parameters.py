"""Which parameters of a request the station changed: what came beside what left, tree by tree.

Masked texts are expected to differ and are told elsewhere on the receipt. A parameter is named by
its member of the body's top level, if the protocol knows that name; any other is client's content
and is told as `other`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import orjson

from posthouse.exchange.state import Case
from posthouse.wire.document import Document, parse, write

OTHER = "other"

Masked: TypeAlias = Mapping[tuple[int, Any], str]
"""What masking put, by holder and key: case.touched."""


def parameters_changed(case: Case, routed: str) -> tuple[str, ...]:
    """Return the names of what was changed on the way to the upstream, sorted; empty for none."""
    if case.document is None or case.asked is None or not case.left.started:
        return ()
    json = isinstance(case.document, Document) and not case.bare
    named = _named(case, case.document.tree) if json and not case.same else set()
    if routed != case.asked.model:
        named.add("model")
    return tuple(sorted(named))


def _named(case: Case, left: dict[str, Any]) -> set[str]:
    """Read the body again, the fast way first: it was found to be sound when it came.

    Where it is written as ours are it need not be read.
    """
    if _rewritten(case, left):
        return set()
    came = orjson.loads(case.read_as or case.body)
    if came == left:
        return set()
    differing = set(_differing(came, left, case.touched))
    if differing:  # numbers beyond 64 bits are kept by the exact way alone
        differing = set(_differing(parse(case.read_as or case.body), left, case.touched))
    return {name if name in case.wire.request.fields else OTHER for name in differing}


def _rewritten(case: Case, left: dict[str, Any]) -> bool:
    """Tell whether the body, with what masking put into its texts, is what left but for the model.

    False does not tell that it is not: texts may stand in another order than their slots.
    """
    assert case.asked is not None
    if case.asked.model:
        left = dict(left)
        case.wire.put_model(left, case.asked.model)
    came, sent = case.read_as or case.body, write(left)
    at = there = 0
    for old, new in case.replaced:
        before, after = orjson.dumps(old), orjson.dumps(new)
        start = came.find(before, at)
        end = there + start - at
        if start < 0 or came[at:start] != sent[there:end] or not sent.startswith(after, end):
            return False
        at, there = start + len(before), end + len(after)
    return came[at:] == sent[there:]


def _differing(came: dict[str, Any], left: dict[str, Any], masked: Masked) -> Iterable[str]:
    renamed = dict(zip(came, left, strict=False)) if len(came) == len(left) else {}
    seen = set()
    for name, value in came.items():
        there = renamed.get(name, name)
        if there != name and masked.get((id(left), there)) != there:
            there = name
        seen.add(there)
        if there not in left or not _alike(value, left[there], (id(left), name), masked):
            yield name
    yield from (name for name in left if name not in seen)


def _alike(came: Any, left: Any, place: tuple[int, Any], masked: Masked) -> bool:
    """Tell whether two values are the same but for what masking put into the second."""
    if type(left) is str and masked.get(place) == left:
        return True
    if type(came) is not type(left):
        return False
    if isinstance(came, dict):
        return len(came) == len(left) and all(
            _member(one, two, id(left), masked)
            for one, two in zip(came.items(), left.items(), strict=True)
        )
    if isinstance(came, list):
        return len(came) == len(left) and all(
            _alike(one, two, (id(left), index), masked)
            for index, (one, two) in enumerate(zip(came, left, strict=True))
        )
    return bool(came == left)


def _member(came: tuple[str, Any], left: tuple[str, Any], holder: int, masked: Masked) -> bool:
    """Compare two members; a value was masked under the name that came, before the name was."""
    (old, value), (new, sent) = came, left
    if old != new and masked.get((holder, new)) != new:
        return False
    return _alike(value, sent, (holder, old), masked)
