"""Bets on which of two channels wrote which answer: a test on real traffic, exact at any time.

Two channels are asked the same request. If both serve the same model, the two answers could as
well have been exchanged, so nobody can win money by telling them apart (a sequential two-sample
test by betting: Shekhar and Ramdas 2023, Podkopaev and Ramdas 2023). A bettor learns from answer to
answer what is typical of the audited channel; with d the difference of the two answers' traits, he
gets 1 + s tanh(w . d) for each stake s, where w was learned before. The mean of that is at most 1
for an honest channel whatever he learned, and what he has won (`Wealth.e`) is an e-value whenever
one looks.

Honest deployments differ a little: where the two differ in a share of at most `tolerance` of their
answers (in total variation), the mean is at most 1 + 2 s tolerance, and by that each gain is
divided.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from posthouse.audit.traits import Traits

STAKES = (0.25, 0.6, 1.0)
RATES = (0.1, 0.4)
"""How quickly a learner follows; the money is divided evenly among stakes and rates."""
MOST_TRAITS = 1 << 16
LEAST = 1e-9


class Learner:
    """Learns in which traits the audited channel's answers differ: logistic, with AdaGrad steps."""

    __slots__ = ("_rate", "_squares", "_weights")

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._weights: dict[int, float] = {}
        self._squares: dict[int, float] = {}

    def lead(self, difference: Mapping[int, float]) -> float:
        """Return from -1 to 1 how surely the first answer is held for the audited channel's."""
        known = self._weights.get
        total = sum(known(trait, 0.0) * value for trait, value in difference.items())
        return math.tanh(max(-20.0, min(20.0, total)))

    def learn(self, difference: Mapping[int, float], lead: float) -> None:
        """Learn that the first answer was the audited channel's, which was held with this lead."""
        missed = 1.0 - lead
        for trait, value in difference.items():
            step = missed * value
            square = self._squares.get(trait, LEAST) + step * step
            self._squares[trait] = square
            before = self._weights.get(trait, 0.0)
            self._weights[trait] = before + self._rate * step / math.sqrt(square)


class Wealth:
    """What bets on one channel have won so far; 1 at the start."""

    def __init__(self, tolerance: float) -> None:
        """`tolerance`: the share of answers in which honest channels may differ."""
        self._tolerance = tolerance
        self._won = {(rate, stake): 0.0 for rate in RATES for stake in STAKES}

    def take(self, leads: Mapping[float, float]) -> None:
        """Settle one comparison: how surely each learner told the answers apart, rightly or not."""
        for (rate, stake), won in self._won.items():
            gain = (1.0 + stake * leads[rate]) / (1.0 + 2.0 * stake * self._tolerance)
            self._won[rate, stake] = won + math.log(max(gain, LEAST))

    @property
    def e(self) -> float:
        """Return the e-value so far."""
        most = max(self._won.values())
        mean = sum(math.exp(won - most) for won in self._won.values()) / len(self._won)
        return math.exp(min(most + math.log(mean), 600.0))


class Bettor:
    """Bets on one channel, comparison after comparison."""

    def __init__(self) -> None:
        self._learners = {rate: Learner(rate) for rate in RATES}

    def compare(self, audited: Traits, trusted: Traits) -> dict[float, float]:
        """Return each learner's lead on a pair of answers, told before he learns from it."""
        difference = {
            trait: audited.get(trait, 0.0) - trusted.get(trait, 0.0)
            for trait in audited.keys() | trusted.keys()
        }
        difference = {trait: value for trait, value in difference.items() if value}
        leads = {rate: one.lead(difference) for rate, one in self._learners.items()}
        for rate, one in self._learners.items():
            one.learn(difference, leads[rate])
        return leads
