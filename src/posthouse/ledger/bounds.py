"""What an entry of the log may be at most: a bundle gives its length 16 bits (c2sp.org/tlog-tiles).

Receipts and events are far below that. One that is not, whatever made it so, is cut rather than
lost: long texts and long lists lose their ends, and the entry says so.
"""

from __future__ import annotations

import orjson

from posthouse.ledger.canonical import Tree, written

MOST_BYTES = 60_000
"""The sealed form adds a promise and a signature, under 1,000 bytes, to a receipt."""
LONGEST_TEXTS = (512, 128, 32, 8)
LONGEST_LIST = 16


def bounded(body: bytes, told_in: str) -> bytes:
    """Return canonical bytes that fit an entry; `told_in` names the object that says what was cut.

    A body that fits is returned as it is.
    """
    if len(body) <= MOST_BYTES:
        return body
    tree = orjson.loads(body)
    note: Tree = {"abridged": f"it had {len(body)} bytes"}
    shorter = body
    for text in LONGEST_TEXTS:
        cut = _cut(tree, text, LONGEST_LIST)
        assert isinstance(cut, dict)
        shorter = written({**cut, told_in: note})
        if len(shorter) <= MOST_BYTES:
            break
    return shorter


def _cut(value: Tree, text: int, most: int) -> Tree:
    if isinstance(value, str):
        return value[:text]
    if isinstance(value, dict):
        names = sorted(value)[: most * 4]
        return {name[:text]: _cut(value[name], text, most // 2) for name in names}
    if isinstance(value, list):
        return [_cut(one, text, most // 2) for one in value[:most]]
    return value
