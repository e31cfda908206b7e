"""The Merkle tree of RFC 6962 section 2.1 and RFC 9162 section 2.1, SHA-256.

    leaf = SHA-256(00 ‖ entry)      node = SHA-256(01 ‖ left ‖ right)      empty = SHA-256("")

A node is named by its level and its index within the level: (0, i) is leaf i, (h, i) is the root
of the full subtree over the leaves i·2^h to (i + 1)·2^h. Whoever makes proofs gives a function
that knows every such node; tiles.py has one over tiles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from posthouse.model.errors import VerificationFailed

HASH_LENGTH = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Node = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows: the roots of its full subtrees, largest first."""

    __slots__ = ("_roots", "size")

    def __init__(self, size: int = 0, roots: Iterable[bytes] = ()) -> None:
        self.size = size
        self._roots = list(roots)
        if len(self._roots) != size.bit_count():
            raise ValueError("expected one root for each full subtree")

    def append(self, leaf: bytes) -> None:
        """Add the hash of an entry."""
        size, roots = self.size, self._roots
        while size & 1:
            leaf = node_hash(roots.pop(), leaf)
            size >>= 1
        roots.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root hash of the tree as it is now."""
        return _joined(self._roots) if self._roots else EMPTY_ROOT

    def copy(self) -> Frontier:
        """Return the same tree, to grow on its own."""
        return Frontier(self.size, self._roots)


def frontier(size: int, node: Node) -> Frontier:
    """Return the tree of this size."""
    return Frontier(size, (node(*name) for name in _full(0, size)))


def root_hash(leaves: Iterable[bytes]) -> bytes:
    """Return the root hash over hashes of entries."""
    tree = Frontier()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Return the audit path of a leaf (RFC 6962, 2.1.1), the leaf's sibling first."""
    if not 0 <= index < size:
        raise ValueError("expected an index within the tree")
    path, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_range_hash(middle, high, node))
            high = middle
        else:
            path.append(_range_hash(low, middle, node))
            low = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """Return the proof that the tree of size `new` begins with that of size `old` (2.1.2)."""
    if not 0 < old <= new:
        raise ValueError("expected an older tree that is not empty and not larger")
    path, low, high = [], 0, new
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_range_hash(middle, high, node))
            high = middle
        else:
            path.append(_range_hash(low, middle, node))
            low = middle
    if low:
        path.append(_range_hash(low, high, node))
    return path[::-1]


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """Check an audit path (RFC 9162, 2.1.3.2). Raises VerificationFailed."""
    _refuse_odd_hashes(leaf, root, *proof)
    if not 0 <= index < size:
        raise VerificationFailed("expected an index within the tree")
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if not last:
            raise VerificationFailed("expected a shorter inclusion proof")
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise VerificationFailed("expected a longer inclusion proof")
    if found != root:
        raise VerificationFailed("the inclusion proof leads to another root hash")


def verify_consistency(
    sizes: tuple[int, int], roots: tuple[bytes, bytes], proof: Sequence[bytes]
) -> None:
    """Check that the first tree is the beginning of the second (RFC 9162, 2.1.4.2).

    Raises VerificationFailed. An empty first tree is refused: a proof from it says nothing.
    """
    (old, new), (old_root, new_root) = sizes, roots
    if not 0 < old <= new:
        raise VerificationFailed("expected an older tree that is not empty and not larger")
    if old == new:
        if proof or old_root != new_root:
            raise VerificationFailed("expected equal root hashes and no proof for equal sizes")
        return
    _refuse_odd_hashes(old_root, new_root, *proof)
    if not proof:
        raise VerificationFailed("expected a consistency proof, found none")
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    before, after = _climbed(old, new, path)
    if before != old_root:
        raise VerificationFailed("the consistency proof does not fit the older root hash")
    if after != new_root:
        raise VerificationFailed("the consistency proof does not fit the newer root hash")


def _climbed(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if not last:
            raise VerificationFailed("expected a shorter consistency proof")
        if at & 1 or at == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise VerificationFailed("expected a longer consistency proof")
    return before, after


def _split(count: int) -> int:
    """Return the largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def _full(low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the names of the full subtrees over a range whose start is a multiple of its sizes."""
    while low < high:
        level = (high - low).bit_length() - 1
        yield level, low >> level
        low += 1 << level


def _range_hash(low: int, high: int, node: Node) -> bytes:
    return _joined([node(*name) for name in _full(low, high)])


def _joined(roots: Sequence[bytes]) -> bytes:
    found = roots[-1]
    for left in reversed(roots[:-1]):
        found = node_hash(left, found)
    return found


def _refuse_odd_hashes(*hashes: bytes) -> None:
    if any(len(one) != HASH_LENGTH for one in hashes):
        raise VerificationFailed(f"expected hashes of {HASH_LENGTH} bytes, found another length")
