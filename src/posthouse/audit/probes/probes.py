"""The one table of all probes, what they ask in order, and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes import (
    context,
    errors,
    limits,
    logprobs,
    prompt,
    sampling,
    streams,
    tokens,
    tools,
    traces,
)
from posthouse.audit.probes.probe import Figures, Finding, Probe, Reply, found
from posthouse.audit.speech.ask import Ask, Speech, Told, heard

PROBES: dict[str, Probe] = {
    probe.name: probe
    for probe in (
        tokens.PROBE,
        traces.PROBE,
        limits.PROBE,
        sampling.PROBE,
        streams.PROBE,
        tools.PROBE,
        context.PROBE,
        logprobs.PROBE,
        prompt.PROBE,
        errors.PROBE,
    )
}


def asked(seed: str, names: Sequence[str]) -> list[Ask]:
    """Return the questions of these probes, which follow from the seed."""
    return [ask for name in names for ask in _asks(seed, name)]


def figures(
    seed: str, names: Sequence[str], told: Sequence[Told], speech: Speech
) -> dict[str, Figures]:
    """Return each probe's figures; a probe whose questions were not all asked has none.

    Raises KeyError for a probe that is not known.
    """
    by_name = {one.name: one for one in told}
    measured: dict[str, Figures] = {}
    for name in names:
        asks = _asks(seed, name)
        if all(ask.name in by_name for ask in asks):
            answers = [(ask, by_name[ask.name]) for ask in asks]
            replies = [Reply(ask, one, heard(speech, ask, one)) for ask, one in answers]
            measured[name] = PROBES[name].figures(replies)
    return measured


def findings(own: Mapping[str, Figures], trusted: Sequence[Mapping[str, Figures]]) -> list[Finding]:
    """Return what each probe found, against every trusted channel that has its figures."""
    return [
        found(PROBES[name], values, [one[name] for one in trusted if name in one])
        for name, values in own.items()
    ]


def _asks(seed: str, name: str) -> Sequence[Ask]:
    return PROBES[name].asks(Draws(seed, f"probe {name}"))
