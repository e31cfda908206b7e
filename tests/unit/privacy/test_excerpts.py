from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Label
from posthouse.privacy.escapes import Layer
from posthouse.privacy.excerpts import characters, excerpt
from posthouse.privacy.needs import WIDTH, Need
from posthouse.privacy.rules import Rule
from posthouse.privacy.scan import Scanner, database

FAR = "x" * 5 * WIDTH
TRIGGERS = (r"[^0-9][0-9]{4}[^0-9]", r"a[^\n]{0,80}[0-9]{2}", "号[^\n]{0,70}x", r"\b[0-9]{3}\b")
RULES = tuple(
    Rule(f"rule-{number}", Label.OTHER_ID, trigger, "x") for number, trigger in enumerate(TRIGGERS)
)
SCANNER = Scanner(database(RULES))


def test_only_what_is_near_is_scanned_and_places_lead_back() -> None:
    packed = f"{FAR}a12b{FAR}".encode()
    part = excerpt(packed, Need.DIGITS)
    assert part is not None
    assert b"a12b" in part.scanned
    assert len(part.scanned) < 3 * WIDTH
    end = part.scanned.index(b"12") + 2
    assert list(part.back([end])) == [packed.index(b"12") + 2]


def test_nothing_is_scanned_of_a_text_that_holds_nothing_of_the_kind() -> None:
    for what in (Need.DIGITS, Need.WIDE):
        part = excerpt(f"a1{FAR}".encode(), what)
        assert part is not None
        assert part.scanned == b""


def test_a_text_that_holds_it_nearly_everywhere_is_scanned_as_it_is() -> None:
    assert excerpt(b"12 and 13 " * 900, Need.DIGITS) is None


def test_two_digits_are_seen_wherever_pieces_of_a_text_meet() -> None:
    for at in range(65_528, 65_545):
        part = excerpt(b"x" * at + b"12" + b"y" * 70_000, Need.DIGITS)
        assert part is not None
        assert b"x12y" in part.scanned


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["12", "1234", " 123 ", "a", "号", "é", "\n", "x1x", "\\n", "0" * 9]),
            st.integers(1, 2 * WIDTH).map(lambda count: "x" * count),
            st.integers(1, 2 * WIDTH).map(lambda count: "·" * count),
        ),
        max_size=60,
    )
)
def test_the_same_fires_as_where_all_is_scanned(pieces: list[str]) -> None:
    text = "".join(pieces)
    short = dict(SCANNER.places([Layer(text)]))
    long = dict(SCANNER.places([Layer("z" * 70_000), Layer(text), Layer("z" * 70_000)]))
    assert long.get(1) == short.get(0)


@given(
    st.text(alphabet="a1é中\U0001f600\n", min_size=1, max_size=60),
    st.lists(st.integers(0, 60), min_size=1, unique=True),
)
def test_characters_are_counted_to_every_place(text: str, some: list[int]) -> None:
    packed = f"\0xé\0{text}\0".encode()
    start = len("\0xé\0".encode())
    counts = sorted({min(count, len(text) + 1) for count in some})
    places = [len(f"{text}\0"[:count].encode()) for count in counts]
    assert characters(packed, start, places) == counts
