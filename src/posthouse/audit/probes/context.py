"""Does the whole text arrive? Codes at the start, in the middle and at the end of a long one."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import DIFFERS, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask

PLACES = ("start", "middle", "end")
FILLER = (
    "The river was low that summer.",
    "A cart of apples stood at the gate.",
    "Nobody had wound the clock.",
    "The letters came on Tuesdays.",
    "Rain was promised and did not come.",
    "The baker opened late.",
)
SENTENCES = 70
"""So many between two codes: about 1,100 tokens in all."""
TIMES = 2
FEWER = 0.9


def asks(draws: Draws) -> list[Ask]:
    """Return the same kind of text twice, with other codes."""
    found = []
    for number in range(TIMES):
        codes = [f"{draws.between(10**5, 10**6)}" for _ in PLACES]
        parts = [f"The {place} code is {code}." for place, code in zip(PLACES, codes, strict=True)]
        text = parts[0]
        for part in parts[1:]:
            filler = " ".join(FILLER[draws.between(0, len(FILLER))] for _ in range(SENTENCES))
            text += f" {filler} {part}"
        question = "Which three codes does the text above hold? Reply with the codes alone."
        found.append(Ask(f"context {number}", f"{text}\n\n{question}", max_tokens=60))
    return found


def figures(replies: Sequence[Reply]) -> Figures:
    """Count at which places the codes were found, and the tokens told."""
    heard = [(reply.ask.text, reply.heard) for reply in replies if reply.heard and reply.heard.text]
    if len(heard) < TIMES:
        return {}
    found = {
        place: float(sum(_code(text, place) in one.text for text, one in heard)) for place in PLACES
    }
    told = [one.tokens_in for _, one in heard if one.tokens_in is not None]
    return {**found, "tokens": sum(told) / len(told)} if told else found


def _code(text: str, place: str) -> str:
    return text.partition(f"The {place} code is ")[2][:6]


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """A place is lost where this channel never finds it and the trusted one finds all each time.

    A model that misses some place now and then may miss another one here.
    """
    if not own or not trusted:
        return UNTESTED, "context-no-answer"
    if "tokens" in own and "tokens" in trusted and own["tokens"] < FEWER * trusted["tokens"]:
        return DIFFERS, "context-shorter"
    if any(trusted[place] < TIMES for place in PLACES):
        return UNTESTED, "context-weak-model"
    return (SOUND, "") if all(own[place] for place in PLACES) else (DIFFERS, "context-lost")


PROBE = Probe("context", asks, figures, judged)
