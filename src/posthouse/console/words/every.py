"""All of the console's sentences in one table."""

from __future__ import annotations

from collections.abc import Mapping

from posthouse.console.words import access, common, explain, people, record, use

WORDS: Mapping[str, tuple[str, str]] = {
    **common.WORDS,
    **access.WORDS,
    **use.WORDS,
    **explain.WORDS,
    **record.WORDS,
    **people.WORDS,
}
