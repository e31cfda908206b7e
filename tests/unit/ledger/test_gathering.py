"""What a log sends is what witnesses take; of their answers only the right one counts."""

import pytest
from tests.evidence import LOG, WITNESSES, policy_text, small_log

from posthouse.ledger.cosignature import cosign
from posthouse.ledger.gathering import (
    WitnessFailed,
    add_checkpoint,
    behind,
    cosignature_in,
    cosigned_note,
)
from posthouse.ledger.note import parse_note
from posthouse.ledger.policy import WitnessLine, parse_policy
from posthouse.ledger.witnessing import SIZE_TYPE, Head, asked, judge

SMALL = small_log()
TEXT = SMALL.head(11).text()
OTHERS = cosign(WITNESSES[0].key, WITNESSES[1].signer.sign, TEXT, 5).line().encode()
STALE = cosign(WITNESSES[0].key, WITNESSES[0].signer.sign, b"x" + TEXT, 5).line().encode()
LINES = [cosign(one.key, one.signer.sign, TEXT, 5) for one in WITNESSES]
FIRST = WitnessLine("w0", WITNESSES[0].key)


def test_a_witness_takes_every_body_that_a_log_makes():
    for new in range(12):
        for old in range(new + 1):
            body = add_checkpoint(old, SMALL.head(new), SMALL.checkpoint(new), SMALL.node)
            found = asked(body, {LOG.key.name: [LOG.key]})
            assert judge(found, Head(old, SMALL.head(old).root)).size == new


@pytest.mark.parametrize("kind", [SIZE_TYPE, "Text/X.Tlog.Size; charset=utf-8"])
def test_hears_from_where_a_witness_wants_to_catch_up(kind):
    assert behind(409, kind, b"7\n", SMALL.head(11)) == 7
    assert behind(409, kind, b"11", SMALL.head(11)) == 11


def test_other_answers_are_no_wish_to_catch_up():
    assert behind(409, "text/plain", b"7\n", SMALL.head(11)) is None
    assert behind(200, SIZE_TYPE, b"7\n", SMALL.head(11)) is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"", "nonsense"), (b"-1\n", "nonsense"), ("٣".encode(), "nonsense"), (b"12\n", "ahead")],
)
def test_refuses_sizes_that_cannot_be(body, kind):
    with pytest.raises(WitnessFailed) as caught:
        behind(409, SIZE_TYPE, body, SMALL.head(11))
    assert caught.value.kind == kind


def test_finds_the_right_line_among_others():
    body = "".join(one.line() for one in LINES[::-1]).encode()
    assert cosignature_in(200, body, TEXT, FIRST) == LINES[0]


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"", "nonsense"),
        (200, b"<html>", "nonsense"),
        (200, LINES[1].line().encode(), "stranger"),
        (200, OTHERS, "signature"),
        (200, STALE, "signature"),
        (409, b"", "conflict"),
        (404, b"", "status_404"),
        (503, LINES[0].line().encode(), "status_503"),
    ],
)  # fmt: skip
def test_takes_nothing_else_for_a_cosignature(status, body, kind):
    with pytest.raises(WitnessFailed) as caught:
        cosignature_in(status, body, TEXT, FIRST)
    assert caught.value.kind == kind


def test_the_note_holds_the_log_and_the_witnesses_in_the_policys_order():
    policy = parse_policy(policy_text().encode())
    lines = {"w2": LINES[2], "w0": LINES[0]}
    note = parse_note(cosigned_note(SMALL.checkpoint(11, WITNESSES[1:]), policy, lines))
    assert [one.name for one in note.signatures] == [
        LOG.key.name, WITNESSES[0].key.name, WITNESSES[2].key.name,
    ]  # fmt: skip
