"""Honest channels that are slow, busy, or change what says nothing: over real sockets, not accused.

And channels without end: an audit ends in its time, with what it has.
"""

import json
import random
import time
from pathlib import Path

import pytest
from tests.answering import Model
from tests.upstreams import Response, Upstream, as_json

from posthouse.cli.app import run_command

BUSY = as_json({"error": {"message": "slow down"}}, 429)


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    file = tmp_path_factory.mktemp("reference") / "good.json"
    with Upstream(Model("good")) as up:
        assert run_command(["audit", "enrol", up.url, "--model", "good", "-o", str(file)]) == 0
    return str(file)


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def audited(capsys, reference, answers, *more):
    with Upstream(answers) as up:
        code = run_command(
            ["audit", "run", up.url, "--model", "good", "--reference", reference, "--json",
             "--evidence", "evidence.json", "--pause", "0.001", "--max", "80", *more]
        )  # fmt: skip
    out = capsys.readouterr().out
    told = json.loads(out[f"\n{out}".index("\n{") :])
    assert run_command(["audit", "verify", "evidence.json"]) == code
    assert told["asked"] <= 80
    return code, told


def without(*names):
    """Return the honest model behind a relay that takes these parts of every answer away."""
    good = Model("good", 3)

    def answered(request):
        answer = good(request)
        if answer.status != 200 or answer.content_type != "application/json":
            return answer
        tree = json.loads(answer.body)
        tree = {name: value for name, value in tree.items() if name not in names}
        choices = [{k: v for k, v in one.items() if k not in names} for one in tree["choices"]]
        return as_json({**tree, "choices": choices})

    return answered


def renamed():
    """Return the honest model behind a relay that gives every answer an id of its own."""
    good, dice = Model("good", 4), random.Random(1)

    def answered(request):
        answer = good(request)
        if answer.status != 200 or answer.content_type != "application/json":
            return answer
        return as_json({**json.loads(answer.body), "id": f"relay-{dice.getrandbits(60):x}"})

    return answered


def busy(share):
    good, dice = Model("good", 5), random.Random(2)
    return lambda request: BUSY if dice.random() < share else good(request)


def slow():
    good = Model("good", 6)

    def answered(request):
        time.sleep(0.01)
        return good(request)

    return answered


HONEST = {
    "strips log-probabilities": lambda: without("logprobs"),
    "strips counts and ids": lambda: without("usage", "id", "system_fingerprint"),
    "renames answers": renamed,
    "busy now and then": lambda: busy(0.25),
    "busy mostly": lambda: busy(0.8),
    "slow": slow,
}


@pytest.mark.parametrize("habit", HONEST)
def test_an_honest_channel_is_not_accused_for_what_says_nothing_of_the_model(
    habit, reference, capsys
):
    code, told = audited(capsys, reference, HONEST[habit]())
    differs = [one["what"] for one in told["probes"] if one["word"] == "differs"]
    assert (code != 1, differs) == (True, []), told["word"]
    assert told["answers"] + sum(told["missing"].values()) == told["asked"]


def test_a_storm_of_refusals_ends_the_audit_with_what_it_has(reference, capsys):
    good, count = Model("good", 7), iter(range(10_000))
    code, told = audited(
        capsys, reference, lambda request: good(request) if next(count) < 6 else BUSY
    )
    assert code == 2
    assert (told["answers"], told["missing"]) == (6, {"status 429": 5})
    assert "5 questions in a row" in told["stopped"]


def test_a_channel_that_trickles_is_left_when_its_time_is_over(reference, capsys):
    drip = Response(200, chunks=[b" "] * 2000, pause_s=0.05)
    began = time.monotonic()
    code, told = audited(
        capsys, reference, lambda _: drip, "--seconds", "2", "--answer-seconds", "30"
    )
    assert (code, told["stopped"]) == (2, "no time left")
    assert time.monotonic() - began < 30
    assert Path("evidence.json").exists()
