"""The relay: drives one exchange between a client and the upstreams, and puts it on record.

The only loop on a request's path that awaits. Its order is the promise: the intent is durable
before the first byte goes upstream, the receipt before the last byte reaches the client.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from posthouse.exchange import reading, recalling, searching
from posthouse.exchange.actions import Call, Head, Reply
from posthouse.exchange.exchange import Exchange
from posthouse.exchange.facts import Facts
from posthouse.exchange.question import heard, question
from posthouse.exchange.state import Seed
from posthouse.ledger.promise import HEADER
from posthouse.model.caller import Leak
from posthouse.model.dialect import COLLECTING, Endpoint
from posthouse.model.errors import (
    LedgerStopped,
    NotFound,
    Refusal,
    StoreError,
    Throttled,
    Unavailable,
    UpstreamFault,
)
from posthouse.model.http import Headers, Outgoing, RequestHead
from posthouse.model.record import Ending
from posthouse.ports import Answer, Counters, Health, RecordStore, Upstream
from posthouse.service.comparing import Comparing
from posthouse.service.endings import ending_of, internal
from posthouse.service.parties import (
    FORGETFUL,
    Ahead,
    Approving,
    Client,
    Made,
    Observer,
    Reading,
    Remembering,
    Searching,
    at_once,
    inline,
    inline_search,
)
from posthouse.service.settling import settle
from posthouse.service.uploading import Uploading
from posthouse.service.witnessing import Asking, Take

LOG = logging.getLogger("posthouse.relay")
UNKNOWN = "key_unknown"
T = TypeVar("T")
KEEP_ALIVE_S = 10.0
"""How often a client hears something while a call waits for somebody's word."""


