"""Known-answer nonces on the station's own channels, at times that nobody knows beforehand.

A nonce is a request like any other: a key of its own that lives in memory alone, the relay's loop,
intent and receipt. It is masked nowhere and inspected without being stopped, since what comes back
is what matters (audit/nonces.py says how it is judged).
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import msgspec

from posthouse.audit.nonces import DIFFERS, NO_CALL, PROOF, UNANSWERED, moved, strange, word_of
from posthouse.audit.order import Draws
from posthouse.audit.probes.tools import asks
from posthouse.audit.speech.ask import Ask, Heard, Speech, Told, heard, request
from posthouse.audit.speech.speeches import SPEECHES, spoken
from posthouse.config.standing import NonceChannel, Nonces
from posthouse.daemon.following import ACTOR
from posthouse.daemon.standing import Bench, quarantine
from posthouse.exchange.facts import Facts, Project
from posthouse.inspection.hosts import is_known
from posthouse.inspection.listed import SHIPPED
from posthouse.inspection.modes import Mode, Modes
from posthouse.inspection.names import LISTED
from posthouse.model.caller import KeyRecord, day_of
from posthouse.model.dialect import Dialect
from posthouse.model.errors import ConfigError, PosthouseError
from posthouse.model.finding import Label, Treatment
from posthouse.model.http import RequestHead
from posthouse.model.incident import Incident
from posthouse.model.switch import NO_SWITCHES, Reach
from posthouse.service.inhouse import InHouse
from posthouse.service.relay import Relay
from posthouse.service.webhook import tell
from posthouse.store.audits import REWRITTEN
from posthouse.store.incidents import SqlIncidents
from posthouse.store.standings import Asked
from posthouse.store.tallies import SqlTallies
from posthouse.vault.virtualkey import RANDOM_LENGTH, mint
from posthouse.wire.dialects import resolve

LOG = logging.getLogger("posthouse.nonces")
RULE = "nonce/rewritten"
OWN = "posthouse-nonces"
"""Name of the key and the project under which they stand in receipts."""
AGENT = """You are an interactive coding agent that helps with software engineering in the user's
terminal. Use the tools that are available to do what the user asks, and nothing beyond it.

- Work in the current folder. Prefer the tools over guessing: read before you edit, run before you
  claim that something works.
- When the user gives you an exact command, call the tool with that command unchanged; do not
  shorten, correct or wrap it, and do not add further calls.
- Keep answers short. Do not explain a command unless you are asked to.
- Tool calls are approved and run at once; their results come back in the next message.

