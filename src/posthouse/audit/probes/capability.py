"""Is it as able? Small sums and texts whose answer is known; only the rate is compared.

Items are drawn alike on both sides, so the number solved is hypergeometric where both are one
model. A finding says that fewer are solved than the trusted channel solves, never more than that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import comb

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import (
    DIFFERS,
    LEVEL,
    SOUND,
    UNTESTED,
    Figures,
    Judged,
    Probe,
    Reply,
)
from posthouse.audit.probes.trials import MUTE, SHOWN_BY_NONE, WEAK, counted
from posthouse.audit.speech.ask import Ask

ROUNDS, TRUSTED_ROUNDS = 12, 48
LIKELY = 0.3
NAMES = ("mango", "cedar", "violin", "harbour", "lantern", "pepper", "walnut", "saddle")


def _product(draws: Draws) -> tuple[str, str]:
    one, other = draws.between(12, 99), draws.between(12, 99)
    return f"What is {one} times {other}?", str(one * other)


def _letters(draws: Draws) -> tuple[str, str]:
    word = NAMES[draws.between(0, len(NAMES))] + NAMES[draws.between(0, len(NAMES))]
    letter = word[draws.between(0, len(word))]
    return f"How often does the letter {letter} stand in {word}?", str(word.count(letter))


def _order(draws: Draws) -> tuple[str, str]:
    start = draws.between(0, len(NAMES))
    words = [NAMES[(start + 3 * step) % len(NAMES)] for step in range(4)]
    return f"Which of these words comes last in the alphabet: {', '.join(words)}?", max(words)


def _code(draws: Draws) -> tuple[str, str]:
    low, high, step = draws.between(1, 5), draws.between(14, 30), draws.between(2, 5)
    text = f"What does this Python print? print(sum(range({low}, {high}, {step})))"
    return text, str(sum(range(low, high, step)))


ITEMS: tuple[Callable[[Draws], tuple[str, str]], ...] = (_product, _letters, _order, _code)


def item(draws: Draws) -> tuple[str, str]:
    """Return a question and its answer."""
    return ITEMS[draws.between(0, len(ITEMS))](draws)


def asks(draws: Draws) -> list[Ask]:
    """Return one item; the answer stands in the question's name, which no channel sees."""
    question, answer = item(draws)
    text = wrapped(draws, f"{question} Answer with the result alone.")
    return [Ask(f"capability {answer}", text, max_tokens=24, temperature=0.0)]


def _solved(reply: Reply) -> bool | None:
    if reply.heard is None or not reply.heard.text.strip():
        return None
    words = reply.heard.text.casefold().replace(",", "").replace("*", " ").split()
    wanted = reply.ask.name.split()[1]
    return wanted in [word.strip(".:!`\"'()") for word in words]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count items that were solved, and those that were not."""
    return counted([_solved(reply) for reply in replies])


def chance(own: Figures, trusted: Figures) -> float:
    """Return the chance of so few solved, or fewer, if both sides are alike."""
    here, there = (int(one["kept"] + one["broken"]) for one in (own, trusted))
    solved = int(own["kept"])
    every = solved + int(trusted["kept"])
    ways = sum(comb(every, k) * comb(here + there - every, here - k) for k in range(solved + 1))
    return ways / comb(here + there, here)


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Compare rates."""
    if not trusted or not trusted["kept"]:
        return UNTESTED, WEAK
    if not own or own["kept"] + own["broken"] < ROUNDS / 2:
        return UNTESTED, SHOWN_BY_NONE
    return (DIFFERS, "capability-less") if chance(own, trusted) <= LEVEL else (SOUND, "")


def settled(own: Figures, trusted: Figures | None) -> bool:
    """Tell whether asking on is not worth its tokens."""
    if own["mute"] >= MUTE or trusted is None:
        return True
    half = own["kept"] + own["broken"] >= ROUNDS / 2
    return half and chance(own, trusted) > LIKELY


PROBE = Probe(
    "capability",
    asks,
    figures,
    judged,
    ROUNDS,
    TRUSTED_ROUNDS,
    settled,
    worth=lambda trusted: trusted is not None and trusted["kept"] > ROUNDS,
    lost=lambda trusted: trusted["mute"] >= MUTE and not trusted["kept"],
)
