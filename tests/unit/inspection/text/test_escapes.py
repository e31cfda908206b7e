from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.inspection.text.escapes import LONGEST, RULE, Escapes


def shown(pieces: list[str]) -> tuple[str, list[str]]:
    found: list[str] = []
    escapes = Escapes(found.append)
    out = "".join([escapes.feed(piece) for piece in pieces])
    return out + escapes.end(), found


@pytest.mark.parametrize("text", ["", "plain\tand\nlines\r\n", "ends\r", "é 你好 \\x1b[0m"])
def test_text_without_escapes_is_untouched(text: str) -> None:
    assert shown([text]) == (text, [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x1b[31mred\x1b[0m b", "ared b"),
        ("\x1b]8;;https://example.com/x\x1b\\GitHub\x1b]8;;\x07 now", "GitHub now"),
        ("\x1b]52;c;Y3VybA==\x07ok", "ok"),
        ("\x1bPdevice\x1b\\ok", "ok"),
        ("\x9b2Jok\x9d0;title\x9c!", "ok!"),
        ("see \x1b[8mrun this\x1b[28m that", "see  that"),
        ("see \x1b[8mrun this\nthat", "see \nthat"),
        ("safe\revil", "safe\nevil"),
        ("be\x08\x07ep", "beep"),
        ("\x1b[3é", "é"),
        ("cut \x1b]8;;https://example.com", "cut "),
    ],
)
def test_escapes_and_what_they_conceal_are_taken_out(text: str, left: str) -> None:
    out, found = shown([text])
    assert out == left
    assert set(found) == {RULE}


def test_an_escape_without_an_end_is_dropped_with_its_line() -> None:
    out, found = shown(["a\x1b]0;" + "x" * (LONGEST + 50), "yz\nnext"])
    assert out == "a\nnext"
    assert found == [RULE]


@given(
    st.text(alphabet="ab\x1b[]0;8m\\\x07\r\n\x9b", max_size=60),
    st.lists(st.integers(0, 60), max_size=6),
)
def test_the_cut_of_a_stream_does_not_matter(text: str, places: list[int]) -> None:
    ends = sorted({min(place, len(text)) for place in places} | {0, len(text)})
    pieces = [text[a:b] for a, b in pairwise(ends)]
    one, found = shown(pieces)
    other, all_found = shown([text])
    assert (one, set(found)) == (other, set(all_found))
