"""One request as a state machine: it decides, its shell (service/relay.py) does.

    greet()                    authenticate: before the body is read
    take(body)                 the request is read and admitted
                               what is no text is read (exchange/reading.py), off the loop
    unnamed()   -> texts       in which names are still to be looked for, off the loop; told(…)
    judged()                   classify, watch, decide; then images are covered, off the loop
    opened()    -> Call        the other request stages; then intent() must be durable
    open(body)  -> Call        all of these at once
    departs(call) -> Call      it is about to be carried out; another if its channel is off now
    moved()     -> Call        its channel was switched off before it answered: the next one
    failed(fault) -> Call      this candidate failed before it answered: the next one, or Refusal
    answered(head, peer) -> Head | Call
    feed(data)  -> bytes       examined bytes for the client; may be empty while holding back
    unconfirmed() -> bool      calls wait for a second witness (exchange/question.py)
    asks() -> incidents        calls wait for somebody's word; decided(…)
    end()       -> bytes       the rest
    broke(fault) -> Refusal    the answer broke off: what the client is told
    close(...)  -> Receipt     exactly once, on every path after greet()

A Refusal may be raised by greet, take, opened, departs, failed; an UpstreamFault by feed and end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from posthouse.exchange.actions import Call, Head, Reply
from posthouse.exchange.answer import WholeAnswer
from posthouse.exchange.answering import Answering, Kind, answer_of, kind_of
from posthouse.exchange.calling import call_to
from posthouse.exchange.candidates import Candidates, of_channel
from posthouse.exchange.facts import Facts
from posthouse.exchange.faults import broken, patience_s, unanswered
from posthouse.exchange.heads import receipt_headers, returned, upload_states
from posthouse.exchange.pipeline import JUDGE, SEND, TAKE
from posthouse.exchange.recalling import listed
from posthouse.exchange.stages.account import account
from posthouse.exchange.stages.authenticate import authenticate
from posthouse.exchange.stages.classify import unnamed
from posthouse.exchange.stages.halt import halted
from posthouse.exchange.stages.inspect import close_texts, hear, unconfirmed, witnessed
from posthouse.exchange.stages.permit import permit
from posthouse.exchange.stages.record import intent, record
from posthouse.exchange.stages.watch import answered
from posthouse.exchange.state import Case, Seed
from posthouse.exchange.stream import StreamAnswer
from posthouse.ledger.chain import COMMENT, Chain
from posthouse.ledger.commitment import Commitment, Passage
from posthouse.ledger.promise import HEADER
from posthouse.model.caller import KeyRecord, Leak
from posthouse.model.channel import Channel
from posthouse.model.conversation import Recalled
from posthouse.model.dialect import Act, Endpoint
from posthouse.model.errors import Fault, Refusal, UpstreamFault
from posthouse.model.finding import Finding
from posthouse.model.http import Headers, Peer, RequestHead, ResponseHead
from posthouse.model.incident import Incident, State
from posthouse.model.record import Destination, Ending, Intent, Receipt
from posthouse.ports import Counters, Health
from posthouse.privacy.names.finder import Names, Told
from posthouse.routing.health import Blame, blame_fault, blame_status
from posthouse.wire.dialects import wire_of

_TRY_NEXT = frozenset({401, 402, 403, 408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Statuses that speak of the channel (its credential, its quota, its state), not of the request."""

_WAITING = b": a call waits to be confirmed or approved\n\n"

_PASSAGES = tuple(Passage)

_UNANSWERED = "unanswered"
"""A destination's fault where the client went away, or the station broke, before an answer."""