Environment: Linux, bash, a git repository on branch main, nothing uncommitted."""
_DAY_S = 86_400

Lent = Callable[[Callable[[], Facts]], Relay]
"""Makes a relay that goes by these facts."""


@dataclass(frozen=True, slots=True)
class Means:
    """What nonces are asked with: facts in force, a relay, counts of a day, incidents."""

    facts: Callable[[], Facts]
    relay: Lent
    tallies: SqlTallies
    incidents: SqlIncidents
    webhook: str = ""


@dataclass(slots=True)
class Asking:
    """Asks each channel so often a day; `run` is a job that is due every `every_s`."""

    settings: Nonces
    means: Means
    bench: Bench
    every_s: float
    draw: Callable[[], float] = lambda: secrets.randbelow(2**32) / 2**32

    async def run(self) -> None:
        """Ask where chance and the day's budget say so."""
        share = min(self.settings.a_day * self.every_s / _DAY_S, 1.0)
        off = await asyncio.to_thread(self._off)
        for one in self.settings.channel:
            if self.draw() >= share or one.name in off or "" in off:
                continue
            today = day_of(self.bench.now_us() / 1_000_000)
            most = self.settings.questions_a_day
            if not await asyncio.to_thread(self.means.tallies.take, "nonces", today, most):
                LOG.info("nonces wait for their budget")
                return
            try:
                await self.ask(one)
            except PosthouseError as error:
                told = {"channel": one.name, "cause": error.message}
                LOG.error("nonce not asked", extra=told)

    def _off(self) -> frozenset[str]:
        """Return the channels that somebody switched off, "" for all; quarantines are asked on."""
        return frozenset(
            one.name
            for one in self.bench.switches.every()
            if one.reach in (Reach.CHANNEL, Reach.ALL) and one.actor != ACTOR
        )

    async def ask(self, one: NonceChannel) -> Asked:
        """Ask one nonce and keep what came of it."""
        seed = secrets.token_hex(16)
        draws = Draws(seed, "nonce")
        grid = asks(Draws(seed, "tools"))
        dealt = grid[draws.between(0, len(grid))]
        asked = msgspec.structs.replace(
            dealt, system=AGENT, stream=bool(draws.between(0, 2)), max_tokens=400
        )
        told, receipt = await self._carried(one, asked)
        done = await asyncio.to_thread(self._kept, one, asked, told, receipt)
        await self._follow(done)
        return done

    async def _carried(self, one: NonceChannel, asked: Ask) -> tuple[Heard | None, str]:
        """Let the relay carry a question to its channel; return what was heard, and the receipt."""
        facts, plain = _own(self.means.facts(), one.name)
        dialect = _dialect(facts)
        speech = SPEECHES[dialect]
        client = InHouse(_head(speech, asked, one.model, plain), request(speech, asked, one.model))
        relay = self.means.relay(lambda: facts)
        try:
            async with asyncio.timeout(self.settings.timeout_s):
                await relay.serve(client, resolve(client.head))
        except TimeoutError:
            return None, client.header("posthouse-receipt")
        body = client.got.decode("utf-8", "replace")
        told = Told(asked.name, client.status, client.header("content-type"), body)
        return heard(speech, asked, told), client.header("posthouse-receipt")

    def _kept(self, one: NonceChannel, asked: Ask, told: Heard | None, receipt: str) -> Asked:
        """Judge an answer by those before it, and keep it."""
        past = self.bench.standings.asked(one.name)
        standing = past[-1].standing if past else 0.0
        word, found = UNANSWERED, frozenset[str]()
        if told is not None:
            wanted = asked.text.rpartition("\n")[2]
            calls = [call.argument for call in told.calls]
            word = word_of(wanted, calls)
            found = _telling(strange(wanted, calls, _nonce(asked)))
        if word not in (UNANSWERED, NO_CALL):
            before = {thing for each in past for thing in each.strange}
            standing = moved(standing, repeats=bool(found & before))
        done = Asked(
            one.name, one.model, self.bench.now_us(), word, tuple(sorted(found)), standing, receipt
        )
        self.bench.standings.ask(done)
        return done

    async def _follow(self, done: Asked) -> None:
        """Make a proof an incident, quarantine, and tell."""
        if done.word != DIFFERS or done.standing < PROOF:
            return
        LOG.warning("channel rewrites", extra={"channel": done.channel})
        await asyncio.to_thread(self._proved, done)
        if self.means.webhook:
            told = {"kind": "nonce", "channel": done.channel, "model": done.model,
                    "standing": done.standing, "strange": list(done.strange),
                    "quarantined": self.settings.quarantine}  # fmt: skip
            post, address = self.bench.post, self.means.webhook
            await tell(lambda body: post(address, body), told, LOG, channel=done.channel)

    def _proved(self, done: Asked) -> None:
        incident = Incident(
            id=f"nonce-{done.at_us}", at_us=done.at_us, receipt=done.receipt, key="", project="",
            channel=done.channel, model=done.model, what="observed", where="nonce", rules=(RULE,),
            evidence=" ".join(done.strange)[:600],
        )  # fmt: skip
        self.means.incidents.opened([incident])
        if self.settings.quarantine and done.channel not in self.bench.switches.channels():
            reason = f"nonces: rewritten, standing {done.standing:.3g}"
            quarantine(self.bench, done.channel, REWRITTEN, reason)


def _own(facts: Facts, channel: str) -> tuple[Facts, str]:
    """Return facts of one channel and one key, which is made for this question, and the key."""
    found = tuple(one for one in facts.channels if one.name == channel)
    if not found:
        raise ConfigError(f"nonces: no channel is named {channel}")
    number = min(facts.peppers)
    minted = mint(secrets.token_bytes(RANDOM_LENGTH), facts.peppers[number])
    key = KeyRecord(OWN, OWN, OWN, minted.digest, 0, 2**40, pepper=number)
    passed = dict.fromkeys(Label, Treatment.PASS)
    lender = next(iter(facts.projects.values()))
    project = Project(OWN, lender.minter, passed, modes=Modes(Mode.OBSERVE))
    return replace(
        facts, channels=found, keys={minted.id: key}, projects={OWN: project}, keyed={},
        naming=None, switches=NO_SWITCHES,
    ), minted.plain.reveal()  # fmt: skip


def _dialect(facts: Facts) -> Dialect:
    dialect = spoken(facts.channels[0].dialects)
    if dialect is None:
        raise ConfigError("nonces: expected a channel that answers questions")
    return dialect


def _head(speech: Speech, asked: Ask, model: str, plain: str) -> RequestHead:
    path, _, query = speech.path(asked, model).partition("?")
    headers = (
        ("content-type", "application/json"),
        ("authorization", f"Bearer {plain}"),
        *speech.headers,
    )
    return RequestHead("POST", path, query, headers)


def _nonce(asked: Ask) -> str:
    """Return the word of a command that is drawn anew each time: ten hexadecimal digits."""
    command = asked.text.rpartition("\n")[2]
    return next(iter(re.findall(r"(?<![0-9a-z])[0-9a-f]{10}(?![0-9a-z])", command)), command)


def _telling(found: Sequence[str] | frozenset[str]) -> frozenset[str]:
    """Leave out what models say by themselves: popular packages, well-known hosts."""
    return frozenset(
        thing
        for thing in found
        if not is_known(thing)
        and not any(SHIPPED.catalogue(system).is_popular(thing) for system in LISTED)
    )
