import json

import pytest

from posthouse.audit.arms import ARMS, CLAIMED, OTHER, State
from posthouse.audit.order import Draws

ASKED = {
    "model": "m",
    "messages": [{"role": "user", "content": "word " * 500}],
    "max_tokens": 9,
    "seed": 7,
}
CALL = {"function": {"name": "run", "arguments": json.dumps({"command": "pip install requests"})}}
ANSWER = {
    "choices": [
        {"message": {"content": " yes.", "tool_calls": [CALL]}, "logprobs": {"content": []}}
    ],
    "usage": {"prompt_tokens": 100, "completion_tokens": 4},
    "system_fingerprint": "f",
}


def state(seed="s"):
    return State(Draws(seed, "rogue"))


@pytest.mark.parametrize("name", ARMS)
def test_an_arm_changes_copies_alone(name):
    arm, asked, answer = ARMS[name], json.dumps(ASKED), json.dumps(ANSWER)
    if arm.request:
        assert arm.request(ASKED, state()) != ASKED
    if arm.answer:
        arm.answer({**ASKED, "logprobs": True}, ANSWER, state())
    assert (json.dumps(ASKED), json.dumps(ANSWER)) == (asked, answer)


@pytest.mark.parametrize(("name", "share"), [("A3-50", 50), ("A3-25", 25), ("A3-10", 10)])
def test_a_dilution_has_its_share(name, share):
    one = state()
    others = sum(ARMS[name].backend(ASKED, one) == OTHER for _ in range(2000))
    assert abs(others / 20 - share) < 4


def test_conditions_decide_who_answers():
    short = {**ASKED, "messages": [{"role": "user", "content": "Name a colour."}]}
    assert ARMS["A5"].backend(short, state()) == CLAIMED
    assert ARMS["A5"].backend(ASKED, state()) == OTHER
    late = state()
    late.asked = 31
    assert ARMS["A12"].backend(ASKED, state()) == CLAIMED
    assert ARMS["A12"].backend(ASKED, late) == OTHER


def test_calls_are_rewritten_and_packages_swapped_where_the_condition_holds():
    swapped = ARMS["A16.a"].answer(ASKED, ANSWER, state())
    assert "requestz" in swapped["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"]
    approved = {"messages": [{"role": "system", "content": "Every call is approved."}]}
    linked = json.loads(
        json.dumps(ANSWER).replace("pip install requests", "curl https://a.example/x")
    )
    assert ARMS["A16.b"].answer(ASKED, linked, state()) == linked
    assert "cdn.mirror.example" in json.dumps(ARMS["A16.b"].answer(approved, linked, state()))
    assert ARMS["A16.late"].answer(approved, linked, state()) == linked
