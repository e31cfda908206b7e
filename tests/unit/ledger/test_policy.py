"""Trust policies read as the draft and others' tests say, and count each witness once."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence import LOG, WITNESSES, policy_text

from posthouse.ledger.note import SignatureType
from posthouse.ledger.policy import parse_policy
from posthouse.model.errors import ConfigError

# transparency-dev/formats witness/witness_policy_test.go @0b850f1 (Apache-2.0)
W1 = "sigsum.org+e4ade967+AZuUY6B08pW3QVHu8uvsrxWPcAv9nykap2Nb4oxCee+r"
W2 = "example.com+3753d3de+AebBhMcghIUoavZpjuDofa4sW6fYHyVn7gvwDBfvkvuM"
W4 = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
TIDY = f"""
witness w1 {W1} https://sigsum.org/witness/
witness w2 {W2} https://example.com/witness/
group g1 all w1 w2
quorum g1
"""
UNTIDY = f"""

# comment
witness   w1      {W1}     https://sigsum.org/witness/    #comment
  witness w2            {W2}\t   https://example.com/witness/


\t\t\t     #comment
group      g1    all     w1  w2

\t\t quorum      g1
"""


@pytest.mark.parametrize("text", [TIDY, UNTIDY])
def test_reads_published_policies(text):
    policy = parse_policy(text.encode())
    assert (policy.quorum, policy.groups["g1"].threshold) == ("g1", 2)
    assert policy.witnesses["w2"].url == "https://example.com/witness/"
    assert policy.witnesses["w1"].key.type is SignatureType.COSIGNATURE
    assert policy.met({"w1", "w2"})
    assert not policy.met({"w1"})


@pytest.mark.parametrize(("told", "threshold"), [("2", 2), ("all", 3), ("any", 1), ("3", 3)])
def test_reads_published_thresholds(told, threshold):
    text = (
        f"witness w1 {W1}\nwitness w2 {W2}\nwitness w4 {W4}\ngroup g1 {told} w1 w2 w4\nquorum g1\n"
    )
    assert parse_policy(text.encode()).groups["g1"].threshold == threshold


WITNESS = f"witness w1 {W1}\nwitness w2 {W2}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"witness w1 {W1}", "the end of the file before a quorum line"),
        ("quorum unknown", "a quorum that no earlier line defines"),
        (f"witness w1 {W1}\nwitness w1 {W2}\nquorum w1", "a name that is taken"),
        (f"{WITNESS}group g1 -1 w1\nquorum g1", "a threshold that is not 1 to 1"),
        (f"{WITNESS}group g1 0 w1\nquorum g1", "a threshold that is not 1 to 1"),
        (f"{WITNESS}group g1 3 w1 w2\nquorum g1", "a threshold that is not 1 to 2"),
        (f"{WITNESS}group g1 01 w1 w2\nquorum g1", "a threshold that is not 1 to 2"),
        (f"witness all {W1}", "a name that is taken"),
        ("group none 1 witness", "a name that is taken"),
        (f"{WITNESS}witness w3 {W2}\nquorum w3", "a public key that an earlier line has"),
        (f"{WITNESS}group g1 any w1 w1\nquorum g1", "a member that was listed before"),
        (f"{WITNESS}group g1 any w1\ngroup g2 any w1 g1\nquorum g2", "was listed before"),
        (f"{WITNESS}group g1 any g1\nquorum g1", "a member that no earlier line defines"),
        (f"{WITNESS}group g1 any none\nquorum g1", "a member that no earlier line defines"),
        (f"{WITNESS}group g1 any\nquorum g1", "something else than one"),
        (f"{WITNESS}quorum w1\nquorum w2", "something else than one"),
        (f"{WITNESS}quorum w1 w2", "something else than one"),
        ("frobnicate", "something else than one"),
        (f"log {LOG.key} https://log.example x\nquorum none", "something else than one"),
        (f"log {LOG.key}\nlog {LOG.key}\nquorum none", "a public key that an earlier line has"),
        (f"log {WITNESSES[0].key}\nquorum none", "a log key of type 0x04"),
        ("log nonsense\nquorum none", "verifier key"),
        (f"{WITNESS}quorum w1\x00", "a control character"),
        (f"{WITNESS}quorum w1\r\n", "a control character"),
        ("\n" * 5000 + "quorum none", "more than 4096 lines"),
    ],
)
def test_refuses_with_the_line(text, found):
    with pytest.raises(ConfigError, match=found) as caught:
        parse_policy(text.encode())
    assert "line " in caught.value.message
    assert caught.value.hint


def test_a_quorum_of_none_is_met_by_nobody_at_all():
    assert parse_policy(b"quorum none").met(set())


def test_names_are_octets():
    text = f"witness K\xff {W1}\nquorum K\xff\n".encode("latin-1")
    assert parse_policy(text).met({*parse_policy(text).witnesses})


def test_groups_of_groups_as_in_the_draft():
    keys = [f"witness x{n} {one.key}" for n, one in enumerate(WITNESSES)]
    text = [*keys, f"witness y {W1}", "group xs 2 x0 x1 x2", "group both all xs y", "quorum both"]
    policy = parse_policy("\n".join(text).encode())
    assert policy.met({"x0", "x2", "y"})
    assert not policy.met({"x0", "x1", "x2"})
    assert not policy.met({"x1", "y"})
    assert {one.name for one in policy.counted()} == {"x0", "x1", "x2", "y"}


def test_only_those_that_the_quorum_counts_are_counted():
    policy = parse_policy(f"{WITNESS}group g any w1\nquorum g".encode())
    assert [one.name for one in policy.counted()] == ["w1"]


@given(quorum=st.integers(1, 3), chosen=st.sets(st.sampled_from(["w0", "w1", "w2", "stranger"])))
def test_k_of_n_is_k_of_the_known_ones(quorum, chosen):
    policy = parse_policy(policy_text(quorum).encode())
    assert policy.met(chosen) == (len(chosen - {"stranger"}) >= quorum)


def test_more_cosignatures_never_make_a_quorum_fail():
    policy = parse_policy(policy_text(2).encode())
    names = ["w0", "w1", "w2"]
    for size in range(4):
        for some in itertools.combinations(names, size):
            if policy.met(set(some)):
                assert all(policy.met({*some, more}) for more in names)
