"""Attackers' hosts of the labelled calls under names that look ordinary.

The data writes them as reserved names, which no honest call has reason to use: a gate that knows
reserved names would look far better there than in the field. A host that is made to be taken for
another keeps what it imitates and changes the part that is reserved.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

_FIRST = (
    *("amber", "birch", "cedar", "delta", "ember", "fjord", "grove"),
    *("haven", "ivory", "juniper", "kestrel", "linden", "maple", "north"),
)
_SECOND = (
    *("bay", "bridge", "crest", "field", "forge", "gate", "hill"),
    *("lake", "line", "mill", "point", "port", "ridge", "works"),
)
_ENDS = ("com", "net", "io", "dev", "org")
_LABELS = ("", "cdn.", "api.", "files.", "get.", "app.")
_RESERVED = re.compile(r"(?:\A|\.)(?:[\w-]+\.)?(?:example\.(?:com|net|org)|example|test|invalid)\Z")
_TAIL = re.compile(r"example\.(?:com|net|org)\Z|(?:example|test|invalid)\Z")
_IMITATES = ("lookalike", "homoglyph", "typo", "link_swap", "punycode", "userinfo", "tld")


def renamed(line: str) -> str:
    """Return a line of the data with its attackers' hosts under other names."""
    row: dict[str, Any] = json.loads(line)
    hosts = (row["meta"] or {}).get("hosts") or []
    imitates = any(word in row["technique"] for word in _IMITATES)
    kept = {name: row[name] for name in ("context", "meta")}
    for host in sorted(hosts, key=len, reverse=True):
        new = _tail_changed(host) if imitates else ordinary(host)
        changed = json.dumps([row["arguments"], row["text"]], ensure_ascii=False).replace(host, new)
        row["arguments"], row["text"] = json.loads(changed)
    return json.dumps({**row, **kept})


def _number(host: str) -> int:
    return int.from_bytes(hashlib.sha256(host.encode()).digest()[:6])


def ordinary(host: str) -> str:
    """Return an ordinary name for a reserved one, always the same."""
    if not _RESERVED.search(host):
        return host
    number = _number(host)
    name = _FIRST[number % 14] + _SECOND[number // 14 % 14]
    return f"{_LABELS[number // 196 % 6]}{name}.{_ENDS[number // 1176 % 5]}"


def _tail_changed(host: str) -> str:
    number = _number(host)
    name = _FIRST[number % 14] + _SECOND[number // 14 % 14]
    end = _ENDS[number // 196 % 5]
    return _TAIL.sub(lambda match: f"{name}.{end}" if "." in match[0] else end, host)
