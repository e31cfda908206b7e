from posthouse.model.finding import Finding, Label
from posthouse.privacy.minted import Minted, tokens_of
from posthouse.privacy.register import Register
from posthouse.privacy.token import Minter

TEXT = "ann@firm.test ann@firm.test bob@firm.test"
FOUND = tuple(Finding(at, at + 13, Label.EMAIL, "r") for at in (0, 14, 28))


class Narrow(Minter):
    """Has one first token for all values."""

    def minted(self, label: Label, value: str) -> tuple[str, int]:
        return "QXMBBBBBBBBBBB", super().minted(label, value)[1]


def register(minter: type[Minter] = Minter) -> Register:
    return Register([TEXT], minter(b"k" * 32, "B"), {}, set())


def test_equal_values_have_one_token_put_together_or_one_by_one() -> None:
    one = register().tokens(TEXT, FOUND)
    other = register()
    values = other.note_all(TEXT, FOUND)
    put = [other.instead(v, TEXT, f) for v, f in zip(values, FOUND, strict=True)]
    assert list(one.tokens) == put
    assert put[0] == put[1] != put[2]
    assert one.put(TEXT) == " ".join(put)


def test_it_agrees_with_itself_only_where_each_token_stands_for_one_value() -> None:
    apart, alike = register(), register(Narrow)
    apart.tokens(TEXT, FOUND)
    alike.tokens(TEXT, FOUND)
    assert apart.agrees(Minted())
    assert not alike.agrees(Minted())


def test_it_disagrees_with_a_memory_in_which_a_token_stands_for_another_value() -> None:
    one, minted = register(), Minted()
    kept = one.tokens(TEXT, FOUND)
    minted.keep(b"a", kept)
    assert one.agrees(minted)
    other = Minted()
    other.keep(b"a", tokens_of(FOUND, kept.tokens, (1, 1, 2)))
    assert not one.agrees(other)


def test_two_spellings_after_the_same_context_have_two_tokens() -> None:
    before, one, other = "the key is now ", r"a\"bcd", r"a\u0022bcd"
    text = f"{before}{one} {before}{other}"
    second = len(before) + len(one) + 1 + len(before)
    found = (
        Finding(len(before), len(before) + len(one), Label.CREDENTIAL, "r", 1),
        Finding(second, second + len(other), Label.CREDENTIAL, "r", 1),
    )
    some = Register([text], Minter(b"k" * 32, "B"), {}, set())
    values = some.note_all(text, found)
    put = [some.instead(v, text, f) for v, f in zip(values, found, strict=True)]
    assert values[0] is values[1]
    assert put[0] != put[1]
    assert some.spelled() == {put[0]}
