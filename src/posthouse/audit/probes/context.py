"""Does the whole text arrive? Codes at the start, in the middle and at the end of a long one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import DIFFERS, Figures, Judged, Reply
from posthouse.audit.probes.trials import counted, judged_by_counts, trials, worth
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
SENTENCES = 35
"""So many between two codes: about 550 tokens in all."""
FEWER = 0.9
QUESTIONS = (
    "Which three codes does the text above hold? Reply with the codes alone.",
    "List the three codes of the text above, and nothing else.",
    "Copy the three codes from the text above. No other words.",
)


def asks(draws: Draws) -> list[Ask]:
    """Return a text with three codes."""
    codes = [f"{draws.between(10**5, 10**6)}" for _ in PLACES]
    parts = [f"The {place} code is {code}." for place, code in zip(PLACES, codes, strict=True)]
    text = parts[0]
    for part in parts[1:]:
        filler = " ".join(FILLER[draws.between(0, len(FILLER))] for _ in range(SENTENCES))
        text += f" {filler} {part}"
    question = QUESTIONS[draws.between(0, len(QUESTIONS))]
    return [Ask("context", f"{text}\n\n{question}", max_tokens=60)]


def kept(replies: Sequence[Reply]) -> bool | None:
    """Tell whether all codes were found."""
    heard = replies[0].heard
    if heard is None or not heard.text:
        return None
    return all(_code(replies[0].ask.text, place) in heard.text for place in PLACES)


def figures(replies: Sequence[Reply]) -> Figures:
    """Count texts of which all codes were found, and the tokens told."""
    told = [one.heard.tokens_in for one in replies if one.heard and one.heard.tokens_in is not None]
    outcomes = counted([kept([reply]) for reply in replies])
    return {**outcomes, "tokens": sum(told) / len(told)} if told else outcomes


def _code(text: str, place: str) -> str:
    return text.partition(f"The {place} code is ")[2][:6]


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Fewer tokens than the trusted channel counts, or codes that it finds and this does not."""
    if own and trusted and _shorter(own, trusted):
        return DIFFERS, "context-shorter"
    return judged_by_counts("context", own, trusted, DIFFERS)


def _shorter(own: Figures, trusted: Figures) -> bool:
    told = "tokens" in own and "tokens" in trusted
    return told and own["tokens"] < FEWER * trusted["tokens"]


def settled(own: Figures, trusted: Figures | None) -> bool:
    """Tell whether asking on could change nothing: also where the model finds codes seldom."""
    known = trusted is not None and _shorter(own, trusted)
    return bool(own["kept"]) or own["mute"] >= 2 or known or not worth(trusted)


PROBE = replace(
    trials("context", asks, kept),
    figures=figures,
    judged=judged,
    settled=settled,
    worth=lambda trusted: trusted is not None and ("tokens" in trusted or worth(trusted)),
)
