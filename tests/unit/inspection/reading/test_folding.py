import pytest

from posthouse.inspection.reading.folding import folded


@pytest.mark.parametrize(
    ("code", "plain"),
    [
        ("require('child_'+'process')", "require('child_process')"),
        ('c["ex" + "ec"](x)', "c.exec(x)"),
        (r"'\x63\x75\x72\x6c'", "'curl'"),
        ("String.fromCharCode(99,117,114,108)", "'curl'"),
        ("atob('Y3VybCAtcyBhLmV4YW1wbGU=')", "'curl -s a.example'"),
        ("Buffer.from('6375726c2061','hex').toString()", "'curl a'"),
        ("'lruc'.split('').reverse().join('')", "'curl'"),
        ("a + b", "a + b"),
        ("x[0]", "x[0]"),
    ],
)
def test_constant_strings_are_put_together(code: str, plain: str) -> None:
    assert folded(code) == plain


def test_a_long_text_is_cut_and_does_not_hang() -> None:
    assert len(folded("'a'+" * 200_000)) <= 65_536
