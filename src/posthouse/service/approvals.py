"""Incidents from answers under way: put on record, told to the webhook, and waited for.

A held call is settled by whoever decides first, from whatever process; by the station itself when
its time is over or its client has gone. What cannot be put on record is not approved.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from posthouse.model.errors import PosthouseError
from posthouse.model.event import STATION
from posthouse.model.incident import Incident, State
from posthouse.ports import IncidentStore
from posthouse.service.webhook import tell

LOG = logging.getLogger("posthouse.incidents")
LOOK_EVERY_S = 0.5
_MOST_WORKING = 256

Tell = Callable[[str, bytes], None]


@dataclass(slots=True)
class Approvals:
    """Keeps incidents of one process. `tell` posts a body to an address; it blocks."""

    store: IncidentStore
    now_us: Callable[[], int]
    webhook: Callable[[], str]
    tell: Tell
    _working: set[asyncio.Task[None]] = field(default_factory=set)

    def opened(self, incidents: Sequence[Incident]) -> None:
        """Put incidents on record and tell of them, without keeping the answer waiting."""
        if incidents and len(self._working) < _MOST_WORKING:
            work = asyncio.get_running_loop().create_task(self._open(incidents))
            self._working.add(work)
            work.add_done_callback(self._working.discard)

    async def ask(self, incidents: Sequence[Incident], wait_s: int) -> Mapping[str, Incident]:
        """Wait until each call is decided, at most so long; return them as they were settled."""
        until_us = self.now_us() + wait_s * 1_000_000
        waiting = [replace(one, until_us=until_us) for one in incidents]
        ids = [one.id for one in waiting]
        end = State.GONE
        try:
            await asyncio.to_thread(self.store.opened, waiting)
            self._told(waiting)
            while self.now_us() < until_us:
                found = await asyncio.to_thread(self.store.states, ids)
                if all(one.state is not State.WAITING for one in found.values()):
                    break
                await asyncio.sleep(LOOK_EVERY_S)
            end = State.EXPIRED
        except PosthouseError as error:
            LOG.error("calls not asked about", extra={"cause": error.message})
            return {one.id: replace(one, state=State.EXPIRED) for one in waiting}
        finally:
            await asyncio.shield(asyncio.to_thread(self._settle, ids, end))
        return await asyncio.to_thread(self.store.states, ids)

    def _settle(self, ids: Sequence[str], state: State) -> None:
        """Settle what nobody decided."""
        for ident in ids:
            self.store.decide(ident, state, STATION, self.now_us())

    async def _open(self, incidents: Sequence[Incident]) -> None:
        try:
            await asyncio.to_thread(self.store.opened, incidents)
        except PosthouseError as error:
            LOG.error("incidents not on record", extra={"cause": error.message})
        fresh = [one for one in incidents if one.state is State.OPEN]
        for one in fresh:
            told = {"incident": one.id, "what": one.what, "channel": one.channel}
            LOG.warning("incident", extra={**told, "rules": " ".join(one.rules)})
        self._told(fresh)

    def _told(self, incidents: Sequence[Incident]) -> None:
        address = self.webhook()
        if address and incidents and len(self._working) < _MOST_WORKING:
            work = asyncio.get_running_loop().create_task(self._post(address, incidents))
            self._working.add(work)
            work.add_done_callback(self._working.discard)

    async def _post(self, address: str, incidents: Sequence[Incident]) -> None:
        """Tell the webhook, one incident after the other."""
        for one in incidents:
            told = {"event": f"incident.{one.state.value}", **_shown(one)}
            await tell(partial(self.tell, address), told, LOG, incident=one.id)


def _shown(one: Incident) -> dict[str, object]:
    names = ("id", "at_us", "receipt", "key", "project", "channel", "model", "what", "where")
    told: dict[str, object] = {name: getattr(one, name) for name in names}
    return {**told, "rules": list(one.rules), "evidence": one.evidence, "until_us": one.until_us}
