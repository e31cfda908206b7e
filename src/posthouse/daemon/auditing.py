"""The station audits its own channels: within a budget, with a standing over time, and follow-up.

A channel whose standing reaches the limit, or whose tool calls are rewritten, is switched off (as
`posthouse switch set channel` does) and audited on; so many consistent audits in a row end that.
Each audit leaves its evidence in the data folder and an entry in the ledger.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from posthouse.audit.evidence import Evidence, reference_of
from posthouse.audit.libraryfile import entries_of
from posthouse.audit.probes.probe import DIFFERS
from posthouse.audit.signing import digest, keys_of, written
from posthouse.audit.speech.speeches import SPEECHES, spoken
from posthouse.audit.standing import e_of, p_of
from posthouse.config.audits import AuditedChannel, Audits
from posthouse.daemon.following import Filing, Following
from posthouse.model.channel import Channel
from posthouse.model.errors import ConfigError, PosthouseError
from posthouse.net.asking import Gathering, planned
from posthouse.net.questions import Patience, Target
from posthouse.ports import Upstream
from posthouse.store.audits import MARKS, Audited

LOG = logging.getLogger("posthouse.audits")
DAY_US = 86_400_000_000
REWRITTEN = ("tools-rewritten", "tools-added")


@dataclass(slots=True)
class Auditing:
    """Looks at every audited channel; `run` is a job. One channel's fault does not stop others."""

    settings: Audits
    channels: Mapping[str, Channel]
    upstream: Upstream
    following: Following
    filing: Filing
    now_us: Callable[[], int] = lambda: time.time_ns() // 1000
    patience: Patience = field(default_factory=Patience)

    async def run(self) -> None:
        """Audit what is due and within the budget of a day."""
        for one in self.settings.channel:
            past = await asyncio.to_thread(self.following.audits.of, one.name)
            asked = (each for each in past if not each.compared and each.word not in MARKS)
            last = max((each.at_us for each in asked), default=0)
            if self.now_us() - last < self.settings.every_hours * 3_600_000_000:
                continue
            since = self.now_us() - DAY_US
            spent = await asyncio.to_thread(self.following.audits.asked_since, since)
            if spent + self.settings.most > self.settings.questions_a_day:
                LOG.info("audit waits for its budget", extra={"channel": one.name})
                continue
            try:
                await self._audit(one)
            except (PosthouseError, OSError) as error:
                told = {"channel": one.name, "cause": str(error)[:200]}
                LOG.error("channel not audited", extra=told)

    async def _audit(self, one: AuditedChannel) -> None:
        channel = self.channels.get(one.name)
        if channel is None:
            raise ConfigError(f"audits: no channel is named {one.name}")
        plan = await asyncio.to_thread(self._planned, one, channel)
        target = Target(self.upstream, channel, one.model, SPEECHES[plan.dialect])
        evidence = await Gathering(plan, lambda *_: None).run(target, self.patience)
        verdict = await asyncio.to_thread(_judged, evidence)
        evidence = msgspec.structs.replace(evidence, verdict=verdict)
        name = f"{one.name}-{self.now_us()}.json"
        await asyncio.to_thread(self.filing.keep, name, written(evidence, (self.filing.signer,)))
        p = p_of(verdict)
        done = Audited(
            channel=one.name,
            model=one.model,
            at_us=self.now_us(),
            word=verdict["word"],
            p=p,
            standing=0.0,
            asked=len(evidence.draws) + len(evidence.told),
            tokens=verdict["tokens_in"] + verdict["tokens_out"],
            file=name,
            digest=digest(msgspec.to_builtins(evidence)),
        )
        differs = [each["what"] for each in verdict["probes"] if each["word"] == DIFFERS]
        rewritten = any(what in REWRITTEN for what in differs)
        await self.following.follow(done, e_of(p), differs, at_once=rewritten)

    def _planned(self, one: AuditedChannel, channel: Channel) -> Evidence:
        keys = keys_of(self.settings.trusted)
        reference = reference_of(Path(one.reference).read_bytes(), keys)
        if reference.expires_s * 1_000_000 < self.now_us():
            raise ConfigError(f"{one.reference}: the reference has expired")
        now_s = self.now_us() / 1e6
        files = (Path(path).read_bytes() for path in one.library)
        others = (entry for data in files for entry in entries_of(data, now_s, keys))
        from posthouse.audit.judging import suspects

        rows = suspects(others, reference, one.model)
        dialect = spoken(channel.dialects)
        if dialect is None:
            raise ConfigError(f"{one.name}: expected a channel that answers questions")
        usual = planned(one.model, channel.address.host, dialect, reference, rows)
        return msgspec.structs.replace(usual, most=self.settings.most, alpha=self.settings.alpha)


def _judged(evidence: Evidence) -> dict[str, Any]:
    """Return the verdict; the statistics are loaded by the first audit."""
    from posthouse.audit.judging import judged

    return judged(evidence)
