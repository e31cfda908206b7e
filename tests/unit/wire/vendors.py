"""Reads the keys of a vendor's own SDK types, to compare a field table with them."""

import collections.abc
import typing

import typing_extensions as te

LISTS = (list, typing.Iterable, collections.abc.Iterable)


class Comparison:
    """Walks a type beside a table; `missing` names the keys that the table does not know."""

    def __init__(self):
        self.missing = set()
        self._seen = set()

    def compare(self, kind, node, path=""):
        origin = te.get_origin(kind)
        if origin in (typing.Literal, te.Literal, dict):
            return
        if origin is not None:
            inner = node.items or node if origin in LISTS else node
            for part in te.get_args(kind):
                self.compare(part, inner, path)
            return
        members = members_of(kind)
        node = node.chosen({"type": literal(members["type"])} if "type" in members else {})
        if (kind, id(node)) in self._seen:
            return
        self._seen.add((kind, id(node)))
        for name, member in members.items():
            if name in node.fields:
                self.compare(member, node.fields[name], f"{path}.{name}")
            elif not node.keys and node.rest is None:
                self.missing.add(f"{path}.{name}")


def members_of(kind):
    """Return the keys of a TypedDict or a pydantic model as they stand in JSON."""
    if te.is_typeddict(kind):
        return te.get_type_hints(kind, include_extras=True)
    if isinstance(kind, type) and hasattr(kind, "model_fields"):
        return {f.alias or name: f.annotation for name, f in kind.model_fields.items()}
    return {}


def literal(kind):
    """Return the first value of a Literal, however it is wrapped."""
    if te.get_origin(kind) in (typing.Literal, te.Literal):
        return te.get_args(kind)[0]
    return next((found for part in te.get_args(kind) if (found := literal(part))), None)
