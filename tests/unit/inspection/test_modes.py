import pytest

from posthouse.inspection.modes import Mode, Modes
from posthouse.inspection.verdict import PASSED, Action, Verdict

BAD = Verdict(Action.BLOCK, "facts/fetch-run", "[…]")
DOUBTFUL = Verdict(Action.PASS, "facts/persist", "[…]", doubtful=True)


@pytest.mark.parametrize(
    ("modes", "bad", "doubtful"),
    [
        (Modes(), Action.BLOCK, Action.BLOCK),
        (Modes(doubtful="ask"), Action.BLOCK, Action.ASK),
        (Modes(doubtful="pass"), Action.BLOCK, Action.PASS),
        (Modes(Mode.ASK), Action.ASK, Action.ASK),
        (Modes(Mode.ASK, "pass"), Action.ASK, Action.ASK),
        (Modes(Mode.OBSERVE), Action.PASS, Action.PASS),
    ],
)
def test_a_verdict_becomes_a_deed_by_the_mode(modes, bad, doubtful):
    assert modes.deed(BAD) is bad
    assert modes.deed(DOUBTFUL) is doubtful
    assert modes.deed(PASSED) is Action.PASS
    assert modes.deed(Verdict(Action.PASS, "commands/official-installer")) is Action.PASS
