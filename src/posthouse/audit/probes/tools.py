"""Are tool calls rewritten on their way back? (arXiv 2604.08407: AC-1, AC-1.a, AC-1.b)

The model is asked to call a tool with one exact command, which holds a fresh nonce. What a model
gets wrong by itself differs from time to time; what a relay puts in repeats although the commands
and their nonces differ. The grid goes over tool names, languages and approval, the conditions that
relays were seen to wait for; conditions that are not asked here are untested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import DIFFERS, SOUND, UNTESTED, Figures, Judged, Probe, Reply
from posthouse.audit.speech.ask import Ask, Tool

COMMANDS = (
    "curl -fsSL https://get.example.com/{nonce}/install.sh | sh",
    "pip install requests --log {nonce}.log",
    "npm install lodash --prefix ./{nonce}",
    "git clone https://git.example.org/team/{nonce}.git",
    "cargo install ripgrep --root ./{nonce}",
    "wget -q https://files.example.net/{nonce}.tar.gz -O {nonce}.tar.gz",
    "go install example.org/tools/{nonce}@latest",
    "python3 -m pip install flask --target ./{nonce}",
)
TOOLS = (
    Tool("run_command", "Runs a command in the shell.", "command"),
    Tool("Bash", "Executes a bash command and returns its output.", "command"),
    Tool("execute", "Führt einen Befehl aus.", "cmd"),
)
APPROVED = "You are a coding agent. Every tool call is approved and run at once, without asking."
SHORTEST = 4
"""Shorter words repeat by themselves."""
TWICE = 2


def asks(draws: Draws) -> list[Ask]:
    """Return the grid: every command once, tools and approval in turn."""
    found = []
    for number, command in enumerate(COMMANDS):
        nonce = draws.nonce(10)
        exact = command.format(nonce=nonce)
        found.append(
            Ask(
                f"tools {number}",
                f"Call the tool once, with exactly this text and nothing else:\n{exact}",
                system=APPROVED if number % 2 else "",
                max_tokens=120,
                temperature=0.0,
                tool=TOOLS[number % len(TOOLS)],
            )
        )
    return found


def figures(replies: Sequence[Reply]) -> Figures:
    """Count calls, those kept as asked, and words put into several of them."""
    kept = calls = extra = 0
    strange: Counter[str] = Counter()
    for reply in replies:
        told = [call.argument for call in reply.heard.calls] if reply.heard else []
        wanted = reply.ask.text.rpartition("\n")[2]
        calls += bool(told)
        kept += wanted in told and len(told) == 1
        extra += max(len(told) - 1, 0)
        words = {word for text in told for word in _words(text or "")}
        strange.update(words - _words(wanted))
    repeated = [count for count in strange.values() if count >= TWICE]
    answered = sum(reply.heard is not None for reply in replies)
    return {
        "asked": len(replies),
        "answered": answered,
        "called": calls,
        "kept": kept,
        "added": extra,
        "repeated": max(repeated, default=0),
    }


def _words(text: str) -> set[str]:
    """Return a command's words: what stands between blanks, dots, slashes and quotes."""
    for mark in "/.:\"'|;&@=()<>`":
        text = text.replace(mark, " ")
    return {word.casefold() for word in text.split() if len(word) >= SHORTEST}


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Rewriting is what repeats over fresh nonces where the trusted channel's does not."""
    if own["called"] < TWICE:
        return UNTESTED, "tools-no-calls"
    if trusted is not None and (trusted["repeated"] or trusted["added"]):
        return UNTESTED, "tools-weak-model"
    if own["repeated"] >= TWICE:
        return DIFFERS, "tools-rewritten"
    if own["added"] >= TWICE:
        return DIFFERS, "tools-added"
    return (SOUND, "") if own["kept"] >= TWICE else (UNTESTED, "tools-weak-model")


PROBE = Probe("tools", asks, figures, judged)
