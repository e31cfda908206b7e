import hashlib
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.privacy.digest import SIZE, Digester

KEY = b"k" * 32
LONG = "long " * 1000


class Counting(Digester):
    """Counts the texts whose digest was taken, names of runs included."""

    __slots__ = ("taken",)

    def __init__(self, key: bytes, most: int = 1000) -> None:
        self.taken = 0
        super().__init__(key, most)

    def _digest(self, data: bytes) -> bytes:
        self.taken += 1
        return super()._digest(data)


def digest(text: str, key: bytes = KEY) -> bytes:
    block = key if len(key) <= 64 else hashlib.sha256(key).digest()
    data = block.ljust(64, b"\0") + text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).digest()[:SIZE]


def test_a_digest_depends_on_the_key_and_on_the_text() -> None:
    one, other = Digester(KEY), Digester(b"m" * 32)
    made = {*one.of_all(["a", "b", ""]), *other.of_all(["a"])}
    assert len(made) == 4
    assert {len(digest) for digest in made} == {SIZE}


def test_texts_are_taken_as_utf_8_half_a_surrogate_pair_too() -> None:
    digester = Digester(b"k" * 100)
    assert digester.of_all(["号", "\ud800"]) == [digest(one, b"k" * 100) for one in "号\ud800"]
    assert repr(digester) == "Digester()"


@settings(deadline=None)
@given(
    st.lists(st.lists(st.text("ab\xff\ud800号", max_size=40), max_size=90), max_size=4),
    st.integers(1, 200),
)
def test_what_is_remembered_of_runs_never_changes_a_digest(
    requests: list[list[str]], most: int
) -> None:
    digester = Digester(KEY, most)
    for texts in [*requests, *(a + b for a, b in pairwise(requests)), *requests]:
        for some in (texts, [LONG, *texts], [*texts, LONG, *texts]):
            assert digester.of_all(some) == [digest(text) for text in some]


@given(st.lists(st.text("ab", max_size=3), min_size=1, max_size=5))
def test_where_texts_end_makes_another_run(texts: list[str]) -> None:
    joined = ["".join(texts)]
    for some in (texts, joined, [*texts, ""], ["", *texts]):
        digester = Digester(KEY)
        digester.of_all([*texts, LONG])
        assert digester.of_all([*some, LONG])[:-1] == [digest(text) for text in some]


def test_a_text_between_others_costs_no_more_than_its_run() -> None:
    texts = [f"{number} {'x' * (number % 50 + 40)}" for number in range(400)]
    digester = Counting(KEY)
    first = digester.of_all(texts)
    taken = digester.taken
    assert digester.of_all(texts) == first
    runs = digester.taken - taken
    digester.taken = 0
    later = digester.of_all([*texts[:200], "new", *texts[200:], "newer"])
    assert [one for one in later if one in first] == first
    assert digester.taken <= runs + 2 + 2 * 65


def test_runs_of_one_text_each_cannot_be_asked_for() -> None:
    digester = Counting(KEY)
    texts = [f"{number:032}" for number in range(800)]
    digester.of_all(texts)
    assert digester.taken <= 1 + len(texts) + len(texts) // 8


def test_the_oldest_runs_go_first() -> None:
    digester = Counting(KEY, most=70)
    texts = ["x" * 64 + str(number) for number in range(64)]
    digester.of_all(texts)
    digester.of_all([f"y{text}" for text in texts])
    digester.taken = 0
    digester.of_all(texts)
    assert digester.taken == 1 + len(texts)


def test_neither_texts_nor_their_codes_are_kept() -> None:
    digester = Digester(KEY)
    text = LONG + "kQ7pw2xa"
    digester.of_all([text])
    held = {*digester._runs, *(one for run in digester._runs.values() for one in run)}
    told = digester._code.encrypt(bytes(12), b"", text.encode())
    assert told not in held
    assert all(len(one) == SIZE for one in held)