class Exchange:
    """One request from its head to its receipt."""

    def __init__(
        self,
        facts: Facts,
        live: tuple[Counters, Health],
        seed: Seed,
        asked: tuple[RequestHead, Endpoint],
    ) -> None:
        head, endpoint = asked
        came, left, returned, delivered = (Commitment(seed.salt, p) for p in _PASSAGES)
        self.case = Case(
            facts, *live, seed, head, endpoint, wire_of(endpoint),
            came, left, returned, delivered,
        )  # fmt: skip
        self.closed = False
        self._left = Candidates(facts.switches)
        self._now_s = seed.now_s
        self._unanswered = False
        self._charged = False
        self._patience_s = 0
        self._answer: Answering | None = None

    def greet(self) -> None:
        """Authenticate by the head alone. Raises Unauthorized, Forbidden."""
        authenticate(self.case)
        permit(self.case)

    @property
    def known(self) -> bool:
        """Tell whether the caller was recognised: from then on every request gets a receipt."""
        return self.case.project is not None

    def open(self, body: bytes) -> Call:
        """Run all request stages. Raises Refusal."""
        self.take(body)
        return self.opened()

    def take(self, body: bytes) -> None:
        """Read the request and admit it. Raises Refusal."""
        self.case.body = body
        self.case.came.update(body)
        for stage in TAKE:
            stage(self.case)

    def unnamed(self) -> tuple[Names, list[str]] | None:
        """Return the texts in which nobody has looked for names yet, and what looks for them."""
        naming, texts = self.case.facts.naming, unnamed(self.case)
        return (naming.names, texts) if naming is not None and texts else None

    def told(self, names: Names, ahead: Mapping[str, tuple[Finding, ...]]) -> None:
        """Take the names that were found in such texts."""
        self.case.named = Told(names, ahead)

    def judged(self) -> None:
        """Find what is sensitive and decide what becomes of it, once. Raises Refusal."""
        if self.case.decision is None:
            for stage in JUDGE:
                stage(self.case)

    def opened(self) -> Call:
        """Run the stages that follow. Raises Refusal."""
        self.judged()
        for stage in SEND:
            stage(self.case)
        self._left.take(self.case.candidates)
        return self._next()

    def intent(self) -> Intent:
        """Return what must be durable before the Call is carried out."""
        return intent(self.case)

    def means(self) -> tuple[KeyRecord, float]:
        """Return whose limits hold, and the time at which they are counted."""
        assert self.case.key is not None
        return self.case.key, self.case.seed.now_s

    def forgo(self) -> None:
        """Note that the request was turned away by what other workers counted."""
        if self.case.entered and self.case.key is not None:
            self.case.counters.forgo(self.case.key)
            self.case.entered = False

    def halted(self, facts: Facts) -> Refusal | None:
        """Return why the exchange has to end, by newer facts than its own, or None.

        A call that has not left yet goes to the next candidate instead, see `departs`.
        """
        self._left.newer(facts.switches)
        refusal = halted(self.case, facts, others=bool(self._left))
        return None if not self._unanswered and self.goes_on(refusal) else refusal

    def goes_on(self, refusal: object) -> bool:
        """Tell whether another candidate may be asked: the one that was asked is switched off."""
        return of_channel(refusal) and bool(self._left) and self._answer is None

    def departs(self, call: Call) -> Call:
        """Return the call that leaves now: if nothing comes back, it may still have arrived.

        Raises Unavailable where its channel was switched off meanwhile, and no other is left.
        """
        channel = self._left.instead(call.channel)
        if channel is not call.channel:
            call = self._call(channel)
        self._unanswered = True
        return call

    def moved(self) -> Call:
        """Leave a candidate that was switched off before it answered, for the next."""
        self._note(fault=_UNANSWERED)
        return self._next()

    def tick(self, now_us: int) -> None:
        """Take the time of day: a channel cools from its fault on, not from the request on."""
        seed = self.case.seed
        self._now_s = seed.now_s + max(now_us - seed.at_us, 0) / 1_000_000

    def failed(self, fault: UpstreamFault) -> Call:
        """Note a candidate's fault and go on with the next. Raises UpstreamFailed, …TimedOut."""
        assert self.case.channel is not None
        self._note(fault=fault.kind.value)
        self._blame(self.case.channel.name, blame_fault(fault.kind))
        if self._left:
            return self._next()
        raise unanswered(fault)

    def answered(self, head: ResponseHead, peer: Peer) -> Head | Call:
        """Take the upstream's head; a channel's own failure goes to the next candidate.

        Only a whole answer, or an error of the client's own, shows that a channel works.
        """
        assert self.case.channel is not None
        self._note(status=head.status, peer=peer)
        self._patience_s = patience_s(head)
        blame = blame_status(head.status)
        self._blame(self.case.channel.name, blame)
        redirects = 300 <= head.status < 400
        if (redirects or head.status in _TRY_NEXT) and self._left:
            return self._next()
        if redirects:
            raise UpstreamFault(Fault.MALFORMED, "the upstream redirects, which is not followed")
        self.case.status = head.status
        self._charged = head.status < 400
        if blame is Blame.NONE and not self._charged:
            self.case.health.worked(self.case.channel.name)
        hear(self.case)
        kind = kind_of(self.case, head)
        self._answer = answer_of(self.case, kind)
        streams = kind is Kind.EVENTS
        if self.case.sample is not None:
            self.case.sample.stream = streams
        if streams:
            self.case.chain = Chain(self.case.seed.salt, self.case.seed.id)
        headers = returned(self.case, head, streams=streams)
        return Head(head.status, headers, whole=kind not in (Kind.EVENTS, Kind.BYTES))

    def feed(self, data: bytes) -> bytes:
        """Return the examined bytes that the client may have now. Raises UpstreamFault."""
        assert self._answer is not None
        self.case.returned.update(data)
        if self.case.sample is not None:
            self.case.sample.take(data)
        return self._delivered(self._answer.feed(data))

    def unconfirmed(self) -> bool:
        """Tell whether calls wait for a second witness's word: all that comes has come.

        Raises UpstreamFault, AnswerStopped.
        """
        assert self._answer is not None
        self._answer.examine()
        return bool(unconfirmed(self.case))

    def asks(self) -> list[Incident]:
        """Return the calls on which somebody has to decide; no witness's word comes any more.

        Raises UpstreamFault, AnswerStopped.
        """
        assert self._answer is not None
        self._answer.examine()
        witnessed(self.case, None)
        return [one for one in self.case.incidents if one.state is State.WAITING]

    def listed(self) -> tuple[str, ...] | None:
        """Return the handles of what a list tells of, None where the answer is no such list."""
        if self.case.endpoint.act is not Act.LIST or not isinstance(self._answer, WholeAnswer):
            return None
        return self._answer.listed()

    def owned(self, found: Mapping[str, Recalled] | None) -> None:
        """Leave in the list what is the project's. Raises Unavailable."""
        listed(self.case, found)
        assert isinstance(self._answer, WholeAnswer)
        self._answer.leave(found or {})

    def waits(self) -> bytes:
        """Return what tells a client within its stream that the station still works."""
        return self._delivered(_WAITING if self.case.wire.comments else b"\n")

    def decided(self, decided: Mapping[str, Incident]) -> None:
        """Take what became of the calls that were asked about; what nobody approved is blocked."""
        assert self._answer is not None
        case = self.case
        case.incidents = [decided.get(one.id, one) for one in case.incidents]
        for one in decided.values():
            case.inspector.decided(one, approved=one.state is State.APPROVED)
        self._answer.decide([one.id for one in decided.values() if one.state is State.APPROVED])

    def incidents(self) -> list[Incident]:
        """Return the incidents of this exchange; nobody waits for an answer any more."""
        found = self.case.incidents
        return [replace(o, state=State.GONE) if o.state is State.WAITING else o for o in found]

    def end(self) -> bytes:
        """Return what was held back. Raises UpstreamFault, AnswerStopped."""
        assert self._answer is not None
        rest = self._answer.end()
        if self._charged and self.case.channel is not None:
            self.case.health.worked(self.case.channel.name)
        return self._delivered(rest)

    def broke(self, fault: UpstreamFault) -> Refusal:
        """Note that an answer broke off, and return what the client is told of it."""
        case = self.case
        if case.destinations:
            case.destinations[-1] = replace(case.destinations[-1], fault=fault.kind.value)
        if case.channel is not None:
            self._blame(case.channel.name, blame_fault(fault.kind))
        return broken(fault, case.status, self._patience_s)

    def refuse(self, refusal: Refusal) -> Reply:
        """Return a refusal in the caller's dialect; also after an upstream's fault.

        Once a stream has begun it is not on record as sent: the status is out, `break_off` speaks.
        """
        case = self.case
        body = case.wire.refusal(refusal)
        if not isinstance(self._answer, StreamAnswer):
            case.status = refusal.status
            self._delivered(body)
        states = upload_states(case, refusal.status)
        headers: Headers = (("content-type", "application/json"), *states, *receipt_headers(case))
        if refusal.retry_after_s:
            headers = (*headers, ("retry-after", str(refusal.retry_after_s)))
        return Reply(refusal.status, headers, body)

    def break_off(self, refusal: Refusal) -> bytes:
        """Return the event that tells a client, inside its stream, that the answer broke off."""
        if not isinstance(self._answer, StreamAnswer):  # bytes have no place for it
            return b""
        return self._delivered(self.case.wire.refusal_event(refusal))

    def promised(self, rest: bytes, promise: bytes) -> tuple[bytes, Headers]:
        """Return the end of a stream with the station's promise: in a comment or a trailer field.

        It is a field where the dialect's clients take comments for data, and behind half a line.
        """
        comments = self.case.wire.comments and isinstance(self._answer, StreamAnswer)
        if comments and (not rest or rest.endswith(b"\n")):
            return b"%b%b%b\n\n" % (rest, COMMENT, promise), ()
        return rest, ((HEADER, promise.decode()),)

    def close(self, ending: Ending, ended_us: int, refusal: str = "") -> Receipt:
        """Settle and return the receipt. Called once, also when the client has gone."""
        self.closed = True
        if self.case.chain is not None:
            self.case.chain.end()
        lost = self._unanswered and ending in (Ending.CLIENT_GONE, Ending.INTERRUPTED)
        if self._unanswered:
            self._note(fault=_UNANSWERED)
        account(self.case, answered=self._charged or lost)
        close_texts(self.case)
        self.leave()
        answered(self.case)
        return record(self.case, ending, ended_us, refusal)

    def leaks(self) -> list[Leak]:
        """Return the station's own keys that stood in the request or in the answer."""
        return self.case.leaks

    def leave(self) -> None:
        """Give the place of this request back to its key. Idempotent."""
        if self.case.entered and self.case.key is not None:
            self.case.counters.leave(self.case.key)
            self.case.entered = False

    def _next(self) -> Call:
        """Make the call to the next candidate."""
        return self._call(self._left.next())

    def _call(self, channel: Channel) -> Call:
        self.case.channel = channel
        return call_to(self.case, channel)

    def _blame(self, channel: str, blame: Blame) -> None:
        health, now_s = self.case.health, self._now_s
        if blame is Blame.OWN:
            health.failed(channel, now_s)
        elif blame is Blame.BUSY:
            health.busy(channel, now_s, float(self._patience_s))

    def _delivered(self, data: bytes) -> bytes:
        if data:
            self.case.delivered.update(data)
            if self.case.chain is not None:
                self.case.chain.update(data)
        return data

    def _note(self, *, status: int = 0, peer: Peer | None = None, fault: str = "") -> None:
        channel = self.case.channel
        assert channel is not None
        self._unanswered = False
        address, spki = (peer.address, peer.spki or "") if peer else ("", "")
        at = channel.address
        self.case.destinations.append(
            Destination(channel.name, at.host, at.port, address, spki, status, fault)
        )
