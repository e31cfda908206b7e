"""What a conversation explains: hosts, packages, paths and topics named by those who are trusted.

Trusted are the user, the system prompt and results of tools; what the upstream said is not.
"""

from __future__ import annotations

import re

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*|\d{1,3}(?:\.\d{1,3}){3}", re.IGNORECASE)
_LONGEST = 400_000
_LONGEST_ASKED = 20_000


class Said:
    """The trusted words of one request; built once, asked for each fact.

    `asked` is what the user wrote; without it all words count as the user's.
    """

    def __init__(self, text: str = "", asked: str | None = None) -> None:
        self._text = text[-_LONGEST:].lower()
        self._asked = self._text if asked is None else asked[-_LONGEST_ASKED:].lower()
        self._words: frozenset[str] | None = None
        self._hosts: frozenset[str] | None = None

    @property
    def silent(self) -> bool:
        """Tell whether nothing is known of what was asked for."""
        return not self._text.strip()

    def names(self, word: str) -> bool:
        """Tell whether a word, as of a package or a file, is named."""
        plain = word.lower()
        if self._words is None:
            self._words = frozenset(re.split(r"[^\w./@-]+", self._text))
            self._words |= {word.strip("./-") for word in self._words}
        return plain in self._words

    def words(self) -> frozenset[str]:
        """Return all words."""
        self.names("")
        return self._words or frozenset()

    def hosts(self) -> frozenset[str]:
        """Return the hosts that are named."""
        self.knows_host("")
        return self._hosts or frozenset()

    def holds(self, text: str) -> bool:
        """Tell whether a text stands in what was said, as it is."""
        return bool(text) and text.lower() in self._text

    def speaks_of(self, topic: re.Pattern[str]) -> bool:
        """Tell whether the words speak of a topic."""
        return topic.search(self._text) is not None

    def raises(self, topic: re.Pattern[str]) -> bool:
        """Tell whether the user's own words raise a topic; what agents are told always, do not."""
        return topic.search(self._asked) is not None

    def matches(self, pattern: re.Pattern[str]) -> list[str]:
        """Return what of the words a pattern matches; they are all lower case."""
        return [match[0] for match in pattern.finditer(self._text)]

    def knows_host(self, host: str) -> bool:
        """Tell whether a host or a domain above it is named."""
        if self._hosts is None:
            self._hosts = frozenset(_HOST.findall(self._text))
        parts = host.lower().split(".")
        return any(".".join(parts[at:]) in self._hosts for at in range(max(len(parts) - 1, 1)))
