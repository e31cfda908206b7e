"""Field tables: what each known key of a protocol's JSON holds.

A table is a tree of nodes that mirrors the JSON. Walking a body beside its table, a string is of
the node's `kind`, an object's members are looked up in `fields`, a list's members take `items`
(or, without it, the node itself). A key that no table knows holds a TREE: all of it is scanned.
So a table is total by construction; tests prove that what it declares as structure is structure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a string (or a number) standing at a node is."""

    TEXT = "text"  # people's or models' words: scanned, masked, restored as they are
    JSON_TEXT = "json_text"  # a string that holds JSON (tool arguments): restored JSON-escaped
    DATA = "data"  # base64 or a data: URL; opened where its media type says text
    OPAQUE = "opaque"  # signatures, encrypted reasoning, ids made by a provider: byte for byte
    STRUCTURE = "structure"  # enumerations, roles, model names, numbers with a meaning of their own


_NO_FIELDS: Mapping[str, Node] = {}


@dataclass(frozen=True, slots=True)
class Node:
    """One place in a protocol's JSON.

    `by` names a member whose value picks another node for the whole object: ("type", {"text": …});
    a value that it does not list falls back to this node's own `fields`.
    `keys` tells that the names of unlisted members are content too (free JSON) and are scanned.
    """

    kind: Kind = Kind.TEXT
    fields: Mapping[str, Node] = field(default_factory=lambda: _NO_FIELDS)
    items: Node | None = None
    by: tuple[str, Mapping[str, Node]] | None = None
    keys: bool = False

    def each(self) -> Node:
        """Return the node of a list's members."""
        return self.items or self


TEXT = Node(Kind.TEXT)
JSON_TEXT = Node(Kind.JSON_TEXT)
DATA = Node(Kind.DATA)
OPAQUE = Node(Kind.OPAQUE)
STRUCTURE = Node(Kind.STRUCTURE)
TREE = Node(Kind.TEXT, keys=True)
"""Free JSON: every string, number and key of it is scanned. What an unknown key holds."""


def record(**fields: Node) -> Node:
    """Return the node of an object with these known keys."""
    return Node(fields=fields)


def each(node: Node) -> Node:
    """Return the node of a list of such members."""
    return Node(items=node)


def either(text: Node, parts: Node) -> Node:
    """Return the node of a value that is a string or a list of parts."""
    return Node(kind=text.kind, items=parts, fields=parts.fields, by=parts.by)
