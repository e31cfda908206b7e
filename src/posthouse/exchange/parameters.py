"""Which parameters of a request the station changed: what came beside what left, tree by tree.

Masked texts are expected to differ and are told elsewhere on the receipt. A parameter is named by
its member of the body's top level, if the protocol knows that name; any other is client's content
and is told as `other`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from posthouse.exchange.state import Case
from posthouse.wire.document import parse

OTHER = "other"


def parameters_changed(case: Case, routed: str) -> tuple[str, ...]:
    """Return the names of what was changed on the way to the upstream, sorted; empty for none."""
    if case.document is None or case.asked is None or not case.left.started:
        return ()
    named: set[str] = set()
    if not case.same:
        known = case.wire.request.fields
        differing = _differing(parse(case.body), case.document.tree, case.touched)
        named = {name if name in known else OTHER for name in differing}
    if routed != case.asked.model:
        named.add("model")
    return tuple(sorted(named))


def _differing(
    came: dict[str, Any], left: dict[str, Any], touched: set[tuple[int, Any]]
) -> Iterable[str]:
    renamed = dict(zip(came, left, strict=False)) if len(came) == len(left) else {}
    seen = set()
    for name, value in came.items():
        there = renamed.get(name, name)
        place = (id(left), there)
        if there != name and place not in touched:
            there, place = name, (id(left), name)
        seen.add(there)
        if there not in left or not _alike(value, left[there], place, touched):
            yield name
    yield from (name for name in left if name not in seen)


def _alike(came: Any, left: Any, place: tuple[int, Any], touched: set[tuple[int, Any]]) -> bool:
    """Tell whether two values are the same outside of masked texts."""
    if place in touched:
        return True
    if type(came) is not type(left):
        return False
    if isinstance(came, dict):
        return len(came) == len(left) and all(
            _member(one, two, id(left), touched)
            for one, two in zip(came.items(), left.items(), strict=True)
        )
    if isinstance(came, list):
        return len(came) == len(left) and all(
            _alike(one, two, (id(left), index), touched)
            for index, (one, two) in enumerate(zip(came, left, strict=True))
        )
    return bool(came == left)


def _member(
    came: tuple[str, Any], left: tuple[str, Any], holder: int, touched: set[tuple[int, Any]]
) -> bool:
    (old, value), (new, sent) = came, left
    if old != new and (holder, new) not in touched:
        return False
    masked = (holder, old) in touched and type(sent) is str
    return masked or _alike(value, sent, (holder, new), touched)
