"""What a verdict says of a call that goes on."""

import pytest

from posthouse.inspection.verdict import PASSED, Action, Verdict


@pytest.mark.parametrize(
    ("verdict", "passes"),
    [
        (PASSED, True),
        (Verdict(Action.PASS, "noted"), True),
        (Verdict(Action.PASS, unconfirmed=True), False),
        (Verdict(Action.ASK, "doubtful"), False),
        (Verdict(Action.BLOCK, "hostile"), False),
    ],
)
def test_a_call_goes_on_at_once_where_nobody_has_to_say_so(verdict, passes):
    assert verdict.passes is passes
