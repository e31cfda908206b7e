import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.audit.speech.ask import Call, Heard
from posthouse.audit.traits import BITS, LETTERS, traits_of


@given(st.text(), st.lists(st.text()))
def test_traits_are_finite_figures_under_short_digests(text, names):
    heard = Heard(text, "stop", calls=tuple(Call(name, text) for name in names))
    found = traits_of(heard)
    assert found == traits_of(heard)
    assert all(0 <= trait < 1 << BITS for trait in found)
    assert all(abs(value) < 100 for value in found.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Heard("Paris."), Heard("Paris")),
        (Heard("Sure! Paris."), Heard("Paris.")),
        (Heard("- a\n- b"), Heard("a, b")),
        (Heard("你好"), Heard("您好")),
        (Heard("x", "stop"), Heard("x", "length")),
        (
            Heard("", "tool", calls=(Call("Read", "a"),)),
            Heard("", "tool", calls=(Call("Bash", "a"),)),
        ),
    ],
)
def test_what_models_differ_in_is_seen(one, other):
    assert traits_of(one) != traits_of(other)


def test_of_a_long_answer_the_beginning_is_read():
    assert len(traits_of(Heard("word " * 1_000_000))) == len(traits_of(Heard("word " * LETTERS)))
