"""The one table of all probes, what they ask in order, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from posthouse.audit.order import Draws
from posthouse.audit.probes import (
    accounts,
    capability,
    choice,
    cold,
    context,
    effort,
    errors,
    filters,
    length,
    logprobs,
    prompt,
    replay,
    sampling,
    seeds,
    sequences,
    shapes,
    stop,
    streams,
    tokens,
    tools,
    traces,
    transport,
)
from posthouse.audit.probes.probe import Figures, Finding, Probe, Reply, found
from posthouse.audit.speech.ask import Ask, Speech, Told, heard

_STANDARD = (
    tokens.PROBE,
    traces.PROBE,
    length.PROBE,
    stop.PROBE,
    sampling.PROBE,
    cold.PROBE,
    seeds.PROBE,
    choice.PROBE,
    shapes.PROBE,
    streams.PROBE,
    tools.PROBE,
    context.PROBE,
    logprobs.PROBE,
    prompt.PROBE,
    filters.PROBE,
    errors.PROBE,
    transport.PROBE,
    sequences.PROBE,
)
_DEEP = (capability.PROBE, effort.PROBE)
_BESIDE = {replay.TRUSTED: replay.PROBE, accounts.SECOND: accounts.PROBE}

PROBES: dict[str, Probe] = {probe.name: probe for probe in (*_STANDARD, *_DEEP, *_BESIDE.values())}
STANDARD = tuple(probe.name for probe in _STANDARD)
"""What every audit asks."""
DEEP = tuple(probe.name for probe in _DEEP)
"""What costs more tokens, and is asked for."""
BESIDE = {who: probe.name for who, probe in _BESIDE.items()}
"""What is asked of somebody beside the audited channel too, by who that is."""

Trusted = Sequence[Mapping[str, Figures]]
"""What the probes measured of each trusted channel."""


class Conversation:
    """What is asked of one channel, round after round: `told` grows while questions are drawn."""

    def __init__(self, seed: str, names: Sequence[str], speech: Speech) -> None:
        self._seed, self._names, self._speech = seed, names, speech
        self.told: list[Told] = []

    def audit(self, trusted: Trusted) -> Iterator[Ask]:
        """Yield an audit's questions: of probes that can find something, while they may."""
        for name in self._names:
            probe = PROBES[name]
            known: list[Figures | None] = [one[name] for one in trusted if name in one]
            known = known or [None]
            if not any(probe.worth(one) for one in known):
                continue
            own: list[Reply] = []
            for number in range(probe.rounds):
                yield from round_of(self._seed, name, number, own)
                own = self._replies(name)
                if not own or any(probe.settled(probe.figures(own), one) for one in known):
                    break

    def enrolment(self) -> Iterator[Ask]:
        """Yield an enrolment's questions: every round that makes the reference worth something."""
        for name in self._names:
            probe = PROBES[name]
            own: list[Reply] = []
            for number in range(probe.trusted_rounds):
                yield from round_of(self._seed, name, number, own)
                own = self._replies(name)
                if not own or probe.lost(probe.figures(own)):
                    break

    def figures(self) -> dict[str, Figures]:
        """Return each probe's figures so far."""
        return figures(self._seed, self._names, self.told, self._speech)

    def _replies(self, name: str) -> list[Reply]:
        return replies(self._seed, name, self.told, self._speech)


def round_of(seed: str, name: str, number: int, before: Sequence[Reply] = ()) -> list[Ask]:
    """Return the questions of one round of a probe: from the seed, and what came before them."""
    probe = PROBES[name]
    draws = Draws(seed, f"probe {name} {number}")
    asks = probe.again(draws, before) if number and probe.again else probe.asks(draws)
    return [msgspec.structs.replace(one, name=f"{one.name} #{number}") for one in asks]


def replies(seed: str, name: str, told: Sequence[Told], speech: Speech) -> list[Reply]:
    """Return the replies of all rounds that were asked in full. Raises KeyError for the name."""
    by_name = {one.name: one for one in told}
    found: list[Reply] = []
    for number in range(max(PROBES[name].rounds, PROBES[name].trusted_rounds)):
        asks = round_of(seed, name, number, found)
        if not asks or not all(ask.name in by_name for ask in asks):
            break
        answers = [(ask, by_name[ask.name]) for ask in asks]
        found += [Reply(ask, one, heard(speech, ask, one)) for ask, one in answers]
    return found


def figures(
    seed: str, names: Sequence[str], told: Sequence[Told], speech: Speech
) -> dict[str, Figures]:
    """Return each probe's figures, of the rounds that were asked in full; none without such a one.

    Raises KeyError for a probe that is not known.
    """
    found = {name: replies(seed, name, told, speech) for name in names}
    return {name: PROBES[name].figures(one) for name, one in found.items() if one}


def readable(name: str, figures: Figures) -> bool:
    """Tell whether figures of a file are such as the probe makes."""
    probe = PROBES[name]
    try:
        probe.worth(figures)
        probe.settled(figures, figures)
        probe.judged(figures, figures)
    except (LookupError, ValueError, ArithmeticError):
        return False
    return True


def findings(names: Sequence[str], own: Mapping[str, Figures], trusted: Trusted) -> list[Finding]:
    """Return what each probe found, against every trusted channel that has its figures."""
    return [
        found(PROBES[name], own.get(name, {}), [one[name] for one in trusted if name in one])
        for name in names
    ]
