"""What of a client's query goes on: names that an endpoint knows, values that are plain words."""

from __future__ import annotations

import re
from collections.abc import Collection

_PAIR = re.compile(r"([A-Za-z_-]{1,40}(?:\[\]|%5B%5D)?)=([A-Za-z0-9_.:/%-]{0,256})")


def kept_query(query: str, known: Collection[str]) -> str:
    """Return "?…" with the pairs that are known, "" for none; a key never goes on."""
    kept = []
    for pair in query.split("&") if query else ():
        found = _PAIR.fullmatch(pair)
        if found and found.group(1).removesuffix("[]").removesuffix("%5B%5D") in known:
            kept.append(pair)
    return "?" + "&".join(kept) if kept else ""
