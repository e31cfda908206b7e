"""Anomalies: what a key does now that it never did, judged against its own past.

    spend, tokens   more in this hour than the median of its hours + 10 deviations, than 4 × the
                    95th and than 2.5 × the 99th percentile
    errors          refusals far beyond its usual share: expected + 8 √expected + 10, a fifth of all
    hours           a burst at a time of day at which it was never used, after two weeks of use
    address         an address not seen for a month, from which at least half of ten or more
                    requests are refused

All wait until the key has WARM_HOURS of use behind it. Each kind is told once in QUIET_HOURS. What
to expect of false alarms is measured on simulated keys (tests/unit/accounting/test_anomaly.py,
docs/anomalies.md): the thresholds are far out, since an alarm may suspend a key.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial

from posthouse.accounting.baseline import Baseline, Past, centre, quantile
from posthouse.accounting.usage import Hour

WARM_HOURS = 24
WARM_DAYS = 14
QUIET_HOURS = 6
LEAST_SPEND = 10_000
"""A cent, in micro-dollars: less is no anomaly, whatever is usual."""
LEAST_TOKENS = 10_000
LEAST_ERRORS = 20
LEAST_BURST = 30
LEAST_STORM = 10


class Kind(Enum):
    """What is out of the ordinary."""

    SPEND = "spend"
    TOKENS = "tokens"
    ERRORS = "errors"
    HOURS = "hours"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One finding, in numbers alone: what was found, and what was expected at most."""

    kind: Kind
    found: str
    expected: str


def anomalies(baseline: Baseline) -> list[Anomaly]:
    """Return what is new about the hour that runs; each kind is noted as told."""
    hour = baseline.now
    if hour is None or len(baseline.past) < WARM_HOURS:
        return []
    told: list[Anomaly] = []
    for anomaly in _found(baseline, hour):
        last = baseline.alarmed.get(anomaly.kind.value)
        if last is None or hour.hour - last >= QUIET_HOURS:
            baseline.alarmed[anomaly.kind.value] = hour.hour
            told.append(anomaly)
    return told


def _found(baseline: Baseline, hour: Hour) -> Iterator[Anomaly]:
    yield from _amount(baseline, Kind.SPEND, hour.spend, LEAST_SPEND)
    yield from _amount(baseline, Kind.TOKENS, hour.tokens, LEAST_TOKENS)
    yield from _errors(hour, baseline.past)
    yield from _hours(baseline, hour)
    yield from _addresses(baseline, hour)


def _amount(baseline: Baseline, kind: Kind, now: int, least: int) -> Iterator[Anomaly]:
    if now < least:
        return
    limit = max(baseline.limit(kind.value, partial(_limit, kind)), least)
    if now > limit:
        yield Anomaly(kind, f"{now} in an hour", f"at most {math.ceil(limit)}")


def _limit(kind: Kind, past: list[Past]) -> float:
    values = [p.spend if kind is Kind.SPEND else p.tokens for p in past]
    middle, deviation = centre(values)
    tails = max(4 * quantile(values, 0.95), 2.5 * quantile(values, 0.99))
    return max(middle + 10 * deviation, tails)


def _errors(hour: Hour, past: list[Past]) -> Iterator[Anomaly]:
    if hour.errors < max(LEAST_ERRORS, hour.requests / 5):
        return
    share = (1 + sum(p.errors for p in past)) / (2 + sum(p.requests for p in past))
    expected = share * hour.requests
    limit = expected + 8 * math.sqrt(expected) + 10
    if hour.errors > limit:
        yield Anomaly(
            Kind.ERRORS,
            f"{hour.errors} refused of {hour.requests}",
            f"at most {math.ceil(limit)}",
        )


def _hours(baseline: Baseline, hour: Hour) -> Iterator[Anomaly]:
    if hour.requests < LEAST_BURST or baseline.days() < WARM_DAYS:
        return
    burst = centre([p.requests for p in baseline.past])[0]
    if hour.requests >= burst and not baseline.usual_at(hour.hour % 24):
        yield Anomaly(
            Kind.HOURS,
            f"{hour.requests} requests at {hour.hour % 24:02}:00 UTC",
            "none near this time of day",
        )


def _addresses(baseline: Baseline, hour: Hour) -> Iterator[Anomaly]:
    for address, (requests, errors) in hour.addresses.items():
        storm = errors >= LEAST_STORM and 2 * errors >= requests
        if storm and not baseline.knows(address, hour.hour):
            yield Anomaly(
                Kind.ADDRESS,
                f"{errors} refused of {requests} from a new address",
                f"fewer than {LEAST_STORM}, or a known address",
            )
            return
