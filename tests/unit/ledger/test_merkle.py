"""The Merkle tree against its recursive definition in RFC 6962, for every small size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    frontier,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_hash,
    verify_consistency,
    verify_inclusion,
)
from posthouse.model.errors import VerificationFailed

MOST = 70
LEAVES = [leaf_hash(b"entry %d" % n) for n in range(MOST)]


def mth(leaves):
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(mth(leaves[:k]), mth(leaves[k:]))


def node(level, index):
    return mth(LEAVES[index << level : (index + 1) << level])


def test_the_root_is_as_the_standard_defines_it():
    tree = Frontier()
    for size in range(MOST):
        assert tree.root() == mth(LEAVES[:size]) == root_hash(LEAVES[:size])
        assert frontier(size, node).root() == tree.root()
        grown = tree.copy()
        grown.append(LEAVES[size])
        assert tree.size == size
        tree = grown


def test_every_entry_has_a_proof_that_holds_and_holds_for_nothing_else():
    for size in range(1, 40):
        root = mth(LEAVES[:size])
        for index in range(size):
            proof = inclusion_proof(index, size, node)
            verify_inclusion(index, size, LEAVES[index], proof, root)
            for wrong in [(index + 1) % size, size]:
                if wrong != index:
                    with pytest.raises(VerificationFailed):
                        verify_inclusion(wrong, size, LEAVES[index], proof, root)
            with pytest.raises(VerificationFailed):
                verify_inclusion(index, size, LEAVES[index], [*proof, root], root)


def test_every_older_tree_has_a_proof_that_holds_and_holds_for_nothing_else():
    roots = [mth(LEAVES[:size]) for size in range(40)]
    for new in range(1, 40):
        for old in range(1, new + 1):
            proof = consistency_proof(old, new, node)
            verify_consistency((old, new), (roots[old], roots[new]), proof)
            with pytest.raises(VerificationFailed):
                verify_consistency((old, new), (roots[old], roots[new][::-1]), proof)
            with pytest.raises(VerificationFailed):
                verify_consistency((old, new), (roots[old][::-1], roots[new]), proof)
            if proof:
                with pytest.raises(VerificationFailed):
                    verify_consistency((old, new), (roots[old], roots[new]), proof[:-1])
                with pytest.raises(VerificationFailed):
                    verify_consistency((old, new), (roots[old], roots[new]), [*proof, proof[0]])


@given(st.integers(0, MOST - 1), st.integers(0, MOST - 1), st.data())
def test_a_changed_proof_never_holds(index, size, data):
    if index >= size:
        return
    proof = inclusion_proof(index, size, node)
    if not proof:
        return
    place = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    changed = bytearray(proof[place])
    changed[bit // 8] ^= 1 << bit % 8
    proof[place] = bytes(changed)
    with pytest.raises(VerificationFailed):
        verify_inclusion(index, size, LEAVES[index], proof, mth(LEAVES[:size]))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_is_made_for_what_is_not_there(index, size):
    with pytest.raises(ValueError, match="expected"):
        inclusion_proof(index, size, node)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (0, 0), (-1, 1)])
def test_no_consistency_is_shown_with_an_empty_or_larger_tree(old, new):
    with pytest.raises(ValueError, match="expected"):
        consistency_proof(old, new, node)
    with pytest.raises(VerificationFailed):
        verify_consistency((old, new), (EMPTY_ROOT, EMPTY_ROOT), [])


@pytest.mark.parametrize(("leaf", "root"), [(b"", LEAVES[0]), (LEAVES[0], b""), (b"x", b"x")])
def test_hashes_of_another_length_are_refused(leaf, root):
    with pytest.raises(VerificationFailed):
        verify_inclusion(0, 1, leaf, [], root)


def test_a_frontier_has_a_root_for_each_full_subtree():
    with pytest.raises(ValueError, match="each"):
        Frontier(3, [LEAVES[0]])
