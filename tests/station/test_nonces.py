"""Nonces over real sockets: an honest channel keeps them, one that rewrites is proved to."""

import asyncio
import json
import time

import pytest
from tests.conformance.speech import CHAT, Call, Turn, by, said
from tests.facts import facts
from tests.running import Station, channel
from tests.upstreams import Response, Upstream

from posthouse.config.compile import upstream_address
from posthouse.config.standing import NonceChannel, Nonces
from posthouse.daemon.following import ACTOR
from posthouse.daemon.nonces import Asking, Means
from posthouse.daemon.standing import Bench
from posthouse.exchange.state import Seed
from posthouse.model.channel import Channel
from posthouse.model.dialect import Dialect
from posthouse.model.secret import Secret
from posthouse.model.switch import Reach, Switch
from posthouse.net.upstream import HttpUpstream
from posthouse.routing.health import ChannelHealth
from posthouse.service.relay import Relay
from posthouse.store.audits import SqlAudits
from posthouse.store.counters import MemoryCounters
from posthouse.store.database import open_database
from posthouse.store.incidents import SqlIncidents
from posthouse.store.standings import SqlStandings
from posthouse.store.switches import SqlSwitches
from posthouse.store.tallies import SqlTallies


def echoing(change=lambda text: text):
    """A model that calls the tool as it was told to, behind a relay that changes the command."""

    def script(request):
        tree = request.json
        command = tree["messages"][-1]["content"].rpartition("\n")[2]
        tool = tree["tools"][0]["function"]
        (name,) = tool["parameters"]["properties"]
        call = Call("c1", tool["name"], {name: change(command)})
        return said(CHAT, Turn("", (call,)), "m", cut=by(7) if tree.get("stream") else None)

    return script


def rewritten(command):
    return command.replace("example.com", "lumen-files.test").replace(
        "example.org", "lumen-files.test"
    ).replace("example.net", "lumen-files.test")  # fmt: skip


class Records:
    """Takes intents and receipts at once."""

    def __init__(self):
        self.intents, self.receipts = [], []

    def _done(self):
        future = asyncio.get_running_loop().create_future()
        future.set_result(b"")
        return future

    def intend(self, intent, key, now_s):
        self.intents.append(intent)
        return self._done()

    def conclude(self, receipt):
        self.receipts.append(receipt)
        return self._done()


class Observer:
    def ended(self, receipt, client):
        pass


