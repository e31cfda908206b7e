from dataclasses import replace

import pytest

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.modes import Mode, Modes, Witnessing, Word
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


RISKY = Verdict(Action.PASS, risky=(Fact(Kind.PACKAGE, "requests", "pypi"),))
DOUBT = replace(DOUBTFUL, risky=RISKY.risky)
EVIL = replace(BAD, risky=RISKY.risky)


def test_risky_and_doubtful_calls_are_confirmed_and_what_is_blocked_anyway_is_not():
    on = Modes(witness=Witnessing())
    assert [on.confirms(one) for one in (RISKY, DOUBT, EVIL, PASSED)] == [True, True, False, False]
    few = Modes(witness=Witnessing(calls="doubtful"))
    assert [few.confirms(one) for one in (RISKY, DOUBT)] == [False, True]
    assert Modes(Mode.ASK, witness=Witnessing()).confirms(EVIL)
    assert not Modes().confirms(RISKY)


@pytest.mark.parametrize(
    ("mode", "verdict", "word", "silent", "deed"),
    [
        (Mode.ENFORCE, RISKY, Word.AGREES, "ask", Action.PASS),
        (Mode.ENFORCE, DOUBT, Word.AGREES, "ask", Action.PASS),
        (Mode.ENFORCE, RISKY, Word.DIFFERS, "ask", Action.BLOCK),
        (Mode.ASK, RISKY, Word.DIFFERS, "ask", Action.BLOCK),
        (Mode.ASK, EVIL, Word.AGREES, "ask", Action.ASK),
        (Mode.OBSERVE, RISKY, Word.DIFFERS, "block", Action.PASS),
        (Mode.ENFORCE, RISKY, Word.SILENT, "ask", Action.ASK),
        (Mode.ENFORCE, RISKY, Word.SILENT, "block", Action.BLOCK),
        (Mode.ENFORCE, RISKY, Word.SILENT, "gate", Action.PASS),
        (Mode.ENFORCE, DOUBT, Word.SILENT, "gate", Action.BLOCK),
        (Mode.ASK, DOUBT, Word.SILENT, "gate", Action.ASK),
    ],
)
def test_a_witnesss_word_becomes_a_deed(mode, verdict, word, silent, deed):
    assert Modes(mode, witness=Witnessing(silent=silent)).witnessed(verdict, word) is deed
