"""Proofs that must hold and proofs that must not, from transparency-dev/merkle."""

import base64
import json
from pathlib import Path

import pytest

from posthouse.ledger.merkle import verify_consistency, verify_inclusion
from posthouse.model.errors import VerificationFailed

FOLDER = Path(__file__).parent / "merkle"


def cases(kind):
    return sorted((FOLDER / kind).rglob("*.json"))


def named(path):
    return f"{path.parent.name}/{path.stem}"


def judge(path, check):
    case = json.loads(path.read_text())
    proof = [base64.b64decode(one) for one in case["proof"] or ()]
    if case["wantErr"]:
        with pytest.raises(VerificationFailed):
            check(case, proof)
    else:
        check(case, proof)


@pytest.mark.parametrize("path", cases("inclusion"), ids=named)
def test_inclusion(path):
    def check(case, proof):
        leaf, root = (base64.b64decode(case[name] or "") for name in ("leafHash", "root"))
        verify_inclusion(case["leafIdx"], case["treeSize"], leaf, proof, root)

    judge(path, check)


@pytest.mark.parametrize("path", cases("consistency"), ids=named)
def test_consistency(path):
    def check(case, proof):
        roots = tuple(base64.b64decode(case[name] or "") for name in ("root1", "root2"))
        verify_consistency((case["size1"], case["size2"]), roots, proof)

    judge(path, check)


def test_all_of_them_are_here():
    assert [len(cases(kind)) for kind in ("inclusion", "consistency")] == [98, 98]
