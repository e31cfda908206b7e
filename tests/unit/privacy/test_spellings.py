from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.spellings import (
    BLANK,
    LETTERS,
    narrow,
    spaced,
    squeezed,
    told,
    unspaced,
    wide_signs,
)

TEXTS = st.text("Ab1 _-（ＡｂＢ１\u3000北辰(&", max_size=20)


def test_every_full_width_letter_and_digit_is_known() -> None:
    assert len(LETTERS) == 62
    assert narrow("".join(LETTERS)).isascii()
    assert narrow("".join(LETTERS)).isalnum()
    assert narrow(BLANK) == " "


@given(TEXTS)
def test_plain_characters_stand_where_the_full_width_ones_stood(text: str) -> None:
    plain = narrow(text)
    assert len(plain) == len(text)
    assert narrow(plain) == plain
    assert narrow(wide_signs(plain)) == plain


def test_blanks_between_chinese_and_latin_come_and_go() -> None:
    assert spaced("北辰ABC科技") == "北辰 ABC 科技"
    assert unspaced("北辰 ABC 科技") == "北辰ABC科技"
    assert unspaced("Project Tamarind 二期") == "Project Tamarind二期"


@given(st.text())
def test_no_letter_is_more_than_one_in_small(text: str) -> None:
    assert len(squeezed(text)) == sum(one not in " _-" for one in text)


@given(TEXTS)
def test_what_spellings_have_in_common(text: str) -> None:
    plain = narrow(text)
    assert told(spaced(unspaced(plain))) == told(plain)
    assert squeezed(told(plain)) == squeezed(plain)
