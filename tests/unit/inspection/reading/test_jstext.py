import pytest

from posthouse.inspection.reading import jstext


@pytest.mark.parametrize(
    ("name", "texts", "text"),
    [
        ("atob", ["aGk="], "hi"),
        ("atob", ["aGk"], "hi"),
        ("Buffer.from", ["6869", "hex"], "hi"),
        ("Buffer.from", ["aGk", "base64url"], "hi"),
        ("Buffer.from", ["hi"], "hi"),
        ("decodeURIComponent", ["a%20b"], "a b"),
        ("Buffer.from", ["zz", "hex"], None),
        ("atob", [None], None),
        ("parseInt", ["1"], None),
    ],
)
def test_decodes_what_is_known(name: str, texts: list[str | None], text: str | None) -> None:
    assert jstext.decoded(name, texts) == text


def test_spells_characters_by_their_codes() -> None:
    assert jstext.spelled(["104", "0x69"]) == "hi"
    assert jstext.spelled(["a", None]) is None


@pytest.mark.parametrize(
    ("of", "base", "given", "text"),
    [
        ("replace", "h-i", ["-", ""], "hi"),
        ("slice", "xhix", ["1", "3"], "hi"),
        ("repeat", "a", ["3"], "aaa"),
        ("repeat", "a" * 100, ["999999999"], "a" * 65_500),
        ("concat", "h", ["i"], "hi"),
        ("trim", " a ", [], "a"),
        ("indexOf", "a", ["a"], None),
        ("slice", "a", [None], None),
    ],
)
def test_makes_a_text_of_a_text(
    of: str, base: str, given: list[str | None], text: str | None
) -> None:
    assert jstext.method(of, base, given) == text


def test_undoes_escapes() -> None:
    assert jstext.unescaped("\\x68\\u0069\\u{21}\\n\\q") == "hi!\nq"
