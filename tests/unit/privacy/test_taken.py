"""What is taken of a text rank by rank is what the best of all that was said would be."""

from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label
from posthouse.privacy.escapes import inside_escape, layers
from posthouse.privacy.taken import Text

RANKS = (0, 3, 6)
PIECES = ("a", "b1", " ", "\\n", '\\"', "\\\\n", "\\u00e9", "\\", "é")
Said = list[tuple[int, int, int, int]]
"""View, rank, start and length of spans; a rule is named by its rank."""


def told(text: str, said: Said, *, asks: bool) -> tuple[Finding, ...]:
    """Return what is taken; with `asks` nothing is said of what lies in what is taken already."""
    views = layers(text)
    one = Text(text, len(views) - 1)
    readings = [one.read(view) for view in views]
    for rank in RANKS:
        for at, reading in enumerate(readings):
            cells = [
                (start, start + size, Label.CREDENTIAL, str(rank))
                for view, its_rank, start, size in said
                if (view % len(views), its_rank) == (at, rank)
                and start + size <= len(reading.view.text)
                and not (asks and one.holds(*reading.view.span(start, start + size)))
            ]
            if cells:
                reading.say(0, cells)
        if one.waits:
            one.take(rank)
    return one.told()


def best(text: str, said: Said) -> list[tuple[int, int, str]]:
    """Return what stands when all is judged at once, from the best on."""
    views = layers(text)
    order = []
    for number, rank, start, size in said:
        view = views[number % len(views)]
        inner, end = view.text, start + size
        if end > len(inner):
            continue
        deeper = view.depth < len(views) - 1
        rough = deeper and "\\" in inner[max(start - 1, 0) : end]
        if rough and (inside_escape(inner, start) or inside_escape(inner, end)):
            continue
        first, last = view.span(start, end)
        order.append((rough, rank, first - last, view.depth, first, last))
    kept: list[tuple[int, int, str]] = []
    for _, rank, _, _, first, last in sorted(order):
        if all(last <= a or b <= first for a, b, _ in kept):
            kept.append((first, last, str(rank)))
    return sorted(kept)


texts = st.lists(st.sampled_from(PIECES), min_size=2, max_size=16).map("".join)
spans = st.tuples(st.integers(0, 3), st.sampled_from(RANKS), st.integers(0, 20), st.integers(1, 8))


@given(texts, st.lists(spans, max_size=12))
def test_the_best_of_all_that_was_said_is_taken(text: str, said: Said) -> None:
    found = told(text, said, asks=False)
    assert [(one.start, one.end, one.rule) for one in found] == best(text, said)


@given(texts, st.lists(spans, max_size=12))
def test_what_lies_in_what_is_taken_need_not_be_said(text: str, said: Said) -> None:
    assert told(text, said, asks=True) == told(text, said, asks=False)