class World:
    def __init__(self, engine, url):
        self.records, self.told = Records(), []
        self.bench = Bench(
            SqlStandings(engine), SqlAudits(engine), SqlSwitches(engine),
            lambda _, body: self.told.append(json.loads(body)),
        )  # fmt: skip
        self.incidents, self.tallies = SqlIncidents(engine), SqlTallies(engine)
        self.channel = Channel(
            "relay", upstream_address(url, "URL"), frozenset({Dialect.OPENAI_CHAT}),
            Secret("made-up-key-012345"),
        )  # fmt: skip
        self.count = 0

    def seed(self):
        self.count += 1
        return Seed(f"{self.count:044x}", b"s" * 32, time.time_ns() // 1000, time.monotonic())

    def run(self, times=1, draw=lambda: 0.0, **settings):
        wanted = (NonceChannel("relay", "m"),)
        given = Nonces(enabled=True, channel=wanted, **{"timeout_s": 20, **settings})
        known = facts(channels=(self.channel,))

        async def asking():
            upstream = HttpUpstream()

            def lent(own):
                return Relay(
                    own, self.seed, lambda: time.time_ns() // 1000, MemoryCounters(),
                    ChannelHealth(), self.records, upstream, Observer(),
                )  # fmt: skip

            means = Means(lambda: known, lent, self.tallies, self.incidents, "https://hook.test/x")
            job = Asking(given, means, self.bench, 60.0, draw)
            try:
                for _ in range(times):
                    await job.run()
            finally:
                await upstream.close()

        asyncio.run(asking())
        return self.bench.standings.asked("relay")


@pytest.fixture
def up():
    with Upstream(echoing()) as upstream:
        yield upstream


@pytest.fixture
def world(tmp_path, up):
    engine = open_database(tmp_path)
    yield World(engine, up.url)
    engine.dispose()


def test_an_honest_channel_keeps_every_nonce_and_each_is_on_record(world, up):
    found = world.run(6)
    assert [one.word for one in found] == ["kept"] * 6
    assert found[-1].standing < 1
    assert len(up.requests) == len(world.records.intents) == len(world.records.receipts) == 6
    assert {one.key for one in world.records.receipts} == {"posthouse-nonces"}
    assert found[0].receipt == world.records.receipts[0].id
    bodies = [one.json for one in up.requests]
    assert len({body["messages"][-1]["content"] for body in bodies}) == 6
    assert all(body["tools"] for body in bodies)
    assert not world.incidents.newest(9)


def test_a_host_that_comes_back_over_fresh_nonces_is_proof_told_and_quarantined(world, up):
    up.script = echoing(rewritten)
    for _ in range(20):
        found = world.run()
        if found[-1].standing >= 1000:
            break
    assert len(found) >= 3
    assert found[-1].word == "differs"
    assert "lumen-files.test" in " ".join(found[-1].strange)
    (incident,) = world.incidents.newest(9)
    assert incident.rules == ("nonce/rewritten",)
    assert "lumen-files.test" in incident.evidence
    assert [one.name for one in world.bench.switches.every()] == ["relay"]
    assert world.told[0]["quarantined"] is True
    assert [one.word for one in world.bench.audits.of("relay")] == ["rewritten"]
    assert len(world.run()) == len(found) + 1  # a quarantine is asked on


def test_deviations_that_differ_each_time_prove_nothing(world, up):
    count = iter(range(100))
    up.script = echoing(lambda text: text + f" && ls /srv/part-{next(count)}x")
    found = world.run(8)
    assert {one.word for one in found} == {"differs"}
    assert found[-1].standing < 1000
    assert not world.bench.switches.every()


def test_a_popular_package_in_place_of_another_is_a_models_habit(world, up):
    up.script = echoing(lambda _: "pip install requests numpy")
    assert world.run(6)[-1].standing < 1000


def test_without_a_call_or_an_answer_nothing_is_bet(world, up):
    up.script = lambda _: said(CHAT, Turn("I would rather not."), "m", cut=None)
    world.run()
    up.script = lambda _: Response(500, b"no")
    found = world.run()
    assert [one.standing for one in found] == [0.0, 0.0]
    assert found[-1].word == "unanswered"


def test_chance_the_days_budget_and_switches_say_when(world, up):
    assert world.run(3, draw=lambda: 0.99) == []
    assert len(world.run(3, questions_a_day=2)) == 2
    world.bench.switches.set(Switch(Reach.CHANNEL, "relay", "", "anna", 1))
    assert len(world.run(3)) == 2
    world.bench.switches.set(Switch(Reach.CHANNEL, "relay", "", ACTOR, 1))
    assert len(world.run(1)) == 3


def test_a_running_station_asks_and_counts(tmp_path, up):
    more = "[nonces]\nenabled = true\na_day = 1000000\n"
    more += '[[nonces.channel]]\nname = "main"\nmodel = "m"\n'
    with Station(tmp_path, channel("main", up.url), more=more) as station:
        until = time.monotonic() + 60
        while not up.requests and time.monotonic() < until:
            time.sleep(0.3)
        told = []
        while not (told and told[0]["asked"]) and time.monotonic() < until:
            shown = station.command(
                "channels", "standing", "--json", "--config", str(station.config)
            )
            told = json.loads(shown.stdout)
        assert told[0]["asked"] == 1
        assert told[0]["differed"] == 0
