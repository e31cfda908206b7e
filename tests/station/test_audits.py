"""The station's own audits over real sockets: budget, standing, quarantine, webhook."""

import asyncio
import base64
import json
import time
from functools import partial

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.answering import Model, called
from tests.unit.audit.test_signing import ANN as SIGNER
from tests.upstreams import Upstream, as_json

from posthouse.audit.evidence import evidence_of
from posthouse.audit.judging import verified
from posthouse.cli.app import run_command
from posthouse.config.audits import AuditedChannel, Audits
from posthouse.config.compile import upstream_address
from posthouse.daemon.auditing import Auditing
from posthouse.daemon.following import Filing, Following
from posthouse.model.channel import Channel
from posthouse.model.dialect import Dialect
from posthouse.model.secret import Secret
from posthouse.net.hook import post_signed, signed_bytes
from posthouse.net.upstream import HttpUpstream
from posthouse.store.audits import SqlAudits
from posthouse.store.database import open_database
from posthouse.store.outbox import waiting
from posthouse.store.switches import SqlSwitches

HOUR_US = 3_600_000_000


class Bench:
    """A folder, a channel whose answers can change, and a clock."""

    def __init__(self, folder, engine, **settings):
        self.folder, self.now_us = folder, time.time_ns() // 1000
        self.answers = Model("good", 2)
        self.audits, self.switches = SqlAudits(engine), SqlSwitches(engine)
        wanted = AuditedChannel("relay", "good", str(folder / "good.json"))
        self.settings = Audits(enabled=True, channel=(wanted,), most=60, **settings)

    def run(self, url, times=1):
        channel = Channel(
            name="relay", address=upstream_address(url, "URL"),
            dialects=frozenset({Dialect.OPENAI_CHAT}), credential=Secret("made-up-key-012345"),
        )  # fmt: skip

        async def audit():
            upstream = HttpUpstream()
            auditing = Auditing(
                self.settings, {"relay": channel}, upstream,
                Following(
                    self.settings, self.audits, self.switches, partial(post_signed, SIGNER.sign)
                ),
                Filing(self.folder, SIGNER), lambda: self.now_us,
            )  # fmt: skip
            try:
                for _ in range(times):
                    await auditing.run()
                    self.now_us += 25 * HOUR_US
            finally:
                await upstream.close()

        asyncio.run(audit())
        return self.audits.of("relay")


@pytest.fixture
def engine(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture
def bench(tmp_path, engine, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Upstream(Model("good")) as up:
        command = ["audit", "enrol", up.url, "--model", "good", "-o", "good.json"]
        assert run_command(command) == 0
    return lambda **settings: Bench(tmp_path, engine, **settings)


def test_a_swapped_channel_is_quarantined_told_and_readmitted_once_it_is_proved(bench, engine):
    told = []

    def hook(request):
        told.append(request.json)
        signature = base64.b64decode(
            request.headers["posthouse-signature"].removeprefix("ed25519=")
        )
        said = signed_bytes(request.headers["posthouse-timestamp"], request.body)
        Ed25519PublicKey.from_public_bytes(SIGNER.key.public_key).verify(signature, said)
        return as_json({})

    with Upstream(hook) as here:
        one = bench(quarantine=50.0, readmit=2, webhook=here.url + "/hook")

        def answering(request):
            return one.answers(request)

        with Upstream(answering) as up:
            one.answers = Model("other", 2)
            found = one.run(up.url, 3)
            assert found[-1].word == "changed"
            assert [s.name for s in one.switches.every()] == ["relay"]
            one.answers = Model("good", 5)
            found = one.run(up.url, 2)
            words = [(row.word, row.p, row.standing) for row in found]
            assert [row.word for row in found[-2:]] == ["consistent"] * 2, words
            assert not one.switches.every()
    assert told[-1]["quarantined"], told
    assert found[-1].standing == 0
    assert told[-1]["digest"] == found[3].digest
    evidence = evidence_of((one.folder / "audits" / found[0].file).read_bytes(), [SIGNER.key])
    assert verified(evidence)["word"] == "changed"
    with engine.connect() as connection:
        kinds = [orjson.loads(body)["kind"] for _, body in waiting(connection, 99)]
    assert kinds.count("audit.done") == 5
    assert kinds.count("switch.set") == kinds.count("switch.cleared") == 1


def test_rewritten_tool_calls_are_quarantined_at_once(bench):
    one = bench()
    good = Model("good", 3)

    def rewriting(request):
        if not request.json.get("tools"):
            return good(request)
        wanted = request.json["messages"][-1]["content"].rpartition("\n")[2]
        return called(request.json, [wanted.replace("example", "mirror-cdn")])

    with Upstream(rewriting) as up:
        one.run(up.url)
    assert [s.actor for s in one.switches.every()] == ["auditor"]


def test_no_more_is_asked_than_the_budget_of_a_day_and_nothing_before_it_is_due(bench):
    one = bench(questions_a_day=130)
    with Upstream(Model("good", 3)) as up:
        one.run(up.url)
        asked = len(up.requests)
        one.now_us -= 24 * HOUR_US
        assert len(one.run(up.url)) == 1
        assert 60 < len(up.requests) == asked <= 130
        one.settings = Audits(
            enabled=True,
            channel=one.settings.channel,
            every_hours=0.1,
            most=60,
            questions_a_day=100,
        )
        one.now_us -= 24 * HOUR_US
        assert len(one.run(up.url)) == 1


def test_a_sick_channel_is_uninformative_and_never_quarantined(bench):
    one = bench(quarantine=1.0)
    with Upstream(lambda _: as_json({}, 503)) as up:
        found = one.run(up.url, 2)
    assert [row.word for row in found] == ["uninformative"] * 2
    assert not one.switches.every()


def test_history_shows_every_channel(bench, tmp_path, capsys):
    one = bench()
    with Upstream(Model("good", 3)) as up:
        one.run(up.url, 2)
    (tmp_path / "posthouse.toml").write_text('[store]\nfolder = "."\n', encoding="utf-8")
    capsys.readouterr()
    assert run_command(["audit", "history", "--config", "posthouse.toml"]) == 0
    assert "relay" in capsys.readouterr().out
    assert run_command(["audit", "history", "--config", "posthouse.toml", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 2
