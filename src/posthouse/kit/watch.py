"""The watch over one client: takes its answers as they end, and tells what does not hold.

Where failures are raised, an answer is judged before its end is handed on: whole answers through
`gathered`, which the vendor's client is called in (it would take an exception inside for a fault
of the network, and try again), streams where they end. Where they are reported, a thread judges.
What shows only later, in the log, is looked up by that thread and raised by the next call.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextvars import ContextVar

from posthouse.kit.exchange import Exchange, Failure, Unverified
from posthouse.kit.station import Station

Report = Callable[[Failure], None]

LOOK_S = 0.5
_LOG = logging.getLogger("posthouse.client")
_GATHERED: ContextVar[list[Failure] | None] = ContextVar("posthouse_gathered", default=None)


class Watch:
    """Counts what was verified; `report` None raises Unverified."""

    def __init__(self, station: Station, report: Report | None) -> None:
        self.station = station
        self.verified = 0
        self.abandoned = 0
        self.failures: deque[Failure] = deque(maxlen=1000)
        self._owed: list[Failure] = []
        self._report = report
        self._ended: queue.SimpleQueue[Exchange] = queue.SimpleQueue()
        self._pending = 0
        self._lock, self._looking = threading.Lock(), threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def raises(self) -> bool:
        """Tell whether failures are raised."""
        return self._report is None

    def missing(self, found: str) -> None:
        """Take an answer that came without a receipt. Raises Unverified."""
        self.told([Failure("", "receipt", found)])

    def ended(self, exchange: Exchange) -> None:
        """Take an exchange whose answer was read to its end. Raises Unverified."""
        if self.raises:
            self.judged(exchange)
        else:
            self._pending += 1
            self._begin()
            self._ended.put(exchange)

    def left(self, exchange: Exchange) -> None:
        """Take an exchange whose answer is read no further."""
        if not exchange.whole:
            self.abandoned += 1

    def judged(self, exchange: Exchange) -> None:
        """Judge an exchange now. Raises Unverified."""
        failures = self.station.judge(exchange)
        if not failures:
            self.verified += 1
        if self.station.waiting:
            self._begin()
        self.told(failures)

    def told(self, failures: list[Failure]) -> None:
        """Raise what does not hold, let the call that it belongs to raise it, or report it."""
        self.failures.extend(failures)
        if not failures:
            return
        if self._report is not None:
            for failure in failures:
                self._report(failure)
            return
        gathered = _GATHERED.get()
        if gathered is None:
            raise Unverified(failures)
        gathered.extend(failures)

    @contextlib.contextmanager
    def gathered(self) -> Iterator[None]:
        """Raise at its end what did not hold within, and at its beginning what is still owed."""
        self._pay()
        failures: list[Failure] = []
        token = _GATHERED.set(failures)
        try:
            yield
        finally:
            _GATHERED.reset(token)
            if failures:
                raise Unverified(failures)

    def settle(self, patience_s: float = 10.0) -> None:
        """Wait until all answers are judged and their receipts stand in the log.

        Raises Unverified; also for receipts that are not there when patience ends.
        """
        end = time.monotonic() + patience_s
        self._look()
        while (self._pending or self.station.waiting) and time.monotonic() < end:
            time.sleep(0.05)
            self._look()
        if self.station.waiting:
            found = f"{self.station.waiting} receipts are not in the log within {patience_s:g} s"
            self.told([Failure("", "inclusion", found)])
        self._pay()

    def _pay(self) -> None:
        """Raise what was found meanwhile. Raises Unverified."""
        with self._lock:
            owed, self._owed = self._owed, []
        if owed:
            raise Unverified(owed)

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="posthouse-receipts", daemon=True
                )
                self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                with contextlib.suppress(queue.Empty):
                    exchange = self._ended.get(timeout=LOOK_S)
                    self._pending -= 1
                    self.judged(exchange)
                self._look()
            except Exception:  # noqa: BLE001  the caller's own report failed
                _LOG.exception("a report of what does not hold failed")

    def _look(self) -> None:
        """Look into the log; in one thread at a time, so that whoever waits for it sees it all."""
        with self._looking:
            late = self.station.look(time.time())
            if self._report is not None:
                self.told(late)
                return
            self.failures.extend(late)
            with self._lock:
                self._owed += late
