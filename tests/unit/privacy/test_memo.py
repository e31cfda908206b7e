from collections.abc import Sequence

from posthouse.model.finding import Finding, Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.memo import Memo
from posthouse.privacy.rules import Rule


class Counting(Detector):
    """A detector that notes what it was asked."""

    def __init__(self) -> None:
        super().__init__((Rule("x", Label.EMAIL, "x", "x+"),))
        self.asked: list[str] = []

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        self.asked += texts
        return super().find_all(texts)


def test_a_text_is_examined_once_and_answered_the_same() -> None:
    detector, memo = Counting(), Memo(b"k" * 32)
    first = memo.find_all(detector, ["ax", "b", "ax"])
    assert memo.find_all(detector, ["b", "ax", "new"]) == [first[1], first[0], ()]
    assert detector.asked == ["ax", "b", "new"]


def test_the_oldest_entries_go_when_there_are_too_many() -> None:
    detector, memo = Counting(), Memo(b"k" * 32, capacity=2)
    memo.find_all(detector, ["a", "b"])
    memo.find_all(detector, ["a", "c"])
    memo.find_all(detector, ["a"])
    assert len(memo) == 2
    assert detector.asked == ["a", "b", "c"]


def test_it_is_bounded_in_bytes_too() -> None:
    detector, memo = Counting(), Memo(b"k" * 32, max_bytes=1000)
    found = memo.find_all(detector, ["x y " * 50, *(str(n) for n in range(20))])
    assert len(found[0]) == 0 or found[0][0].start == 0
    assert len(memo) <= 5


def test_it_keeps_neither_text_nor_value() -> None:
    memo = Memo(b"k" * 32)
    memo.find_all(Counting(), ["a very long xxxxx text"])
    assert "xxxxx" not in repr(vars(memo))


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert Memo(b"k" * 32).find_all(Counting(), ["\ud800"]) == [()]
