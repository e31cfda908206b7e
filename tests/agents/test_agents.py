"""Each agent does a multi-turn task with parallel tools and streaming through a station.

The same task is done once without the station: what the agent offers and does is the same.
"""

import json
import re
import sys

import orjson
import pytest

from tests.agents import launch
from tests.agents.launch import Agent
from tests.agents.plays import SEAL, ClaudePlay, CodeModePlay, CodexPlay, GeminiPlay
from tests.conformance.stage import EMAIL, KEY, PHONE, PLANTED, Tokens
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

AGENTS = [
    (Agent("claude", "claude-opus-5-5", launch.claude), ClaudePlay),
    (Agent("codex", "gpt-5.5", launch.codex), CodexPlay),
    (Agent("codex-code-mode", "gpt-6.1-sol", launch.codex), CodeModePlay),
    (Agent("gemini", "gemini-2.5-pro", launch.gemini), GeminiPlay),
]
TASK = (
    "Read contact.txt and deploy.env, then write out.json with the e-mail, the token and the "
    f"phone number. Ask {EMAIL} if anything is unclear."
)
CONTACT = f"Name: Lin Wei\nE-mail: {EMAIL}\nPhone: {PHONE}\n"
DEPLOY = f"# 部署\nREGION=eu-1\nGITHUB_TOKEN={KEY}\n"


def carried_out(pair, home, up, relay, starter=()):
    """Run the task at an address with a key; return the play, which holds what the model saw."""
    agent, play_type = pair
    work = home / "work"
    work.mkdir(parents=True)
    (work / "contact.txt").write_text(CONTACT)
    (work / "deploy.env").write_text(DEPLOY)
    up.script = play = play_type(work)
    done = agent.run(home, relay, TASK, starter)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads((work / "out.json").read_text())
    assert told == {"mail": EMAIL, "token": KEY, "tel": PHONE}
    assert f"Done: out.json names {EMAIL} and {KEY}." in done.stdout
    assert len(play.seen) == 3
    return play


@pytest.fixture(scope="module")
def up():
    with Upstream(lambda _: as_json({}, 500)) as upstream:
        yield upstream


@pytest.fixture(scope="module")
def station(up, tmp_path_factory):
    with Station(tmp_path_factory.mktemp("station"), channel("main", up.url)) as running:
        yield running


@pytest.fixture(scope="module", params=AGENTS, ids=lambda pair: pair[0].name)
def both(request, up, station, tmp_path_factory):
    """What the model saw without and with the station, and the bytes that came through it."""
    home = tmp_path_factory.mktemp(request.param[0].name)
    direct = carried_out(request.param, home / "direct", up, (up.url, "no-station"))
    up.received.clear()
    relayed = carried_out(request.param, home / "relayed", up, (station.url, station.key))
    return direct, relayed, bytes(up.received)


def test_the_model_never_saw_what_was_masked(both):
    _, relayed, received = both
    for value in PLANTED:
        assert value.encode() not in received
    last = Tokens(relayed.seen[-1].body)
    assert {"M", "P", "C"} <= {token[2] for token in last.all}


def test_the_tools_arrived_unchanged(both):
    direct, relayed, _ = both
    offered = [play.tools(play.seen[0].json) for play in both[:2]]
    assert list(offered[0]) == list(offered[1])
    expected, came = (
        _without_paths(orjson.dumps(tools, option=orjson.OPT_SORT_KEYS), play.work)
        for tools, play in zip(offered, (direct, relayed), strict=True)
    )
    assert came == expected


def test_what_was_sealed_came_back_byte_for_byte(both):
    _, relayed, _ = both
    seals = relayed.sealed(relayed.seen[-1].json)
    assert seals
    assert set(seals) == {SEAL}


def test_each_turn_begins_with_the_turn_before(both):
    """Providers' prompt caches hold by prefix: a value has the same token every time."""
    _, relayed, _ = both
    first, second, third = (relayed.history(request.json) for request in relayed.seen)
    assert second[: len(first)] == first
    assert third[: len(second)] == second
    assert len(first) < len(second) < len(third)


@pytest.mark.parametrize("pair", AGENTS, ids=lambda pair: pair[0].name)
def test_posthouse_run_starts_the_agent_against_the_station(pair, up, station, tmp_path):
    up.received.clear()
    starter = [sys.executable, "-m", "posthouse", "run", "--config", str(station.config), "--"]
    play = carried_out(pair, tmp_path / "started", up, None, starter)
    assert {"M", "P", "C"} <= {token[2] for token in Tokens(play.seen[-1].body).all}
    assert not [value for value in PLANTED if value.encode() in up.received]


def _without_paths(text: bytes, work) -> str:
    return re.sub(re.escape(str(work.parent)), "HOME", text.decode())
