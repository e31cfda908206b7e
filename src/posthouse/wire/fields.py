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
from typing import Any


class Kind(Enum):
    """What a string (or a number) standing at a node is."""

    TEXT = "text"  # people's or models' words: scanned, masked, restored as they are
    DEFINED = "defined"  # what says what tools are: a text in which nobody looks for people's names
    JSON_TEXT = "json_text"  # a string that holds JSON (tool arguments): restored JSON-escaped
    DATA = "data"  # base64 or a data: URL; opened where its media type says text
    OPAQUE = "opaque"  # signatures, encrypted reasoning, ids made by a provider: byte for byte
    STRUCTURE = "structure"  # enumerations, roles, model names, numbers with a meaning of their own

    __hash__ = object.__hash__  # Enum hashes the name, in Python: too slow for every text


_NO_FIELDS: Mapping[str, Node] = {}


@dataclass(frozen=True, slots=True)
class Node:
    """One place in a protocol's JSON.

    `by` names a member whose value picks another node for the whole object: ("type", {"text": …});
    a value that it does not list falls back to this node's own `fields`.
    `signed` names members that hold signatures: an object where one of them is a non-empty string
    is described by the node beside them, since what is signed must not change.
    `keys` tells that the names of unlisted members are content too (free JSON) and are scanned.
    `rest` is the node of unlisted members; without it they are a TREE.
    `call` marks what a tool is called with: the object that it is a member of is the call.
    `names` tells what kind of thing an id names that an upstream keeps (model/conversation.py).
    `fetched` marks addresses of images and files that the upstream fetches.
    """

    kind: Kind = Kind.TEXT
    fields: Mapping[str, Node] = field(default_factory=lambda: _NO_FIELDS)
    items: Node | None = None
    by: tuple[str, Mapping[Any, Node]] | None = None
    keys: bool = False
    signed: tuple[tuple[str, ...], Node] | None = None
    rest: Node | None = None
    call: bool = False
    names: str = ""
    fetched: bool = False

    def chosen(self, members: Mapping[str, Any]) -> Node:
        """Return the node that an object's own members pick; odd members pick nothing."""
        node = self
        if self.by is not None:
            told = members.get(self.by[0])
            if told.__class__ is str or told.__class__ is bool:
                node = self.by[1].get(told, self)
        if node.signed is not None and any(
            members.get(name).__class__ is str and members[name] for name in node.signed[0]
        ):
            return node.signed[1]
        return node

    def each(self) -> Node:
        """Return the node of a list's members."""
        return self.items or self


TEXT = Node(Kind.TEXT)
FETCHED = Node(Kind.TEXT, fetched=True)
"""The address of an image or a file, or the medium itself as a data: URL."""
DEFINED = Node(Kind.DEFINED)
JSON_TEXT = Node(Kind.JSON_TEXT, call=True)
DATA = Node(Kind.DATA)
OPAQUE = Node(Kind.OPAQUE)
STRUCTURE = Node(Kind.STRUCTURE)
FILE_ID = Node(Kind.OPAQUE, names="file")
"""The id of a file that the upstream keeps."""
TREE = Node(Kind.TEXT, keys=True)
"""Free JSON: every string, number and key of it is scanned. What an unknown key holds."""
DEFINED_TREE = Node(Kind.DEFINED, keys=True)
"""Free JSON that says what a tool is."""


CALLED_WITH = Node(Kind.TEXT, keys=True, call=True)
"""Free JSON that a tool is called with."""
SAID_TO = Node(Kind.TEXT, call=True)
"""A free text that a tool is called with."""


def record(**fields: Node) -> Node:
    """Return the node of an object with these known keys."""
    return Node(fields=fields)


def each(node: Node) -> Node:
    """Return the node of a list of such members."""
    return Node(items=node)


def either(text: Node, parts: Node) -> Node:
    """Return the node of a value that is a string or a list of parts."""
    return Node(kind=text.kind, items=parts, fields=parts.fields, by=parts.by)


def _schema() -> Node:
    """Return the node of a JSON schema: its keywords are known, all else in it is scanned."""
    keywords: dict[str, Node] = {}
    node = Node(Kind.DEFINED, fields=keywords, keys=True, rest=DEFINED_TREE)
    named = Node(Kind.DEFINED, keys=True, rest=node)
    for name in ("properties", "patternProperties", "$defs", "definitions"):
        keywords[name] = named
    keywords.update(dict.fromkeys(("dependentSchemas", "items", "additionalProperties"), node))
    keywords.update(dict.fromkeys(("anyOf", "allOf", "oneOf", "prefixItems", "not"), node))
    keywords.update(dict.fromkeys(("if", "then", "else", "contains", "propertyNames"), node))
    keywords.update(dict.fromkeys(("title", "description", "pattern", "$comment"), DEFINED))
    keywords.update(dict.fromkeys(("required", "$ref", "$schema", "$id"), DEFINED))
    keywords.update(dict.fromkeys(("enum", "const", "default"), DEFINED_TREE))
    keywords.update(dict.fromkeys(("examples", "example"), DEFINED_TREE))
    keywords.update(dict.fromkeys(("type", "format", "nullable", "strict"), STRUCTURE))
    keywords.update(dict.fromkeys(("minimum", "maximum", "multipleOf", "uniqueItems"), STRUCTURE))
    keywords.update(dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), STRUCTURE))
    return node


SCHEMA = _schema()
"""A JSON schema (tool parameters, structured output); property names and values are content."""
