"""One JSON body: parsed once, its texts handed out in place, written again from the parsed tree.

What was examined is what is sent: the bytes that leave are always made from the tree whose slots
were examined, so that a duplicated key or an odd escape cannot hide a text from the scan.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any

import orjson

from posthouse.model.batch import Load
from posthouse.model.errors import BadRequest
from posthouse.wire.fields import DEFINED_TREE, TREE, Kind, Node
from posthouse.wire.media import Media, as_utf8, media_of, text_in
from posthouse.wire.medium import JsonMedium

MAX_DEPTH = 64
JSON = Any  # what orjson.loads returns; wire/ is the one place where trees are dicts

_BIG = b"0" * 19  # digits of a number that orjson may not read exactly, each as a 0
_DIGITS_ALONE = bytes(ord("0" if chr(byte) in "0123456789" else " ") for byte in range(256))
_URL_SAFE = str.maketrans("-_", "+/")
_DATA_URL = re.compile(r"data:[^;,]*((?:;[^;,]*)*),", re.ASCII)
_ADDRESSED = re.compile(r"/v1(?:beta|alpha)?/(files/[A-Za-z0-9_-]+)(?:[?:]|$)", re.ASCII)
_SILENT = frozenset({Kind.OPAQUE, Kind.STRUCTURE})


class Slot:
    """One examinable text in place: a member of an object or a list, a number, or a key.

    `free`: it stands in free JSON, as a tool's arguments do, and is no passage of a text.
    """

    __slots__ = ("_holder", "_key", "kind", "text")
    free = False

    @property
    def defines(self) -> bool:
        """Tell whether the text says what tools are: names are not looked for in it."""
        return self.kind is Kind.DEFINED

    def __init__(self, holder: Any, key: Any, kind: Kind, text: str) -> None:
        self._holder = holder
        self._key = key
        self.kind = kind
        self.text = text

    @property
    def place(self) -> tuple[int, Any]:
        """Return what tells whether two slots of one tree stand for the same text."""
        return id(self._holder), self._key

    @property
    def value(self) -> str:
        """Return what stands at the place."""
        return str(self._holder[self._key])

    def put(self, text: str) -> None:
        """Replace the text where it stands."""
        self.text = text
        self._holder[self._key] = text


class _DataSlot(Slot):
    """A text inside base64, alone or in a data: URL; `lead` is what stands before it."""

    __slots__ = ("_lead",)

    def __init__(self, holder: Any, key: Any, lead: str, text: str) -> None:
        super().__init__(holder, key, Kind.TEXT, text)
        self._lead = lead

    def put(self, text: str) -> None:
        self.text = text
        lead = as_utf8(self._lead)
        self._holder[self._key] = lead + base64.b64encode(text.encode()).decode()


class _FreeSlot(Slot):
    """A text of free JSON."""

    __slots__ = ()
    free = True


class _KeySlot(_FreeSlot):
    """The name of a member of free JSON; order is kept when it changes."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """Return the name."""
        return self.text

    def put(self, text: str) -> None:
        base, number = text, 1
        while (
            text != self._key and text in self._holder
        ):  # what is not reversible may fall together
            number += 1
            text = f"{base} {number}"
        members = list(self._holder.items())
        self._holder.clear()
        self._holder.update((text if k == self._key else k, v) for k, v in members)
        self._key = self.text = text


class Document:
    """A parsed body and its slots.

    `media` are what is no text (images, audio, PDF), `links` counts addresses of media that the
    upstream is to fetch. `references` are handles of what the body names by an upstream's ids.
    """

    __slots__ = ("links", "media", "references", "slots", "table", "tree", "uncounted")
    content_type = "application/json"
    loads: tuple[Load, ...] = ()

    def __init__(self, tree: JSON, table: Node) -> None:
        self.tree = tree
        self.table = table
        self.uncounted = 0
        self.links = 0
        self.media: list[JsonMedium] = []
        self.references: list[str] = []
        self.slots: list[Slot] = []
        keys: list[Slot] = []
        self._visit({"": tree}, "", table, (0, keys))
        self.slots += keys  # last: a renamed key must not pull the place from under its value

    def _visit(self, holder: Any, key: Any, node: Node, at: tuple[int, list[Slot]]) -> None:
        value = holder[key]
        if value.__class__ is str:
            self._text(holder, key, node, value)
        elif value.__class__ is dict:
            self._members(value, node, at)
        elif value.__class__ is list:
            self._list(value, node, at)
        elif value.__class__ is int and node.keys and not -999_999 < value < 999_999:
            self.slots.append(_FreeSlot(holder, key, Kind.TEXT, str(value)))

    def _members(self, value: dict[str, Any], node: Node, at: tuple[int, list[Slot]]) -> None:
        depth, keys = at
        if depth >= MAX_DEPTH:
            raise _too_deep()
        if node.by is not None or node.signed is not None:
            node = node.chosen(value)
        free = DEFINED_TREE if node.kind is Kind.DEFINED else TREE
        if node.keys:
            keys += [_KeySlot(value, n, free.kind, n) for n in value if n not in node.fields]
        fields, rest, below = node.fields, node.rest or free, (depth + 1, keys)
        for name, inner in value.items():
            place = fields.get(name, rest)
            kind = inner.__class__
            if kind is str:
                if place.kind not in _SILENT or place.names:
                    self._text(value, name, place, inner)
            elif kind is dict or kind is list or kind is int:
                self._visit(value, name, place, below)

    def _list(self, value: list[Any], node: Node, at: tuple[int, list[Slot]]) -> None:
        depth, keys = at
        if depth >= MAX_DEPTH:
            raise _too_deep()
        below = (depth + 1, keys)
        inner = node.items or node
        if inner.kind is Kind.TEXT and not node.keys and value and value[0].__class__ is int:
            self.uncounted += 1  # a text given as token numbers
        for index in range(len(value)):
            self._visit(value, index, inner, below)

    def _text(self, holder: Any, key: Any, node: Node, value: str) -> None:
        kind = node.kind
        if node.names and (named := reference(node.names, value)):
            self.references.append(named)
        elif node.fetched and "://" in value[:16]:
            self.links += 1
        if kind in _SILENT or not value:
            return
        if kind is Kind.DATA or value.startswith("data:"):
            slot, opened = self._data(holder, key, value)
            if slot is not None:
                self.slots.append(slot)
            elif kind is not Kind.DATA and not opened:
                self.slots.append((_FreeSlot if node.keys else Slot)(holder, key, kind, value))
        else:
            self.slots.append((_FreeSlot if node.keys else Slot)(holder, key, kind, value))

    def _data(self, holder: Any, key: Any, value: str) -> tuple[Slot | None, bool]:
        """Open base64 that holds text, and tell whether what it holds is known, text or not."""
        lead, coded = _data_parts(value)
        if not coded:
            return Slot(holder, key, Kind.TEXT, value), True
        data = _decoded(value[len(lead) :])
        kind = Media.OTHER if data is None else media_of(data)
        if data is None or kind is not Media.TEXT:
            self.media.append(JsonMedium(self.tree, (holder, key, lead), data or b"", kind))
            return None, kind is not Media.OTHER
        return _DataSlot(holder, key, lead, text_in(data) or ""), True

    @property
    def unexamined(self) -> int:
        """Return how many media go as they are, texts given as token numbers included."""
        return self.uncounted + sum(not one.examined for one in self.media)

    def again(self) -> Document:
        """Return the document of the tree as it is now: what became a text has a slot."""
        return Document(self.tree, self.table)

    def write(self) -> bytes:
        """Return the tree as JSON bytes."""
        return write(self.tree)


def reference(kind: str, value: str) -> str:
    """Return the handle of an id or of an address that ends in one (Gemini's), "" for none."""
    if "://" in value:
        found = _ADDRESSED.search(value)
        return f"{kind}:{found.group(1)}" if found else ""
    return f"{kind}:{value}" if value else ""


def _too_deep() -> BadRequest:
    return BadRequest(
        f"the JSON is nested deeper than {MAX_DEPTH} levels",
        code="too_deep",
        hint="flatten the value, or send deep data as a string",
    )


def _data_parts(value: str) -> tuple[str, bool]:
    """Return what stands before the base64, and whether it is base64 at all."""
    if match := _DATA_URL.match(value):
        return match.group(0), ";base64" in match.group(1)
    return "", not value.startswith(("http://", "https://", "gs://", "file-"))


def _decoded(coded: str) -> bytes | None:
    """Read base64 as upstreams do: either alphabet, folded lines, padded or not."""
    plain = "".join(coded.split()).rstrip("=").translate(_URL_SAFE)
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def parse(body: bytes) -> JSON:
    """Parse strictly: no duplicate keys, no NaN, no lone surrogates, numbers kept exactly.

    Most clients write JSON as it is written here: such a body needs no closer look. Raises
    BadRequest (invalid_json, duplicate_key, too_deep).
    """
    try:
        tree = orjson.loads(body)
        plain = orjson.dumps(tree)
    except orjson.JSONDecodeError as error:
        raise _invalid(error) from None
    except TypeError:  # deeper than orjson writes: 254 levels
        raise _too_deep() from None
    if plain == body:
        return tree
    if (
        body.count(b'"') != plain.count(b'"')  # a member was dropped, or …
        or b"\\u0022" in body  # … an escaped quote makes up for it
        or _big_number(body)
    ):
        return _parse_exactly(body)
    return tree


def _big_number(body: bytes) -> bool:
    """Tell whether a number may be larger than orjson reads; digits inside of texts are none."""
    digits = body.translate(_DIGITS_ALONE)
    at = digits.find(_BIG)
    while at >= 0:
        before = body[max(at - 64, 0) : at].rstrip(b"-").rstrip(b" \t\r\n")
        if not before or before[-1] in b":,[":
            return True
        end = digits.find(b" ", at)
        at = digits.find(_BIG, end) if end >= 0 else -1
    return False


def _invalid(error: json.JSONDecodeError) -> BadRequest:
    if "depth" in error.msg:
        return _too_deep()
    return BadRequest(
        f"expected JSON in UTF-8, found something else at byte {error.pos} "
        f"(line {error.lineno}, column {error.colno})",
        code="invalid_json",
        hint="check the body with a JSON validator; NaN, comments and lone surrogates are not JSON",
    )


def _parse_exactly(body: bytes) -> JSON:
    """Parse slowly, seeing every key; integers of any size stay integers."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise BadRequest(
                "an object of the JSON body gives the same key twice",
                code="duplicate_key",
                hint="send each key once: which of the two would count is not defined",
            )
        return found

    try:
        return json.loads(body, object_pairs_hook=members)
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        raise _invalid(error) from None


def write(tree: JSON) -> bytes:
    """Return JSON bytes in UTF-8 without spaces; integers of any size."""
    try:
        return orjson.dumps(tree)
    except TypeError:
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def strings(tree: JSON) -> list[str]:
    """Return every string of a tree, keys included (for tests and the guard)."""
    found: list[str] = []
    _collect(tree, found)
    return found


def _collect(tree: JSON, found: list[str]) -> None:
    if tree.__class__ is str:
        found.append(tree)
    elif tree.__class__ is dict:
        found += tree
        for value in tree.values():
            if value.__class__ is str:
                found.append(value)
            elif value.__class__ is dict or value.__class__ is list:
                _collect(value, found)
    elif tree.__class__ is list:
        for value in tree:
            _collect(value, found)
