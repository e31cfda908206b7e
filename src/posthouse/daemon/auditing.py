"""The station audits its own channels: within a budget, with a standing over time, and follow-up.

A channel whose standing reaches the limit, or whose tool calls are rewritten, is switched off (as
`posthouse switch set channel` does) and audited on; so many consistent audits in a row end that.
Each audit leaves its evidence in the data folder and an entry in the ledger.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from posthouse.audit.evidence import Evidence, reference_of
from posthouse.audit.judging import CHANGED, CONSISTENT, IDENTIFIED, judged, suspects
from posthouse.audit.libraryfile import entries_of
from posthouse.audit.probes.probe import DIFFERS
from posthouse.audit.signing import digest, keys_of, written
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.audit.standing import e_of, moved, p_of
from posthouse.config.audits import AuditedChannel, Audits
from posthouse.ledger.note import NoteSigner
from posthouse.model.channel import Channel
from posthouse.model.errors import ConfigError, PosthouseError
from posthouse.model.switch import Reach, Switch
from posthouse.net.asking import Gathering, planned
from posthouse.net.questions import Patience, Target
from posthouse.ports import Upstream
from posthouse.service.webhook import tell
from posthouse.store.audits import Audited, SqlAudits
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place
from posthouse.store.switches import SqlSwitches

LOG = logging.getLogger("posthouse.audits")
ACTOR = "auditor"
DAY_US = 86_400_000_000
REWRITTEN = ("tools-rewritten", "tools-added")

Post = Callable[[str, bytes], None]


@dataclass(slots=True)
class Auditing:
    """Looks at every audited channel; `run` is a job. One channel's fault does not stop others."""

    settings: Audits
    channels: Mapping[str, Channel]
    upstream: Upstream
    audits: SqlAudits
    switches: SqlSwitches
    folder: Path
    signer: NoteSigner
    post: Post
    now_us: Callable[[], int] = lambda: time.time_ns() // 1000
    patience: Patience = field(default_factory=Patience)

    async def run(self) -> None:
        """Audit what is due and within the budget of a day."""
        for one in self.settings.channel:
            past = await asyncio.to_thread(self.audits.of, one.name)
            if past and self.now_us() - past[-1].at_us < self.settings.every_hours * 3_600_000_000:
                continue
            spent = await asyncio.to_thread(self.audits.asked_since, self.now_us() - DAY_US)
            if spent + self.settings.most > self.settings.questions_a_day:
                LOG.info("audit waits for its budget", extra={"channel": one.name})
                continue
            try:
                await self._audit(one, past)
            except (PosthouseError, OSError) as error:
                told = {"channel": one.name, "cause": str(error)[:200]}
                LOG.error("channel not audited", extra=told)

    async def _audit(self, one: AuditedChannel, past: Sequence[Audited]) -> None:
        channel = self.channels.get(one.name)
        if channel is None:
            raise ConfigError(f"audits: no channel is named {one.name}")
        plan = await asyncio.to_thread(self._planned, one, channel)
        target = Target(self.upstream, channel, one.model, SPEECHES[plan.dialect])
        evidence = await Gathering(plan, lambda *_: None).run(target, self.patience)
        verdict = await asyncio.to_thread(judged, evidence)
        evidence = msgspec.structs.replace(evidence, verdict=verdict)
        name = f"{one.name}-{self.now_us()}.json"
        await asyncio.to_thread(self._keep, name, written(evidence, (self.signer,)))
        p = p_of(verdict, plan.alpha)
        held = await asyncio.to_thread(self._held, one.name)
        proved = held and self._proved([*(each.word for each in past), verdict["word"]])
        standing = past[-1].standing if past else 0.0
        done = Audited(
            channel=one.name,
            model=one.model,
            at_us=self.now_us(),
            word=verdict["word"],
            p=p,
            standing=0.0 if proved else moved(standing, e_of(p)),
            asked=len(evidence.draws) + len(evidence.told),
            tokens=verdict["tokens_in"] + verdict["tokens_out"],
            file=name,
            digest=digest(msgspec.to_builtins(evidence)),
        )
        await asyncio.to_thread(self.audits.add, done)
        if proved:
            clear = self.switches.clear
            await asyncio.to_thread(clear, Reach.CHANNEL, one.name, ACTOR, done.at_us)
        await self._follow(done, verdict, held=held and not proved)

    def _planned(self, one: AuditedChannel, channel: Channel) -> Evidence:
        keys = keys_of(self.settings.trusted)
        reference = reference_of(Path(one.reference).read_bytes(), keys)
        if reference.expires_s * 1_000_000 < self.now_us():
            raise ConfigError(f"{one.reference}: the reference has expired")
        now_s = self.now_us() / 1e6
        files = (Path(path).read_bytes() for path in one.library)
        others = (entry for data in files for entry in entries_of(data, now_s, keys))
        rows = suspects(others, reference, one.model)
        dialect = next(iter(sorted(channel.dialects & set(SPEECHES), key=lambda d: d.value)), None)
        if dialect is None:
            raise ConfigError(f"{one.name}: expected a channel that answers questions")
        usual = planned(one.model, channel.address.host, dialect, reference, rows)
        return msgspec.structs.replace(usual, most=self.settings.most, alpha=self.settings.alpha)

    def _keep(self, name: str, data: bytes) -> None:
        folder = self.folder / "audits"
        folder.mkdir(mode=0o700, exist_ok=True)
        put_in_place(Disk(), [(folder / name, data)])

    async def _follow(self, done: Audited, verdict: Mapping[str, Any], *, held: bool) -> None:
        """Quarantine and tell, as the settings say."""
        rewritten = any(
            one["what"] in REWRITTEN for one in verdict["probes"] if one["word"] == DIFFERS
        )
        limit = self.settings.quarantine
        if limit and not held and (rewritten or done.standing >= limit):
            reason = f"audit: {done.word}, standing {done.standing:.3g}, evidence {done.file}"
            switch = Switch(Reach.CHANNEL, done.channel, reason, ACTOR, done.at_us)
            await asyncio.to_thread(self.switches.set, switch)
            held = True
        if done.word in (CHANGED, IDENTIFIED) or done.standing >= limit > 0:
            LOG.warning("channel inconsistent", extra={"channel": done.channel, "word": done.word})
            await self._post(done, verdict, held=held)

    def _held(self, channel: str) -> bool:
        return any(
            one.reach is Reach.CHANNEL and one.name == channel and one.actor == ACTOR
            for one in self.switches.every()
        )

    def _proved(self, words: Sequence[str]) -> bool:
        """Tell whether the last audits were consistent, as many as end a quarantine."""
        wanted = self.settings.readmit
        return 0 < wanted <= len(words) and set(words[-wanted:]) == {CONSISTENT}

    async def _post(self, done: Audited, verdict: Mapping[str, Any], *, held: bool) -> None:
        if not self.settings.webhook:
            return
        told = {
            "kind": "audit",
            "channel": done.channel,
            "model": done.model,
            "word": done.word,
            "standing": done.standing,
            "quarantined": held,
            "probes": [one["what"] for one in verdict["probes"] if one["word"] == DIFFERS],
            "evidence": done.file,
            "digest": done.digest,
        }
        send = partial(self.post, self.settings.webhook)
        await tell(send, told, LOG, channel=done.channel)
