import msgspec
import pytest

from posthouse.audit.comparison import COMPARISON, Comparison, Row, comparison_of, e_of_rows
from posthouse.model.errors import VerificationFailed

ROWS = tuple(Row(n, "shadow", f"a{n}", f"t{n}", (0.5, 0.9)) for n in range(20))


def comparison(**more):
    e = e_of_rows(ROWS, 0.05)
    found = Comparison(COMPARISON, "0", "relay", "maker", "m", 0.05, 0.01, ROWS, e)
    return msgspec.to_builtins(msgspec.structs.replace(found, **more))


def test_what_was_won_is_computed_again():
    found = comparison_of(comparison())
    assert found.e == pytest.approx(e_of_rows(ROWS, 0.05))
    assert found.changed
    assert not msgspec.structs.replace(found, e=99.0).changed


@pytest.mark.parametrize(
    "more",
    [
        {"e": 1.0},
        {"kind": "other/1"},
        {"tolerance": 1.0},
        {"tolerance": -0.1},
        {"alpha": 0.0},
        {"rows": (Row(1, "shadow", "a", "t", (0.5,)),)},
        {"rows": (Row(1, "shadow", "a", "t", (0.5, 1.5)),)},
    ],
)
def test_what_does_not_follow_is_refused(more):
    with pytest.raises(VerificationFailed):
        comparison_of(comparison(**more))


def test_what_is_no_comparison_is_refused():
    with pytest.raises(VerificationFailed):
        comparison_of({"kind": COMPARISON})