@dataclass(frozen=True, slots=True)
class Relay:
    """The adapters that an exchange is driven with. `facts` and `seed` are asked per request."""

    facts: Callable[[], Facts]
    seed: Callable[[], Seed]
    now_us: Callable[[], int]
    counters: Counters
    health: Health
    records: RecordStore
    upstream: Upstream
    observer: Observer
    leaked: Callable[[Leak], None] = lambda _: None
    approvals: Approving | None = None
    """Without it nobody can be asked, and what would be is blocked."""
    fresher: Callable[[], bool] = lambda: False
    """Looks for a key that was made a moment ago; tells whether there are newer facts."""
    naming: Ahead = inline
    """Looks for names in texts, off the loop."""
    memory: Remembering = FORGETFUL
    """Keeps what was masked in conversations whose history the upstream keeps."""
    questions: Take | None = None
    """Counts questions to second witnesses; without it none is asked."""
    comparing: Comparing | None = None
    """Compares audited channels with trusted ones on exchanges that were drawn for it."""
    uploading: Uploading | None = None
    """Takes files that come in parts; without it none is."""
    reading: Reading = at_once
    """Reads images and documents, and covers parts of images, in other processes."""
    searching: Searching = inline_search
    """Looks for values in long texts, off the loop."""
    made: Made = Exchange
    running: dict[asyncio.Task[None], Exchange] = field(default_factory=dict)

    async def serve(self, client: Client, endpoint: Endpoint) -> None:
        """Carry one request from its head to its receipt; everything that fails is answered."""
        head = client.head
        if self.uploading is not None:
            head, endpoint = self.uploading.admitted(head, endpoint)
        exchange = self._begun(head, endpoint)
        refusal = _greeted(exchange)
        if refusal is not None and refusal.code == UNKNOWN and self.fresher():
            exchange = self._begun(head, endpoint)
            refusal = _greeted(exchange)
        if refusal is not None:
            if exchange.known:
                await self._fail(exchange, client, refusal, begun=False)
            else:
                await _send(client, _unrecorded(exchange, refusal))
            return
        task = asyncio.current_task()
        assert task is not None
        self.running[task] = exchange
        try:
            await self._exchange(exchange, client, exchange.case.facts.limits.max_body)
        finally:
            del self.running[task]
            exchange.leave()

    def _begun(self, head: RequestHead, endpoint: Endpoint) -> Exchange:
        live = (self.counters, self.health)
        return self.made(self.facts(), live, self.seed(), (head, endpoint))

    def end_halted(self, facts: Facts) -> None:
        """End what is under way for keys, projects or channels that newer facts switch off."""
        for task, exchange in list(self.running.items()):
            refusal = None if exchange.closed else exchange.halted(facts)
            if refusal is not None:
                task.cancel(refusal)

    async def _exchange(self, exchange: Exchange, client: Client, max_body: int) -> None:
        answer: Answer | None = None
        begun = False
        try:
            call = await self._called(exchange, client, await client.body(max_body))
            if call is None:
                return
            await self.intend(exchange)
            answer, head = await self.reach(exchange, call)
            begun = not head.whole
            await _begin(client, head)
            await self._deliver(exchange, client, answer, head)
        except Refusal as refusal:
            await self._fail(exchange, client, refusal, begun=begun)
        except UpstreamFault as fault:
            exchange.tick(self.now_us())
            await self._fail(exchange, client, exchange.broke(fault), begun=begun)
        except (asyncio.CancelledError, ConnectionError) as gone:
            ended = gone.args[0] if gone.args else None
            if not isinstance(ended, Refusal):
                await self.conclude(exchange, Ending.CLIENT_GONE)
                raise
            await self._fail(exchange, client, ended, begun=begun, cut=True)
        except Exception as error:  # noqa: BLE001  the last resort: logged, recorded, answered
            await self._fail(exchange, client, internal(error), begun=begun)
        finally:
            if answer is not None:
                await answer.close()

    async def _called(self, exchange: Exchange, client: Client, body: bytes) -> Call | None:
        """Run the request stages; None where the station itself answered a part of a file."""
        if exchange.case.endpoint.act not in COLLECTING:
            exchange.take(body)
        elif self.uploading is None:
            raise NotFound("there is no such endpoint", hint="upload the file in one piece")
        elif (reply := await self.uploading.take(exchange.case, body)) is not None:
            promise = await self.conclude(exchange, Ending.DELIVERED)
            await client.whole(reply.status, (*reply.headers, *_promised(promise)), reply.body)
            return None
        return await self._opened(exchange)

    async def _opened(self, exchange: Exchange) -> Call:
        """Run the stages that follow; media, long texts and names are read off the loop."""
        case = exchange.case
        if (asked := recalling.asked(case)) is not None:
            recalling.recalled(case, await self.memory.recall(*asked))
        if (named := recalling.named(case)) is not None:
            recalling.others(case, await self.memory.each(*named))
        if (unread := reading.unread(case)) is not None:
            reading.read(case, unread, await self.reading(unread))
        if (unsearched := searching.unsearched(case)) is not None:
            searching.searched(case, unsearched, await self.searching(unsearched))
        if (unnamed := exchange.unnamed()) is not None:
            exchange.told(unnamed[0], await self.naming(*unnamed))
        if case.pictures:
            exchange.judged()
            jobs = reading.uncovered(case)
            reading.covered(case, jobs, await self.reading(jobs))
        return exchange.opened()

    async def intend(self, exchange: Exchange) -> None:
        """Put the intent on record. Raises Unavailable; Throttled, BudgetSpent over all workers."""
        try:
            await durable(self.records.intend(exchange.intent(), *exchange.means()))
        except Throttled:
            exchange.forgo()
            raise

    async def reach(self, exchange: Exchange, call: Call) -> tuple[Answer, Head]:
        """Call candidates until one begins to answer."""
        while True:
            call = exchange.departs(call)
            try:
                answer = await self.upstream.send(
                    call.channel,
                    (call.method, call.target),
                    _with_credential(exchange, call),
                    call.body,
                )
            except UpstreamFault as fault:
                exchange.tick(self.now_us())
                call = exchange.failed(fault)
                continue
            except asyncio.CancelledError as halted:
                if not _moves_on(exchange, halted):
                    raise
                call = exchange.moved()
                continue
            exchange.tick(self.now_us())
            step: Head | Call | None = None
            try:
                step = exchange.answered(answer.head, answer.peer)
            finally:
                if not isinstance(step, Head):
                    await answer.close()
            if isinstance(step, Head):
                return answer, step
            call = step

    async def _deliver(
        self, exchange: Exchange, client: Client, answer: Answer, head: Head
    ) -> None:
        async for data in answer.chunks():
            if (out := exchange.feed(data)) and not head.whole:
                await client.more(out)
        if exchange.unconfirmed():
            await self._patiently(exchange, client, self._witness(exchange), whole=head.whole)
        if (waiting := exchange.asks()) and self.approvals is not None:
            asking = self.approvals.ask(waiting, exchange.case.inspector.modes.wait_s)
            exchange.decided(await self._patiently(exchange, client, asking, whole=head.whole))
        if (handles := exchange.listed()) is not None:
            assert exchange.case.project is not None
            exchange.owned(await self.memory.each(exchange.case.project.name, handles))
        rest = exchange.end()
        await settle(exchange.case, self.records, self.observer, self.now_us())
        promise = await self.conclude(exchange, Ending.DELIVERED)
        if head.whole:
            await client.whole(head.status, (*head.headers, *_promised(promise)), rest)
        else:
            await client.finish(*_ended(exchange, rest, promise))
        if self.comparing is not None:
            self.comparing.ended(exchange, self)

    async def _witness(self, exchange: Exchange) -> None:
        """Let a second witness confirm calls; where nobody can be asked, he is silent."""
        policy = exchange.case.inspector.modes.witness
        asked = question(exchange, self.seed()) if self.questions is not None else None
        answer = None
        if self.questions is not None and asked is not None and policy is not None:
            answer = await Asking(self, self.questions).ask(asked, policy.a_day, policy.timeout_s)
        heard(exchange, asked, answer)

    async def _patiently(
        self, exchange: Exchange, client: Client, asked: Coroutine[Any, Any, T], *, whole: bool
    ) -> T:
        """Wait for a word on held calls; a stream's client is told that all is well."""
        asking = asyncio.ensure_future(asked)
        try:
            while not (await asyncio.wait({asking}, timeout=KEEP_ALIVE_S))[0]:
                if not whole:
                    await client.more(exchange.waits())
            return asking.result()
        finally:
            if not asking.done():
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)

    async def _fail(
        self,
        exchange: Exchange,
        client: Client,
        refusal: Refusal,
        *,
        begun: bool,
        cut: bool = False,
    ) -> None:
        """End with a refusal in the caller's dialect, inside the stream if it has begun.

        `cut` where the station itself ends what was under way.
        """
        last = exchange.break_off(refusal) if begun else b""
        reply = exchange.refuse(refusal)
        promise = None
        try:
            ending = ending_of(refusal, begun=begun, cut=cut)
            promise = await self.conclude(exchange, ending, refusal.code)
        except Unavailable as unrecorded:
            reply = exchange.refuse(unrecorded)
        if begun:
            await client.finish(*_ended(exchange, last, promise))
        else:
            headers = (*reply.headers, *_promised(promise))
            await client.whole(reply.status, headers, reply.body)

    async def conclude(self, exchange: Exchange, ending: Ending, refusal: str = "") -> bytes | None:
        """Put the receipt on record; return the promise that the client gets for it."""
        if exchange.closed:
            return None
        kept = recalling.kept(exchange.case)
        if kept is not None and not await self.memory.keep(kept):
            recalling.not_kept(exchange.case)
        if (gone := recalling.ended(exchange.case)) is not None:
            await self.memory.drop(*gone)
        if exchange.case.upload is not None and self.uploading is not None:
            await self.uploading.ended(exchange.case)
        receipt = exchange.close(ending, self.now_us(), refusal)
        self.observer.ended(receipt, exchange.case.head.client)
        for leak in exchange.leaks():
            self.leaked(leak)
        if self.approvals is not None:
            self.approvals.opened(exchange.incidents())
        return await durable(self.records.conclude(receipt))


