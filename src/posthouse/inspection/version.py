"""Which rules inspection goes by: one short name over all tables, told with every policy."""

from __future__ import annotations

import hashlib
from functools import cache

from posthouse.inspection.rules import RULES, VERSION
from posthouse.inspection.text.phrases import PHRASES


@cache
def rules_version() -> str:
    """Return the number of the rules and a digest of the tables, as `1-3f2a…`."""
    facts = [repr(rule) for rule in RULES]
    phrases = [
        " ".join(
            [row.rule, row.subject, row.pattern.pattern]
            + [other.pattern if other else "" for other in (row.unless, row.topic)]
        )
        for row in PHRASES
    ]
    told = "\n".join([*facts, *phrases]).encode()
    return f"{VERSION}-{hashlib.sha256(told).hexdigest()[:12]}"
