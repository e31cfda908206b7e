"""Text is cut into as few known words as possible, and nothing of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.names.chinese_words import OTHER, Words

KNOWN = ("OOV", "研", "究", "生", "命", "研究", "研究生", "生命", "起源", "万", "2026")
WORDS = Words(KNOWN, {"萬": "万"})


def cut(text: str) -> list[str]:
    ends = WORDS.cut(text)
    return [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]


def test_fewest_words_and_even_ones() -> None:
    assert cut("研究生命起源") == ["研究", "生命", "起源"]
    assert cut("研究生") == ["研究生"]


def test_letters_and_digits_in_a_row_are_one_word() -> None:
    assert cut("研究GPT4生命") == ["研究", "GPT4", "生命"]


def test_unknown_words_are_numbered_by_character() -> None:
    numbers, stops = WORDS.numbered("萬x起2026")
    assert stops[-1] == 7
    assert numbers[0] == KNOWN.index("万")
    assert numbers[1] == OTHER
    assert WORDS.numbered("2026") == ([KNOWN.index("2026")], [4])


@given(st.text(max_size=60))
def test_every_character_is_in_exactly_one_word(text: str) -> None:
    numbers, stops = WORDS.numbered(text)
    assert "".join(cut(text)) == text
    assert len(numbers) == len(stops)
    assert stops == sorted(set(stops))
    assert (stops[-1] if stops else 0) == len(text)