async def _begin(client: Client, head: Head) -> None:
    if not head.whole:
        await client.begin(head.status, head.headers)


def _moves_on(exchange: Exchange, halted: asyncio.CancelledError) -> bool:
    """Tell whether only the channel was switched off, and go on if so."""
    task = asyncio.current_task()
    assert task is not None
    only = bool(halted.args) and exchange.goes_on(halted.args[0])
    return only and task.uncancel() == 0


def _greeted(exchange: Exchange) -> Refusal | None:
    try:
        exchange.greet()
    except Refusal as refusal:
        return refusal
    return None


def stopped() -> Refusal:
    """Return what cancels a task whose client is still there: it is told, and put on record."""
    return Unavailable(
        "the station stopped before the answer was whole",
        code="stopped",
        hint="try again in a moment; what was delivered so far is on the receipt",
        retry_after_s=2,
    )


def _with_credential(exchange: Exchange, call: Call) -> Outgoing:
    return (*call.headers, exchange.case.wire.credential(call.channel.credential))


async def durable(written: Awaitable[bytes | None]) -> bytes | None:
    """Wait for the disk. Raises Unavailable: what is not on record does not cross."""
    try:
        return await written
    except LedgerStopped as error:
        LOG.error("ledger stopped", extra={"cause": error.message})
        raise Unavailable(
            "the station's ledger is stopped and signs nothing, so nothing was sent",
            code="ledger_stopped",
            hint="the operator runs `posthouse ledger status` and resolves what it says",
            retry_after_s=5,
        ) from None
    except StoreError as error:
        LOG.error("record unavailable", extra={"cause": error.message})
        raise Unavailable(
            "the station cannot write its record, so nothing was sent",
            code="record_unavailable",
            hint="try again; the operator looks at the disk of the data folder",
            retry_after_s=5,
        ) from None


def _unrecorded(exchange: Exchange, refusal: Refusal) -> Reply:
    """Return a refusal that gets no receipt: nobody has been recognised yet."""
    reply = exchange.refuse(refusal)
    headers = tuple(h for h in reply.headers if not h[0].startswith("posthouse-"))
    return Reply(reply.status, headers, reply.body)


def _promised(promise: bytes | None) -> Headers:
    return ((HEADER, promise.decode()),) if promise else ()


def _ended(exchange: Exchange, rest: bytes, promise: bytes | None) -> tuple[bytes, Headers]:
    return exchange.promised(rest, promise) if promise else (rest, ())


async def _send(client: Client, reply: Reply) -> None:
    await client.whole(reply.status, reply.headers, reply.body)
