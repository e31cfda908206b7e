"""Names and mentions put beside what rules confirmed; remembered, since most texts come again.

Texts are known by keyed digests, and so are the surnames of all who are named in a request: the
memory holds neither text nor name. What rules and taggers found in a text is compared itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple, cast

from posthouse.model.finding import Finding
from posthouse.privacy.digest import Digester
from posthouse.privacy.names.mentions import mentioned, surnames_of
from posthouse.privacy.names.merge import united
from posthouse.privacy.recent import Recent

Findings = tuple[Finding, ...]

_MOST = 200_000  # texts and findings: at most 30 MB


class _Known(NamedTuple):
    """What came of what was found in a text, beside people of these surnames."""

    found: Findings
    named: Findings
    surnames: bytes
    done: Findings

    @property
    def size(self) -> int:
        """Return what it counts for."""
        return 1 + len(self.found) + len(self.named) + len(self.done)


def joined(
    texts: Sequence[str], found: Sequence[Findings], named: Sequence[Findings]
) -> list[Findings]:
    """Return what rules found in each text, with names and with mentions of who is named."""
    return united(texts, found, mentioned(texts, named))


class Joined:
    """Joins as `joined` does. The least recently used texts go first."""

    def __init__(self, key: bytes, most: int = _MOST) -> None:
        self._digester = Digester(key)
        self._known: Recent[bytes, _Known] = Recent(most, attrgetter("size"))

    def __len__(self) -> int:
        return len(self._known)

    def __call__(
        self,
        texts: Sequence[str],
        found: Sequence[Findings],
        named: Sequence[Findings],
        digests: Sequence[bytes],
    ) -> list[Findings]:
        """Return what `joined` does; it looks only into texts that it does not know so."""
        surnames = surnames_of(texts, named)
        (told,) = self._digester.of_all(["\0".join(sorted(surnames))])
        known = map(self._known.get, digests)
        done: list[Findings | None] = [
            None if one is None or one[:3] != asked else one.done
            for one, asked in zip(
                known, zip(found, named, (told,) * len(found), strict=True), strict=True
            )
        ]
        self._known.touch(digests)
        new = [index for index, one in enumerate(done) if one is None]
        mine = [named[index] for index in new]
        mentions = mentioned([texts[index] for index in new], mine, surnames)
        put = united([texts[i] for i in new], [found[i] for i in new], mentions)
        for index, one in zip(new, put, strict=True):
            done[index] = one
            self._known.keep(digests[index], _Known(found[index], named[index], told, one))
        return cast("list[Findings]", done)
