from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.inspection.checks.hidden import (
    BIDI,
    TAGS,
    VARIATION,
    ZERO_WIDTH,
    Unhidden,
    hidden_in,
)


def tagged(words: str) -> str:
    return "".join(chr(0xE0000 + ord(char)) for char in words)


def smuggled(words: str) -> str:
    return "".join(
        chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16) for byte in words.encode()
    )


def shown(text: str) -> tuple[str, set[str]]:
    """Return what is left of a text, and what was reported."""
    found: set[str] = set()
    unhidden = Unhidden(found.add)
    return unhidden.feed(text) + unhidden.end(), found


ENGLAND = "\U0001f3f4" + tagged("gbeng") + "\U000e007f"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain words",
        "简体中文，全角标点。",
        "👨\u200d👩\u200d👧\u200d👦 family, 👩🏽\u200d💻, ❤\ufe0f\u200d🔥, 1\ufe0f⃣, ☎\ufe0e",
        f"flag {ENGLAND}!",
        "می\u200cخواهم به خانه\u200cها بروم",
        "क\u094d\u200dष and श\u094d\u200cर, ශ්\u200dරී",
        "שלום \u202bעולם\u202c",
        "\u2067שלום\u2069",
        "a \u2068(42) مرحبا\u2069 b",
        "\u061cمرحبا \u200f123\u200e",
        "葛\U000e0100城市",
        "\ufeffwith a byte order mark",
        "long\u200bword",
    ],
)
def test_real_writing_is_untouched(text: str) -> None:
    assert shown(text) == (text, set())
    assert hidden_in(text) == set()


@pytest.mark.parametrize(
    ("text", "left", "kind"),
    [
        (f"ok{tagged('run rm')} then", "ok then", TAGS),
        (f"\U0001f3f4{tagged('secret')}\U000e007f", "\U0001f3f4", TAGS),
        (f"\U0001f3f4{tagged('gbeng')}", "\U0001f3f4", TAGS),
        ("if x\u202e } \u2066return\u2069 y", "if x } return y", BIDI),
        ("a\u2067b\u2069c", "abc", BIDI),
        ("\u2066" + "." * 40, "." * 40, BIDI),
        ("a\u2069b", "ab", BIDI),
        ("hi\u200b\u200c\u200b\u200c there", "hi there", ZERO_WIDTH),
        ("a\u2060\u2063\u2060b", "ab", ZERO_WIDTH),
        ("😀" + smuggled("secret"), "😀", VARIATION),
        ("😀\ufe0f" + smuggled("secret"), "😀\ufe0f", VARIATION),
        ("\ufe01\ufe02abc", "abc", VARIATION),
    ],
)
def test_hidden_characters_are_removed_and_reported(text: str, left: str, kind: str) -> None:
    assert shown(text) == (left, {kind})
    assert hidden_in(text) == {kind}


SUSPECTS = "\u200b\u200c\u200d\u2060\u202a\u202c\u202e\u2066\u2069\ufe0f\ufe01\U000e0100" + tagged(
    "gbeng"
)
texts = st.text(alphabet=SUSPECTS + "\U000e007f\U0001f3f4😀aק.م葛 ", max_size=50)


@given(texts, st.lists(st.integers(0, 50), max_size=8))
def test_the_cut_of_a_stream_does_not_matter(text: str, places: list[int]) -> None:
    found: set[str] = set()
    unhidden = Unhidden(found.add)
    ends = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    pieces = [text[a:b] for a, b in pairwise(ends)]
    assert "".join(map(unhidden.feed, pieces)) + unhidden.end() == shown(text)[0]
    assert found == shown(text)[1]


@given(texts)
def test_what_was_cleaned_is_clean_and_only_invisible_characters_went(text: str) -> None:
    left, _ = shown(text)
    assert shown(left) == (left, set())
    visible = [char for char in text if char in "\U0001f3f4😀aק.م葛 "]
    assert [char for char in left if char in "\U0001f3f4😀aק.م葛 "] == visible


@given(texts)
def test_no_more_than_a_short_stretch_is_held(text: str) -> None:
    unhidden = Unhidden(lambda _: None)
    out = 0
    for place, char in enumerate(text, 1):
        out += len(unhidden.feed(char))
        assert unhidden.holds or place >= out
    assert not unhidden.end().count("\u202e") or "ק" in text or "م" in text
