from posthouse.privacy.draw import Draw


def test_the_same_number_draws_the_same():
    one, two = Draw(2**200 + 12345), Draw(2**200 + 12345)
    assert [one.below(7), one.digits(4), one.letters(3), one.of("ab")] == [
        two.below(7), two.digits(4), two.letters(3), two.of("ab"),
    ]  # fmt: skip


def test_draws_are_as_long_as_asked_and_of_their_pool():
    draw = Draw(2**255 - 19)
    assert len(draw.digits(5)) == 5
    assert draw.digits(0) == ""
    assert set(draw.letters(40)) <= set("abcdefghijklmnopqrstuvwxyz")
    assert draw.of(("x",)) == "x"
