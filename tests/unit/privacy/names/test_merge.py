"""What a rule confirmed stands; names fill what is free."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.merge import merged


def spans(label: Label) -> st.SearchStrategy[tuple[Finding, ...]]:
    """Sorted findings of which none overlaps another."""
    cuts = st.lists(st.integers(0, 60), unique=True, max_size=12).map(sorted)
    return cuts.map(
        lambda at: tuple(Finding(a, b, label, "x") for a, b in zip(at[::2], at[1::2], strict=False))
    )


@given(spans(Label.EMAIL), spans(Label.PERSON))
def test_names_never_push_out_nor_overlap_what_was_confirmed(
    known: tuple[Finding, ...], names: tuple[Finding, ...]
) -> None:
    (both,) = merged([known], [names])
    assert set(known) <= set(both) <= set(known) | set(names)
    assert all(a.end <= b.start for a, b in itertools.pairwise(both))
    free = [n for n in names if all(n.end <= k.start or k.end <= n.start for k in known)]
    assert set(free) <= set(both)
