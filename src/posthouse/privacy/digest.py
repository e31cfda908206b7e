"""Keyed digests by which texts are known again: who has not the key learns nothing from them.

A text's digest is SHA-256 of the key's block and the text, cut to half so that nothing can be
appended. Most texts of a request were in the one before it, so digests are remembered by runs of
texts. A run ends after a text whose length says so, wherever it stands: what is added somewhere
changes the runs around it alone. A run is known by SHA-256 of its GMAC (NIST SP 800-38D) under a
key of its own, a tenth of the work: two runs have one GMAC with a chance below 2**-107 a pair, for
whoever knows neither the key nor any GMAC, and none is ever told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from posthouse.privacy.recent import Recent

SIZE = 16
_BLOCK = 64  # bytes SHA-256 reads at once: the key fills the first
_BETWEEN = b"\xff"  # stands in no UTF-8: what runs are made of can be told apart
_SHORT = 4096  # bytes of a request below which runs are not worth it
_ENDS = 31  # a text ends a run where these bits of its length are zero: one in 32
_SHORTEST, _LONGEST = 8, 64  # texts of a run
_MOST_TEXTS = 50_000  # in all runs: about 4 MB
_NONCE = bytes(12)


class Digester:
    """Takes digests of texts and remembers those of runs; neither texts nor GMACs are kept."""

    __slots__ = ("_begun", "_code", "_runs")

    def __init__(self, key: bytes, most: int = _MOST_TEXTS) -> None:
        block = key if len(key) <= _BLOCK else hashlib.sha256(key).digest()
        self._begun = hashlib.sha256(block.ljust(_BLOCK, b"\0"))
        self._code = AESGCM(self._digest(_BETWEEN + b"run"))
        self._runs: Recent[bytes, tuple[bytes, ...]] = Recent(most, len)

    def __repr__(self) -> str:
        return "Digester()"

    def of_all(self, texts: Iterable[str]) -> list[bytes]:
        """Return the digest of each text."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        sizes = list(map(len, encoded))
        if sum(sizes) < _SHORT:
            return list(map(self._digest, encoded))
        digests: list[bytes] = []
        for start, end in _runs(sizes):
            digests += self._of_run(encoded[start:end])
        return digests

    def _of_run(self, run: Sequence[bytes]) -> tuple[bytes, ...]:
        told = self._code.encrypt(_NONCE, b"", _BETWEEN.join(run))
        name = self._digest(_BETWEEN + told)
        known = self._runs.get(name)
        if known is None:
            known = tuple(map(self._digest, run))
            self._runs.keep(name, known)
        else:
            self._runs.move_to_end(name)
        return known

    def _digest(self, data: bytes) -> bytes:
        taken = self._begun.copy()
        taken.update(data)
        return taken.digest()[:SIZE]


def _runs(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where runs of texts of these sizes begin and end."""
    start = 0
    for end in (at + 1 for at, size in enumerate(sizes) if not size & _ENDS):
        if end - start >= _SHORTEST:
            yield from _cut(start, end)
            start = end
    yield from _cut(start, len(sizes))


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, _LONGEST):
        yield at, min(at + _LONGEST, end)
