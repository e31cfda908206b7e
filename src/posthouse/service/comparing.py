"""Compares an audited channel with a trusted one on real requests (audit/betting.py).

A drawn share of requests is asked of both (shadows), or answered by either of them by chance
(controls; two answers of one key make a pair). Learners live in this process and keep no text.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from posthouse.audit.betting import RATES, Bettor, Wealth
from posthouse.audit.comparison import COMPARISON, Comparison, Row
from posthouse.audit.traits import Traits, traits_of
from posthouse.exchange.exchange import Exchange
from posthouse.exchange.shadow import answer_of, shadow
from posthouse.exchange.state import Case, Seed
from posthouse.model.sampling import Pair, Sample, Sampled
from posthouse.service.witnessing import Asking, Carrying, Take

LOG = logging.getLogger("posthouse.audits")
MOST_CELLS = 512


@dataclass(frozen=True, slots=True)
class Terms:
    """How comparisons are judged: `each` pairs make one entry, fewer where the limit is passed."""

    software: str
    tolerance: float
    alpha: float
    each: int
    a_day: int
    timeout_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as it is compared: its receipt, its channel's part and its traits."""

    receipt: str
    drawn: Sample
    traits: Traits


@dataclass(slots=True)
class Course:
    """The comparisons of one pair of channels since its last entry, and what they won."""

    wealth: Wealth
    bettor: Bettor = field(default_factory=Bettor)
    rows: list[Row] = field(default_factory=list)
    waiting: dict[tuple[str, ...], Answered] = field(default_factory=dict)


Told = Callable[[Comparison], Awaitable[None]]


class Comparing:
    """Takes exchanges that were drawn, once their answer is whole."""

    def __init__(self, terms: Terms, told: Told, take: Take, seed: Callable[[], Seed]) -> None:
        """`take` counts one shadow of a channel for today, as Asking wants it."""
        self.terms = terms
        self.tasks: set[asyncio.Task[None]] = set()
        self._told, self._take, self._seed = told, take, seed
        self._courses: dict[Pair, Course] = {}

    def ended(self, exchange: Exchange, carrying: Carrying) -> None:
        """Compare, where the channel that was drawn for the exchange answered it."""
        case = exchange.case
        sample = case.sample
        if sample is None or not sample.whole or len(case.destinations) != 1 or case.status != 200:
            return
        said = answer_of(case, bytes(sample.answer), stream=sample.stream)
        sample.answer.clear()
        if said is None:
            return
        answered = Answered(case.seed.id, sample.drawn, traits_of(said))
        if sample.drawn is Sample.SHADOW:
            self._spawn(self._shadowed(case, answered, carrying))
        else:
            self._spawn(self._assigned(case, sample, answered))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _shadowed(self, case: Case, one: Answered, carrying: Carrying) -> None:
        """Ask the trusted channel the same, and compare."""
        assert case.sample is not None
        pair = case.sample.pair
        asked = shadow(case, self._seed())
        if asked is None:
            return
        asking = Asking(carrying, lambda _, most: self._take(pair.audited, most))
        await asking.ask(asked, self.terms.a_day, self.terms.timeout_s)
        if asked.said is not None:
            other = Answered(asked.case.seed.id, Sample.TRUSTED, traits_of(asked.said))
            await self._compare(pair, "shadow", one, other)

    async def _assigned(self, case: Case, sample: Sampled, one: Answered) -> None:
        """Pair an answer with one of the other channel to another request of the same key."""
        assert case.key is not None
        assert case.asked is not None
        waiting = self._course(sample.pair).waiting
        cell = (case.key.id, case.asked.model, str(sample.stream), case.wire.dialect.value)
        other = waiting.pop(cell, None)
        if other is None or other.drawn is one.drawn:
            waiting[cell] = one
            while len(waiting) > MOST_CELLS:
                del waiting[next(iter(waiting))]
            return
        audited, trusted = (one, other) if one.drawn is Sample.AUDITED else (other, one)
        await self._compare(sample.pair, "control", audited, trusted)

    def _course(self, pair: Pair) -> Course:
        if pair not in self._courses:
            self._courses[pair] = Course(Wealth(self.terms.tolerance))
        return self._courses[pair]

    async def _compare(self, pair: Pair, how: str, audited: Answered, trusted: Answered) -> None:
        course = self._course(pair)
        leads = course.bettor.compare(audited.traits, trusted.traits)
        at_us = self._seed().at_us
        row = Row(at_us, how, audited.receipt, trusted.receipt, tuple(leads[r] for r in RATES))
        course.rows.append(row)
        course.wealth.take(leads)
        e = course.wealth.e
        if len(course.rows) < self.terms.each and e < 1 / self.terms.alpha:
            return
        terms, rows = self.terms, tuple(course.rows)
        course.rows, course.wealth = [], Wealth(terms.tolerance)
        await self._told(
            Comparison(
                COMPARISON, terms.software, pair.audited, pair.trusted, pair.model,
                terms.tolerance, terms.alpha, rows, e,
            )
        )  # fmt: skip
