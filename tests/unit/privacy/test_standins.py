"""What stands for values is found the same in any split; the longest counts, names in part last."""

from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.privacy.standins import Standins

WHOLE = {"李明": 1, "李明轩": 2, "192.0.2.117": 3, "QXMBBBBBBBBBBB": 4, "Halworth Fencombe": 5}
PARTS = {"小李": 6, "李总": 7, "Fencombe": 8}
STANDINS = Standins(WHOLE, PARTS, ascii_too=True)


def found(pieces: list[str]) -> str:
    out, held = "", ""
    for number, piece in enumerate([*pieces, ""]):
        text = held + piece
        hits, ready = STANDINS.settled(text, final=number == len(pieces))
        done = 0
        for hit in hits:
            out += f"{text[done : hit.start]}<{hit.original}>"
            done = hit.end
        out, held = out + text[done:ready], text[ready:]
    return out + held


def test_the_longest_at_a_place_counts():
    assert found(["李明李明轩李"]) == "<1><2>李"
    assert found(["at 192.0.2.117."]) == "at <3>."


def test_a_part_counts_only_between_the_others():
    assert found(["小李明和小李，李总"]) == "小<1>和<6>，<7>"
    assert found(["Halworth Fencombe, Fencombe"]) == "<5>, <8>"


def test_the_ascii_spelling_of_json_counts_where_asked():
    assert found(["\\u674e\\u660e"]) == "<1>"
    hits, _ = Standins(WHOLE, PARTS, ascii_too=False).settled("\\u674e\\u660e", final=True)
    assert not hits


def test_only_what_may_go_on_is_held_back():
    assert STANDINS.settled("hello 192.0.2.x") == ([], 15)
    assert STANDINS.settled("hello 192.0.2.") == ([], 6)


words = st.lists(
    st.sampled_from(["李", "明", "轩", "小", "总", "Hal", "worth ", "Fencombe", "192.0.2.", "117",
                     "QXMB", "BBBBBBBBBB", "\\u674e", "\\u660e", " "]), max_size=12
)  # fmt: skip


@settings(deadline=None)
@given(words, st.lists(st.integers(0, 60), max_size=8))
def test_any_split_finds_the_same(said, places):
    text = "".join(said)
    ends = sorted({place % (len(text) + 1) for place in places} | {len(text)})
    pieces = [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]
    assert found(pieces) == found([text]) == found(list(text))
