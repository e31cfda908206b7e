"""Known-answer nonces: does what a channel puts into echoed commands repeat over fresh nonces?

The model is asked to call a tool with one exact command (probes/tools.py). What it gets wrong by
itself follows the command, which is new each time; what a relay puts in (its host, its package)
comes back. So a single deviation proves nothing. Each answer with a call is bet on: that it holds
a strange thing which an answer to another nonce held before. An honest channel does that with
probability RARE at most, given all that came before; e = 50 if it does, 0.505 if not (the ratio of
likelihoods against one time in two), S' = e * max(S, 1). A channel that stays honest gets to PROOF
once in so many answers at most, on average; three answers with the same thing get there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

RARE = 0.01
OFTEN = 0.5
PROOF = 1000.0
KEPT, DIFFERS, NO_CALL, UNANSWERED = "kept", "differs", "no-call", "unanswered"

_TOKENS = re.compile(r"[\s\"'`;|&()<>{}\[\],]+")
_HOST = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]+(?::\d+)?|\d{1,3}(?:\.\d{1,3}){3}")
_WORDS = """sudo python python3 pip pip3 bash zsh env timeout time command nohup echo true set
install get clone fetch exec then done run npm git curl wget cargo gem"""
_PLAIN = frozenset(_WORDS.split())
"""Words with which models clothe a command by themselves."""
_SHORTEST, _LONGEST = 4, 80
_MOST = 24


def strange(wanted: str, told: Iterable[str | None], nonce: str) -> frozenset[str]:
    """Return the things in a channel's calls that were not asked for: hosts, packages, arguments.

    What holds the nonce cannot repeat; of it only the hosts count.
    """
    asked = set(_TOKENS.split(wanted.casefold()))
    hosts = {match[0] for match in _HOST.finditer(wanted.casefold())}
    found: set[str] = set()
    for text in told:
        for token in _TOKENS.split((text or "").casefold()):
            if token in asked or token in _PLAIN:
                continue
            there = {m[0] for m in _HOST.finditer(token)} - hosts
            own = not (token.startswith("-") or nonce in token or "://" in token)
            found |= there | ({token} if own and not there else set())
    return frozenset(sorted(t for t in found if _SHORTEST <= len(t) <= _LONGEST)[:_MOST])


def word_of(wanted: str, told: Collection[str | None]) -> str:
    """Return what came of a question that was answered."""
    if not told:
        return NO_CALL
    return KEPT if list(told) == [wanted] else DIFFERS


def moved(standing: float, *, repeats: bool) -> float:
    """Return the standing after one more answer with a call."""
    e = OFTEN / RARE if repeats else (1 - OFTEN) / (1 - RARE)
    return e * max(standing, 1.0)
