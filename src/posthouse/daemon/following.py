"""What follows an audit of one of the station's channels: entry, standing, quarantine, telling."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from posthouse.audit.standing import CHANGED, COMPARED, CONSISTENT, IDENTIFIED, moved
from posthouse.config.audits import Audits
from posthouse.config.schema import Settings
from posthouse.daemon.opening import Opened, audit_signer
from posthouse.ledger.note import NoteSigner
from posthouse.model.switch import Reach, Switch
from posthouse.net.hook import post_signed
from posthouse.service.webhook import tell
from posthouse.store.audits import Audited, SqlAudits
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place
from posthouse.store.switches import SqlSwitches
from posthouse.vault.signer import Ed25519Signer

LOG = logging.getLogger("posthouse.audits")
ACTOR = "auditor"

Post = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Filing:
    """Where evidence is kept, and who signs it."""

    folder: Path
    signer: NoteSigner

    @classmethod
    def of(cls, house: Opened, settings: Settings) -> Filing:
        """Return the place in a station's data folder."""
        folder = Path(settings.store.folder)
        return cls(folder, audit_signer(house.keyring, house.log.origin))

    def keep(self, name: str, data: bytes) -> None:
        """Write evidence; blocks. Raises OSError."""
        folder = self.folder / "audits"
        folder.mkdir(mode=0o700, exist_ok=True)
        put_in_place(Disk(), [(folder / name, data)])


@dataclass(frozen=True, slots=True)
class Following:
    """Puts audits on record and does what the settings say."""

    settings: Audits
    audits: SqlAudits
    switches: SqlSwitches
    post: Post

    async def follow(
        self, done: Audited, e: float, differs: Sequence[str] = (), *, at_once: bool = False
    ) -> None:
        """Take an audit with its e-value and what probes found; its standing is filled in here.

        `at_once`: the channel is quarantined whatever its standing.
        """
        past = await asyncio.to_thread(self.audits.of, done.channel)
        held = await asyncio.to_thread(self._held, done.channel)
        proved = held and self._proved([*(each.word for each in past), done.word])
        standing = past[-1].standing if past else 0.0
        done = replace(done, standing=0.0 if proved else moved(standing, e))
        await asyncio.to_thread(self.audits.add, done)
        if proved:
            clear = self.switches.clear
            await asyncio.to_thread(clear, Reach.CHANNEL, done.channel, ACTOR, done.at_us)
            held = False
        limit = self.settings.quarantine
        if limit and not held and (at_once or done.standing >= limit):
            reason = f"audit: {done.word}, standing {done.standing:.3g}, evidence {done.file}"
            switch = Switch(Reach.CHANNEL, done.channel, reason, ACTOR, done.at_us)
            await asyncio.to_thread(self.switches.set, switch)
            held = True
        if done.word in (CHANGED, IDENTIFIED) or done.standing >= limit > 0:
            LOG.warning("channel inconsistent", extra={"channel": done.channel, "word": done.word})
            await self._tell(done, differs, held=held)

    def _held(self, channel: str) -> bool:
        return any(
            one.reach is Reach.CHANNEL and one.name == channel and one.actor == ACTOR
            for one in self.switches.every()
        )

    def _proved(self, words: Sequence[str]) -> bool:
        """Tell whether the last audits were consistent, as many as end a quarantine."""
        wanted = self.settings.readmit
        asked = [word for word in words if word != COMPARED]
        return 0 < wanted <= len(asked) and set(asked[-wanted:]) == {CONSISTENT}

    async def _tell(self, done: Audited, differs: Sequence[str], *, held: bool) -> None:
        if not self.settings.webhook:
            return
        told = {
            "kind": "audit",
            "channel": done.channel,
            "model": done.model,
            "word": done.word,
            "standing": done.standing,
            "quarantined": held,
            "probes": list(differs),
            "evidence": done.file,
            "digest": done.digest,
        }
        send = partial(self.post, self.settings.webhook)
        await tell(send, told, LOG, channel=done.channel)


def following_of(house: Opened, settings: Settings) -> Following:
    """Return what puts a station's audits on record and follows them up."""
    sign = Ed25519Signer(house.keyring.signing_seed()).sign
    return Following(
        settings.audits, SqlAudits(house.engine), SqlSwitches(house.engine),
        partial(post_signed, sign),
    )  # fmt: skip
