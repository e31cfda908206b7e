from collections.abc import Sequence
from functools import partial

from posthouse.model.finding import Finding, Label
from posthouse.privacy.digest import Digester
from posthouse.privacy.mask import mask
from posthouse.privacy.minted import Memory, Minted
from posthouse.privacy.register import Register
from posthouse.privacy.token import Minter
from posthouse.privacy.turn import Turn

KEY = b"k" * 32
MINTER = Minter(KEY, "B")
Part = tuple[str, tuple[Finding, ...]]
PLAIN: Part = ("to ann@firm.test", (Finding(3, 16, Label.EMAIL, "r"),))
SPELLED: Part = (r"key kQ7\"pw end", (Finding(4, 11, Label.CREDENTIAL, "r", 1),))
SAME: Part = ('key kQ7"pw end', (Finding(4, 10, Label.CREDENTIAL, "r"),))
NONE: Part = ("nothing here", ())


class Counting(Register):
    """Counts the values that were noted one by one."""

    noted = 0

    def note(self, label: Label, raw: str, depth: int) -> object:  # type: ignore[override]
        Counting.noted += 1
        return super().note(label, raw, depth)


def turn(minted: Minted, log: Sequence[Part]) -> int:
    """Mask a log as memory has it, compare it with one masked afresh, and count what was noted."""
    texts, findings = [text for text, _ in log], [found for _, found in log]
    memory = Memory(minted, Digester(KEY).of_all(texts))
    Counting.noted = 0
    done = Turn(texts, findings, partial(Counting, texts, MINTER, {}, ()), memory).masked()
    noted, (afresh, expected) = Counting.noted, mask(texts, findings, MINTER)
    assert done is not None
    assert done[0] == afresh
    for token in expected:
        mine, other = done[1].get(token), expected.get(token)
        assert mine is not None
        assert other is not None
        assert (mine.value, dict(mine.forms)) == (other.value, dict(other.forms))
    return noted


def test_what_was_masked_before_is_not_gone_through_again() -> None:
    minted = Minted()
    assert turn(minted, [PLAIN, SPELLED, NONE]) == 1
    assert turn(minted, [PLAIN, SPELLED, NONE]) == 0
    assert turn(minted, [PLAIN, NONE, SPELLED, PLAIN, NONE]) == 0


def test_a_value_that_is_spelled_otherwise_in_a_new_text_is_looked_at_together_with_the_old() -> (
    None
):
    minted = Minted()
    turn(minted, [PLAIN, SPELLED])
    assert turn(minted, [PLAIN, SPELLED, SAME]) == 2
    assert turn(minted, [PLAIN, SPELLED, SAME]) == 0
    assert turn(minted, [SAME, SPELLED]) == 2


def test_a_new_text_with_escapes_that_shares_no_value_leaves_the_old_ones_alone() -> None:
    minted = Minted()
    other: Part = (r"pass zz\"9 end", (Finding(5, 10, Label.CREDENTIAL, "r", 1),))
    turn(minted, [PLAIN, SPELLED])
    assert turn(minted, [PLAIN, SPELLED, other]) == 1
    assert turn(minted, [PLAIN, SPELLED, other]) == 0


def test_texts_that_stood_together_are_remembered_in_their_order() -> None:
    minted = Minted()
    turn(minted, [SPELLED, SAME])
    assert turn(minted, [SAME, SPELLED]) == 2


def test_a_text_that_holds_a_token_of_another_request_is_masked_afresh() -> None:
    texts, found = [f"{PLAIN[0]} QXMBBBBBBBBBBB"], [PLAIN[1]]
    memory = Memory(Minted(), [b"d"])
    assert Turn(texts, found, partial(Register, texts, MINTER, {}, ()), memory).masked() is None


def test_a_text_that_stood_beside_them_and_holds_their_value_later_is_seen() -> None:
    minted = Minted()
    turn(minted, [SPELLED, PLAIN])
    turn(minted, [SPELLED, PLAIN])
    turn(minted, [SAME])  # is now remembered by itself
    assert turn(minted, [SPELLED, PLAIN, SAME]) == 2
