from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label
from posthouse.privacy.digest import Digester
from posthouse.privacy.propagate import propagate
from posthouse.privacy.spread import Spread

KEY = b"k" * 32
Findings = tuple[Finding, ...]

_KEY = (Label.CREDENTIAL, "x")
_LABELS = (Label.CREDENTIAL, Label.EMAIL, Label.PERSON, Label.PRIVATE_KEY)
_PIECES = (
    "kQ7pw2xa",
    "kQ7pw2",
    "kQ7pw2xa1234-one",
    "kQ7pw2xa1234-two",
    "Ann Lee",
    "李小明",
    "12345678",
    'p"\\w',
    '\\"',
    " ",
    "x",
    "=",
    "é",
)


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, Findings]:
    """A text, and findings of it that overlap nowhere."""
    text = "".join(draw(st.lists(st.sampled_from(_PIECES), max_size=6)))
    found, at = [], 0
    while at < len(text) and draw(st.booleans()):
        start = draw(st.integers(at, len(text) - 1))
        at = draw(st.integers(start + 1, len(text)))
        depth = draw(st.integers(0, 1)) if "\\" in text[start:at] else 0
        found.append(Finding(start, at, draw(st.sampled_from(_LABELS)), "x", depth))
    return text, tuple(found)


def asked(spread: Spread, some: list[tuple[str, Findings]]) -> list[Findings]:
    texts = [text for text, _ in some]
    return spread(texts, [found for _, found in some], Digester(KEY).of_all(texts))


def afresh(some: list[tuple[str, Findings]]) -> list[Findings]:
    return propagate([text for text, _ in some], [found for _, found in some])


@settings(deadline=None)
@given(st.lists(parts(), max_size=8), st.lists(st.integers(0, 8), min_size=2, max_size=4))
def test_what_is_remembered_never_changes_the_outcome(
    log: list[tuple[str, Findings]], turns: list[int]
) -> None:
    spread = Spread()
    for turn in turns:
        assert asked(spread, log[:turn]) == afresh(log[:turn])


@settings(deadline=None)
@given(st.lists(parts(), min_size=1, max_size=5), st.lists(parts(), max_size=3), parts())
def test_neither_does_a_text_that_another_conversation_held(
    first: list[tuple[str, Findings]], more: list[tuple[str, Findings]], new: tuple[str, Findings]
) -> None:
    spread = Spread()
    for log in (first, [*first, *more], [new, *first], [*first, new], [*first, *more, new]):
        assert asked(spread, log) == afresh(log)


@settings(deadline=None)
@given(
    st.lists(parts(), min_size=1, max_size=3),
    st.lists(parts(), min_size=1, max_size=3),
    parts(),
    st.lists(parts(), max_size=2),
)
def test_conversations_of_one_length_that_end_alike_are_not_taken_for_one_another(
    first: list[tuple[str, Findings]],
    second: list[tuple[str, Findings]],
    last: tuple[str, Findings],
    new: list[tuple[str, Findings]],
) -> None:
    spread = Spread()
    for log in ([*first, last], [*second, last], [*first, last, *new], [*second, last, *new]):
        assert asked(spread, log) == afresh(log)


@settings(deadline=None)
@given(
    st.lists(parts(), min_size=1, max_size=6),
    st.lists(parts(), min_size=1, max_size=3),
    st.lists(st.integers(1, 6), min_size=2, max_size=4),
)
def test_what_stood_last_may_still_stand_last(
    log: list[tuple[str, Findings]], last: list[tuple[str, Findings]], turns: list[int]
) -> None:
    spread = Spread()
    for turn in [*turns, *sorted(turns)]:
        assert asked(spread, [*log[:turn], *last]) == afresh([*log[:turn], *last])


def test_a_turn_before_the_last_texts_is_no_new_conversation() -> None:
    spread = Spread()
    one, last, new = (
        (f"kQ7pw2xa{sign}", (Finding(0, 9, Label.CREDENTIAL, sign),)) for sign in "abc"
    )
    asked(spread, [one, ("plain", ()), last])
    (seen,) = spread._seen.values()
    asked(spread, [one, ("plain", ()), new, ("to kQ7pw2xab", ()), last])
    assert seen.begins is list(spread._seen.values())[-1].begins


