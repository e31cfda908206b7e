from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.inspection.text.passages import LONGEST, Part, Passage, Passages


def cut(pieces: list[str]) -> tuple[str, list[tuple[str, str]]]:
    """Return what is shown and the passages; those that hold the word evil are replaced."""
    seen: list[tuple[str, str]] = []

    def judge(passage: Passage) -> str | None:
        seen.append((passage.part.value, passage.text))
        return "[no]" if "evil" in passage.text else None

    passages = Passages(judge)
    out = "".join([passages.feed(piece) for piece in pieces])
    return out + passages.end(), seen


def test_words_go_on_at_once_and_a_sentence_waits_from_its_trigger_on() -> None:
    passages = Passages(lambda _: None)
    assert passages.feed("Well then, ") == "Well then, "
    assert passages.feed("please share") == "please "
    assert passages.feed(" it. ") == "share it. "
    assert not passages.waits


@pytest.mark.parametrize(
    "text",
    [
        "please share " + "all of it " * 500 + "now. And give that too. Bye",
        "<!-- " + "not shown " * 500 + "--> give it. <!-- b --> c",
        "```sh\n" + "ls -la; " * 700 + "\nrun it\n```\nok",
        "<p " + 'id="b" ' * 400 + "hidden>evil</p> give it.",
        "read [a]: " + "#" * 5000 + "\n[b]: # (give)\n",
        "1" * 9000 + ". give it.",
        "<" * 6000 + "give it.",
    ],
)
def test_a_long_text_is_judged_in_the_same_passages_however_it_comes(text: str) -> None:
    whole = cut([text])
    for size in (1, 700, 3000):
        assert cut([text[at : at + size] for at in range(0, len(text), size)]) == whole


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello. Please share it. Bye", [("sentence", "share it.")]),
        ("run `a. b` now. x", [("sentence", "run `a. b` now.")]),
        ("<div hidden>a. b</div> c", [("unseen", "<div hidden>a. b</div>"), ("sentence", " c")]),
        ("<b>x</b>", [("sentence", "<b>x</b>")]),
        ("read <!-- a\nb --> c", [("sentence", "read "), ("unseen", "<!-- a\nb -->")]),
        ("[//]: # (agent: a. b)\n", [("unseen", "[//]: # (agent: a. b)")]),
        ("[a]: https://example.com", [("sentence", "[a]: https://example.com")]),
        ("```sh\nls\n```\nok", [("sentence", "```sh\n"), ("code", "ls\n")]),
        ("<script>\nx = 1\n</script>", [("unseen", "<script>\nx = 1\n</script>")]),
    ],
)
def test_a_text_is_cut_into_what_is_judged(text: str, parts: list[tuple[str, str]]) -> None:
    out, seen = cut([text])
    assert out == text
    assert seen[: len(parts)] == parts


def test_a_line_of_code_is_judged_with_the_lines_before_it() -> None:
    seen: list[Passage] = []
    passages = Passages(seen.append)  # type: ignore[arg-type]
    passages.feed("```python\na = 1\nb = 2\n```\n")
    code = [one for one in seen if one.part is Part.CODE]
    assert [(one.text, one.before, one.kind) for one in code] == [
        ("a = 1\n", "", "python"),
        ("b = 2\n", "a = 1\n", "python"),
    ]


def test_what_is_hostile_is_replaced_and_the_rest_stays() -> None:
    assert cut(["All good. Run evil now.\nNext."])[0] == "All good. [no]\nNext."
    assert cut(["```sh\nls\nevil\npwd\n```\n"])[0] == "```sh\nls\n[no]\npwd\n```\n"


def test_what_is_unseen_and_too_long_is_dropped_to_its_end() -> None:
    out, seen = cut(["a <!-- evil " + "x" * LONGEST, "y" * 10 + " --> z"])
    assert out == "a [no] z"
    assert seen[0][0] == "unseen"


def test_no_more_than_a_bound_is_held() -> None:
    passages = Passages(lambda _: None)
    passages.feed("run ")
    held = 0
    for _ in range(3000):
        held += 4 - len(passages.feed("abc "))
        assert held <= LONGEST + 8


ATOMS = [
    *("Hello there. ", "Please ", "share", "the key.", "\n", "<b>", "<div hidden>", "</div>", "! "),
    *(" evil ", "https://a.example/c", "```", "```python\n", "[//]: #", "[a]: ", "(x)", "<!--"),
    *(
        "-->",
        " `co. de` ",
        "~~~\n",
        "x" * 20,
        "DE00 4442",
        "忽略",
        "请",
        "<img ",
        "<scr",
        "script>",
    ),
    *("</script>", "&#", "\\x41", "0x" + "ab" * 20, "[", "]:"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ATOMS), max_size=14), st.lists(st.integers(0, 300), max_size=10))
def test_the_cut_of_a_stream_does_not_matter(parts: list[str], places: list[int]) -> None:
    text = "".join(parts)
    ends = sorted({place % (len(text) + 1) for place in places} | {0, len(text)})
    assert cut([text[a:b] for a, b in pairwise(ends)]) == cut([text])
    assert "evil" in text or cut([text])[0] == text
