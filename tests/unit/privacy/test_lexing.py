"""Comments and literals by family of languages; every pass is linear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.lexing import FAMILIES, Family, Kind, lexed


def found(text: str, family: Family) -> list[tuple[str, Kind]]:
    whole = lexed(text, 0, len(text), family, Kind.CODE)
    return [(text[s.start : s.end], s.kind) for s in whole if s.kind is not Kind.CODE]


@pytest.mark.parametrize(
    ("family", "text", "wanted"),
    [
        (Family.HASH, 'x = "Li # Na"', [('"Li # Na"', Kind.STRING)]),
        (Family.HASH, "x = 1  # by Wu", [("# by Wu", Kind.COMMENT)]),
        (Family.HASH, '"""Li\nNa"""\n', [('"""Li\nNa"""', Kind.STRING)]),
        (Family.SLASH, "a('Li \\' Na')", [("'Li \\' Na'", Kind.STRING)]),
        (Family.SLASH, "a /* Wu */", [("/* Wu */", Kind.COMMENT)]),
        (Family.SLASH, "`Li\nNa`", [("`Li\nNa`", Kind.STRING)]),
        (Family.SLASH, "'open\nb()", [("'open", Kind.STRING)]),
        (Family.RUST, "fn f<'a>(x: &'a str) {} // Wu", [("// Wu", Kind.COMMENT)]),
        (Family.DASH, "('Mary''s')", [("'Mary'", Kind.DATA)]),
        (Family.DASH, "f() -- Wu", [("-- Wu", Kind.COMMENT)]),
        (Family.MARKUP, '<a b="Li Na">Wu</a>', [('"Li Na"', Kind.STRING), ("Wu", Kind.PROSE)]),
        (Family.MARKUP, "<!-- Li -->", [("<!-- Li -->", Kind.COMMENT)]),
        (Family.JSON, '{"name": "Li Na"}', [('"Li Na"', Kind.DATA)]),
        (Family.SETTINGS, "a: Li Na # Wu", [(" Li Na ", Kind.DATA), ("# Wu", Kind.COMMENT)]),
        (Family.SETTINGS, "A=Li Na", [("Li Na", Kind.DATA)]),
    ],
)  # fmt: skip
def test_comments_and_literals_are_found(family, text, wanted):
    assert found(text, family) == wanted


def test_short_literals_say_nothing():
    assert found("f('', \"x\")", Family.SLASH) == []


@given(st.sampled_from(list(Family)), st.text("ab\"'`/*#-<>=:!\\\n{ ", max_size=80))
def test_what_is_found_covers_the_text(family, text):
    whole = lexed(text, 0, len(text), family, Kind.CODE)
    assert "".join(text[s.start : s.end] for s in whole) == text


@pytest.mark.parametrize("family", list(Family))
@pytest.mark.parametrize("piece", ['"\\', "/*", "'", '"""', "<!--", ":", "`\\", "- ", "--", "=a"])
def test_no_text_takes_more_than_a_few_steps_a_character(family, piece):
    """Quadratic time would take minutes for a text of this length."""
    text = piece * 100_000
    assert lexed(text, 0, len(text), family, Kind.CODE)[-1].end == len(text)


def test_extensions_and_names_give_the_family():
    assert FAMILIES["py"] is Family.HASH
    assert FAMILIES["tsx"] is Family.SLASH
