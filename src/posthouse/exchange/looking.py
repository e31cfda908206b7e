"""The station asks an upstream what became of a batch that nobody asked about, to settle its money.

An exchange like any other, with intent and receipt, that no key of a caller's stands behind: a key
of the station's own in the project whose batch it is. Of what comes back only states and usage are
read; texts are neither examined nor restored nor kept, and nobody gets them.
"""

from __future__ import annotations

from collections.abc import Callable

from posthouse.exchange.actions import Call, Head
from posthouse.exchange.answering import Answering
from posthouse.exchange.collected import Collected
from posthouse.exchange.exchange import Exchange
from posthouse.exchange.facts import Facts
from posthouse.exchange.restoring import readable
from posthouse.exchange.state import Case, Seed
from posthouse.model.batch import Consumed
from posthouse.model.caller import KeyRecord
from posthouse.model.dialect import Act, Endpoint
from posthouse.model.errors import BadRequest, Fault, Forbidden, UpstreamFault
from posthouse.model.http import Peer, RequestHead, ResponseHead
from posthouse.model.usage import NOT_TOLD, Usage
from posthouse.ports import Counters, Health
from posthouse.wire.document import parse

OWN = "posthouse-batches"
"""Name of the key under which these questions stand in receipts."""
_NEVER = 2**40


class Looking(Exchange):
    """One question about a batch. What its client gets is where the results are, b"" for nowhere:
    they tell what the batch cost where its state does not.
    """

    def __init__(
        self,
        whose: tuple[str, str],
        facts: Facts,
        live: tuple[Counters, Health],
        seed: Seed,
        asked: tuple[RequestHead, Endpoint],
    ) -> None:
        """`whose`: the project, and the exchange that made the batch."""
        super().__init__(facts, live, seed, asked)
        self._project, self.case.looks = whose

    def greet(self) -> None:
        """Take the station's own key. Raises Forbidden where the project is gone."""
        case = self.case
        case.key = KeyRecord(OWN, self._project, OWN, b"", 0, _NEVER)
        case.project = case.facts.project(case.key)
        if case.project is None:
            raise Forbidden(
                "the batch's project is gone", hint="its money is free after three days"
            )

    def answered(self, head: ResponseHead, peer: Peer) -> Head | Call:
        """Take the head; an answer's body is read for what it tells of the batch alone."""
        step = super().answered(head, peer)
        if isinstance(step, Call):
            return step
        self._answer = _READ_AS.get(self.case.endpoint.act, _State)(self.case)
        return Head(step.status, step.headers, whole=True)


class _Told:
    """What both ways of reading have in common: nothing is examined."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def decide(self, approved: object) -> None:
        """Do nothing: no call reaches anybody."""


class _State(_Told):
    """A batch's state: whether it is over, what it used, where its results are."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._collected = Collected(case.facts.limits.max_answer)
        self._results: str | None = None

    def feed(self, data: bytes) -> bytes:
        """Keep the data."""
        self._collected.take(data)
        return b""

    def examine(self) -> None:
        """Read the state. Raises UpstreamFault."""
        if self._results is not None:
            return
        self._results, case = "", self._case
        if case.status >= 300:
            return
        tree = readable(self._collected.whole())
        case.handles.update(dict.fromkeys(case.wire.handles(tree)))
        case.consumed = case.wire.consumed(tree)
        if case.consumed is None and case.wire.batches is not None:
            self._results = case.wire.batches.results(tree)

    def end(self) -> bytes:
        """Return where the results are. Raises UpstreamFault."""
        self.examine()
        return (self._results or "").encode()


class _Results(_Told):
    """A batch's results, line by line: what each used is added up, and the line is forgotten."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._most = case.facts.limits.max_answer
        self._rest = b""
        self._used: dict[str, Usage] = {}
        self._ended = False

    def feed(self, data: bytes) -> bytes:
        """Add up what whole lines tell. Raises UpstreamFault."""
        if self._case.status < 300:
            *lines, self._rest = (self._rest + data).split(b"\n")
            for line in lines:
                self._add(line)
            if len(self._rest) > self._most:
                raise UpstreamFault(Fault.MALFORMED, "a line is larger than the station takes")
        return b""

    def examine(self) -> None:
        """Say what the batch used: all of it has come. Raises UpstreamFault."""
        if self._ended:
            return
        self._ended = True
        self._add(self._rest)
        if any(usage.total for usage in self._used.values()):
            self._case.consumed = Consumed(tuple(self._used.items()))

    def end(self) -> bytes:
        """Return nothing: this was all. Raises UpstreamFault."""
        self.examine()
        return b""

    def _add(self, line: bytes) -> None:
        results = self._case.wire.results
        if not line.strip() or results is None:
            return
        try:
            told = results(parse(line))
        except BadRequest:
            raise UpstreamFault(Fault.MALFORMED, "the results are no lines of JSON") from None
        if told.wire is not None:
            model = told.wire.claimed(told.inner)
            usage = told.wire.usage(told.inner)
            self._used[model] = self._used.get(model, NOT_TOLD).plus(usage)


_READ_AS: dict[Act, Callable[[Case], Answering]] = {Act.READ: _State, Act.FETCH: _Results}