def test_nothing_is_kept_of_conversations_that_are_gone() -> None:
    spread = Spread(most=15)
    last = ("kQ7pw2xa", (Finding(0, 8, Label.CREDENTIAL, "x"),))
    for number in range(20):
        asked(spread, [(f"kQ7pw2x{number}", (Finding(0, 8, Label.CREDENTIAL, "x"),)), last])
    assert len(spread._ends) == len(spread._seen) == 1


def test_one_text_with_and_without_names_is_known_as_each() -> None:
    spread = Spread()
    named, plain, new = (
        ("Ann Lee", (Finding(0, 7, Label.PERSON, "x"),)),
        ("Ann Lee", ()),
        ("to Ann Lee.", ()),
    )
    for log in ([named], [named, plain], [new, named], [plain, named, new]):
        assert asked(spread, log) == afresh(log)


def test_an_old_value_is_found_in_a_new_text_and_a_new_one_in_an_old_text() -> None:
    spread = Spread()
    one = ("kQ7pw2xa", (Finding(0, 8, Label.CREDENTIAL, "x"),))
    plain = ("ada@example.com", ())
    asked(spread, [one, plain])
    later = ("ada@example.com kQ7pw2xa", (Finding(0, 15, Label.EMAIL, "y"),))
    assert asked(spread, [one, plain, later]) == [
        one[1],
        (Finding(0, 15, Label.EMAIL, "propagated"),),
        (*later[1], Finding(16, 24, Label.CREDENTIAL, "propagated")),
    ]


def test_a_long_new_text_is_searched_for_all_values() -> None:
    spread = Spread()
    one = ("kQ7pw2xa", (Finding(0, 8, Label.CREDENTIAL, "x"),))
    long = ("." * 20_000 + "kQ7pw2xa", ())
    for log in ([one], [one, long]):
        assert asked(spread, log) == afresh(log)


def test_the_oldest_conversations_go_first() -> None:
    spread = Spread(most=15)
    for number in range(9):
        text = f"kQ7pw2x{number}"
        asked(spread, [(text, (Finding(0, 8, Label.CREDENTIAL, "x"),)), ("no", ()), ("none", ())])
    assert len(spread._seen) == 1


def test_it_holds_neither_text_nor_value() -> None:
    spread = Spread()
    asked(spread, [("key kQ7pw2xa", (Finding(4, 12, Label.CREDENTIAL, "x"),))])
    assert "kQ7pw2xa" not in repr([vars(one) for one in (spread,)])


def test_a_short_name_in_latin_letters_is_found_in_a_new_text() -> None:
    spread = Spread()
    named = ("ask J Xu", (Finding(4, 8, Label.PERSON, "x"),))
    for log in ([named], [named, ("J Xu said so", ())]):
        assert asked(spread, log) == afresh(log)


def test_values_count_as_well_as_texts() -> None:
    spread = Spread(most=100)
    for number in range(9):
        text = "".join(f"kQ7pw2x{number}{at:03}" for at in range(30))
        asked(spread, [(text, tuple(Finding(at * 11, at * 11 + 11, *_KEY) for at in range(30)))])
        assert len(spread) <= 100
    assert len(spread._seen) == 1


def test_what_values_begin_with_is_not_gathered_where_many_go_on_from_one() -> None:
    spread = Spread()
    first = ("kQ7pw2xa", (Finding(0, 8, *_KEY),))
    asked(spread, [first])
    (seen,) = spread._seen.values()
    for number in range(40):
        log = [first, (f"{number:05}kQ7pw2", (Finding(0, 11, *_KEY),))]
        assert asked(spread, log) == afresh(log)
    assert len(seen.begins) <= 2 * seen.began
    assert all(len(one.begins) <= 3 * seen.began for one in spread._seen.values())
