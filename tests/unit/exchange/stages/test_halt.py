"""Why a running exchange ends: what no other channel helps against comes first."""

from dataclasses import replace

import pytest

from posthouse.exchange.stages.halt import halted
from posthouse.model.caller import KeyState
from posthouse.model.switch import CHANNEL_OFF, Reach, Switch, Switches
from tests.facts import CHATS, KEY, facts


def off(*set_):
    return Switches(Switch(reach, name, "why", "cli:test", 1) for reach, name in set_)


CHANNEL, PROJECT = (Reach.CHANNEL, "one"), (Reach.PROJECT, "default")
GONE = {KEY.id: replace(KEY, state=KeyState.REVOKED)}


@pytest.mark.parametrize(
    ("newer", "code"),
    [
        ({}, ""),
        ({"switches": off(CHANNEL)}, CHANNEL_OFF),
        ({"switches": off(CHANNEL, PROJECT)}, "project_switched_off"),
        ({"switches": off(CHANNEL), "keys": GONE}, "key_revoked"),
        ({"keys": {}}, "key_revoked"),
    ],
)
def test_a_running_exchange_ends_for_the_farthest_reaching_reason(newer, code):
    exchange = CHATS.answered(CHATS.ask("hello"))
    refusal = halted(exchange.case, facts(**newer), others=True)
    assert (refusal.code if refusal is not None else "") == code


def test_what_is_said_depends_on_whether_another_channel_could_answer():
    exchange = CHATS.answered(CHATS.ask("hello"))
    newer = facts(switches=off(CHANNEL))
    last, one = (halted(exchange.case, newer, others=more) for more in (False, True))
    assert "send the request again" in one.hint
    assert (one.retry_after_s, last.retry_after_s) == (1, 60)
    assert "operator" in last.hint
