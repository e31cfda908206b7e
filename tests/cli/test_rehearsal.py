"""`posthouse audit rehearse`: every arm of the rogue relay before made-up models, over sockets."""

import json

import pytest
from tests.answering import Model, blended
from tests.upstreams import Upstream

from posthouse.audit.arms import ARMS
from posthouse.cli.app import run_command


def rehearsed(capsys, *more, arms):
    with (
        Upstream(Model("good", 1)) as claimed,
        Upstream(Model("other", 1)) as other,
        Upstream(blended(0.6, 3)) as quantised,
        Upstream(Model("good", 9)) as sister,
    ):
        code = run_command(
            ["audit", "rehearse", "--claimed", claimed.url, "--other", other.url, "--model", "good",
             "--quantised", quantised.url, "--sister", sister.url, "--arms", arms, "--json", *more]
        )  # fmt: skip
    out = capsys.readouterr().out
    return code, json.loads(out[out.index("\n{") if out[0] != "{" else 0 :])["arms"]


def test_what_each_arm_does_is_found_and_honest_ones_are_not_accused(capsys):
    code, rows = rehearsed(capsys, arms="")
    assert [row["arm"] for row in rows] == list(ARMS)
    wrong = {row["arm"] for row in rows if row["right"] is False}
    hard = {name for name in ARMS if name.startswith(("A3", "A4"))} | {"A13"}
    # small shares without a library; and no temperature acts on made-up models
    assert code == (3 if wrong else 0)
    for arm in wrong - hard:  # an honest one is accused once in a hundred audits, and not again
        assert ARMS[arm].honest, arm
        assert rehearsed(capsys, arms=arm)[0] == 0
    by_arm = {row["arm"]: row for row in rows}
    assert by_arm["A8"]["probes"][0] == "tokens-slope"
    assert "tokens-before" in by_arm["A14"]["probes"]
    assert by_arm["A15"]["probes"]
    assert "tools-rewritten" in by_arm["A16"]["probes"]
    assert "tools-rewritten" in by_arm["A16.b"]["probes"]
    assert by_arm["A16.late"]["right"] is None
    assert {"stop-broken", "seeds-broken", "shapes-broken", "cold-broken"} <= {
        *by_arm["A19"]["probes"]
    }


@pytest.mark.parametrize("arms", ["A99", "A1,B"])
def test_unknown_arms_are_refused(arms, capsys):
    assert (
        run_command(["audit", "rehearse", "--claimed", "http://127.0.0.1:9", "--arms", arms]) == 3
    )
    assert "A16.late" in capsys.readouterr().err


def test_an_arm_without_its_model_is_skipped(capsys):
    with Upstream(Model("good", 1)) as claimed:
        code = run_command(
            ["audit", "rehearse", "--claimed", claimed.url, "--model", "good", "--arms", "A1,A0",
             "--max", "20", "--json"]
        )  # fmt: skip
    assert code == 0
    assert '"skipped"' in capsys.readouterr().out
