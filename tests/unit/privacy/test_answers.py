"""Values that nobody sent are taken out of a streamed text, whatever its pieces."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label
from posthouse.privacy.answers import LONG, LONGEST, Answers

MAIL = re.compile(r"\w+@\w+\.test")


def find(text: str) -> list[Finding]:
    return [Finding(m.start(), m.end(), Label.EMAIL, "t") for m in MAIL.finditer(text)]


def answers() -> Answers:
    return Answers(find, {"own@me.test"}.__contains__)


def through(pieces: list[str]) -> str:
    looking = answers()
    return "".join([*(looking.feed(piece) for piece in pieces), looking.end()])


def test_what_the_caller_said_stays_and_the_rest_goes():
    assert (
        through(["to own@me.test and ", "you@him", ".test\nok"]) == "to own@me.test and [EMAIL]\nok"
    )


def test_a_line_goes_on_when_it_is_whole():
    looking = answers()
    assert looking.feed("mail a@b.te") == ""
    assert looking.holds
    assert looking.feed("st\nnext") == "mail [EMAIL]\n"
    assert looking.end() == "next"
    assert looking.taken == {"EMAIL": 1}


def test_a_long_line_goes_on_at_a_space_and_a_word_without_end_at_last():
    looking = answers()
    words = "word " * 60
    assert looking.feed(words) == words[: looking_end(words)]
    assert len(through(["x" * (LONGEST + 5)])) == LONGEST + 5


def looking_end(text: str) -> int:
    return text.index(" ", LONG) + 1


texts = st.lists(
    st.sampled_from(["a@b.test", "own@me.test", " ", "\n", "x" * 90, "say", "@", ".test"]),
    max_size=30,
)


@settings(deadline=None)
@given(texts, st.lists(st.integers(0, 900), max_size=12))
def test_any_split_gives_the_same(said, places):
    text = "".join(said)
    ends = sorted({place % (len(text) + 1) for place in places} | {len(text)})
    pieces = [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]
    assert through(pieces) == through([text]) == through(list(text))
