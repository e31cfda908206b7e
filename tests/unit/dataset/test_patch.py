import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posthouse.dataset.patch import Edit, Misfit, packed, pairs_of, undone, unpacked

few = st.binary(max_size=5)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(few, few, few), max_size=8), few)
def test_a_frame_turns_what_is_shown_into_what_stood_there(pieces, tail):
    edits = [Edit(len(kept), shown, original) for kept, shown, original in pieces]
    masked = b"".join(kept + shown for kept, shown, _ in pieces) + tail
    original = b"".join(kept + one for kept, _, one in pieces) + tail
    frame = packed(edits)
    assert list(unpacked(frame)) == edits
    assert undone(masked, frame) == original
    assert set(pairs_of(frame)) == {(edit.shown, edit.original) for edit in edits}


def test_other_bytes_do_not_fit():
    frame = packed([Edit(1, b"QX", b"secret")])
    with pytest.raises(Misfit):
        undone(b"aQY", frame)


def test_what_is_no_frame_is_told():
    with pytest.raises(Misfit):
        undone(b"", b"no frame")
