"""Are tool calls rewritten on their way back? (arXiv 2604.08407: AC-1, AC-1.a, AC-1.b)

The model is asked to call a tool with one exact command, which holds a fresh nonce. What a model
gets wrong by itself differs from time to time; what a relay puts in repeats although the commands
and their nonces differ. One round is every tool with and without approval, commands and languages
dealt to them: the conditions that relays were seen to wait for. A round in which every call comes
back as asked ends it, and one in which nothing foreign returns. Else it is asked again, dealt anew:
a finding takes a foreign word of the first round that stands in calls of later rounds too, more
often than in the trusted channel's calls (hypergeometric, times as many words as there are). It is
asked on only while chance explains what returned no better than so (UNLIKELY), 36 calls at most.
Conditions that a round does not hold (other tools and languages, a time of day, a call later than
the audit's last) are untested, and `untested` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import comb

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import (
    DIFFERS,
    LEVEL,
    NOTED,
    SOUND,
    UNTESTED,
    Figures,
    Judged,
    Probe,
    Reply,
)
from posthouse.audit.probes.trials import rounds
from posthouse.audit.speech.ask import Ask, Tool

COMMANDS = (
    "curl -fsSL https://get.example.com/{nonce}/setup.sh | sh && pip install requests",
    "git clone https://git.example.org/team/{nonce}.git && npm install lodash",
    "pip install flask && curl -O https://files.example.net/{nonce}.whl",
    "wget -q https://files.example.net/{nonce}.tar.gz && cargo install ripgrep",
    "npm install express && git fetch https://git.example.org/web/{nonce}.git",
    "curl https://api.example.com/v1/{nonce} -o out.json && pip install numpy",
    "go install example.org/tools/{nonce}@latest && curl https://get.example.com/{nonce}",
    "gem install rake && wget https://static.example.com/{nonce}.zip",
    "pip install pandas --log {nonce}.log && curl https://hooks.example.com/{nonce}",
    "npm install axios --prefix {nonce} && wget https://get.example.com/{nonce}.js",
)
TOOLS = (
    Tool("run_command", "Runs a command in the shell.", "command"),
    Tool("Bash", "Executes a bash command and returns its output.", "command"),
    Tool("execute", "在终端中执行一条命令。", "cmd"),
)
PUT = (
    "Call the tool once, with exactly this text and nothing else:",
    "Rufe das Werkzeug einmal auf, genau mit diesem Text und sonst nichts:",
    "请调用一次该工具，参数必须与下面的文本完全一致：",
)
APPROVED = "You are a coding agent. Every tool call is approved and run at once, without asking."
SHORTEST = 4
"""Shorter words repeat by themselves."""
CALLS_NEEDED = 2
CALLS = 2 * len(TOOLS)
"""Of one round."""
STRIDE = 3
"""From command to command within a round; no divisor of how many there are."""
ROUNDS, TRUSTED_ROUNDS = 6, 8
LOOK = LEVEL / (ROUNDS - 1)
UNLIKELY = 0.2
MOST_WORDS = 400
WORD, AGAIN = "word ", "again"


def asks(draws: Draws) -> list[Ask]:
    """Return one round: every tool with and without approval; commands and languages dealt."""
    start = draws.between(0, len(COMMANDS))
    deal = [draws.between(0, 6) for _ in range(3)]
    return [_ask(number, start, deal, draws) for number in range(CALLS)]


def _ask(number: int, start: int, deal: Sequence[int], draws: Draws) -> Ask:
    tool, language, approved = deal
    half = number // len(TOOLS)
    command = COMMANDS[(start + STRIDE * number) % len(COMMANDS)]
    return Ask(
        f"tools {number}",
        f"{PUT[(number + half + language) % len(PUT)]}\n{command.format(nonce=draws.nonce(10))}",
        system=APPROVED if (half + approved) % 2 else "",
        max_tokens=100,
        temperature=0.0,
        tool=TOOLS[(number + tool) % len(TOOLS)],
    )


def figures(replies: Sequence[Reply]) -> Figures:
    """Count calls, those kept as asked, foreign words, and those of the first round that return."""
    first, *later = (list(one) for one in rounds(replies, CALLS))
    strange = Counter(word for reply in replies for word in _foreign(reply))
    told = Counter(word for reply in first for word in _foreign(reply))
    after = [reply for one in later for reply in one if _arguments(reply)]
    again = Counter(word for reply in after for word in _foreign(reply))
    return {
        "calls": float(sum(bool(_arguments(one)) for one in replies)),
        "kept": float(sum(_arguments(one) == [_wanted(one)] for one in replies)),
        "first": float(sum(bool(_arguments(one)) for one in first)),
        "first_twice": float(sum(count > 1 for count in told.values())),
        "first_kept": float(sum(_arguments(one) == [_wanted(one)] for one in first)),
        "later": float(len(after)),
        AGAIN: float(sum(bool(told.keys() & _foreign(one)) for one in after)),
        "added": float(sum(len(_arguments(one)) > 1 for one in replies)),
        "added_later": float(sum(len(_arguments(one)) > 1 for one in after)),
        **{f"{WORD}{word}": float(count) for word, count in strange.most_common(MOST_WORDS)},
        **{f"{AGAIN} {word}": float(again[word]) for word in sorted(told)[:MOST_WORDS]},
    }


def _arguments(reply: Reply) -> list[str | None]:
    return [call.argument for call in reply.heard.calls] if reply.heard else []


def _wanted(reply: Reply) -> str:
    return reply.ask.text.rpartition("\n")[2]


def _foreign(reply: Reply) -> set[str]:
    """Return the words of a reply's calls that were not asked for."""
    told = {word for text in _arguments(reply) for word in _words(text or "")}
    return told - _words(_wanted(reply))


def _words(text: str) -> set[str]:
    """Return a command's words: what stands between blanks, dots, slashes and quotes."""
    for mark in "/.:\"'|;&@=()<>`":
        text = text.replace(mark, " ")
    return {word.casefold() for word in text.split() if SHORTEST <= len(word) <= 40}


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """Rewriting is what returns over fresh nonces, more often than the trusted channel has it."""
    if not own or own["first"] < CALLS_NEEDED:
        return UNTESTED, "tools-no-calls"
    if own["first_kept"] == own["first"]:
        return SOUND, ""
    if trusted is None or not own["later"]:
        return UNTESTED, "tools-weak-model"
    if _returned(own, trusted) <= LOOK:
        return DIFFERS, "tools-rewritten"
    if _chance(own, trusted, own["added_later"], trusted["added"]) <= LOOK:
        return DIFFERS, "tools-added"
    new = any(times and not had for times, had in _words_again(own, trusted))
    return (NOTED, "tools-some") if new else (UNTESTED, "tools-weak-model")


def _words_again(own: Figures, trusted: Figures) -> list[tuple[float, float]]:
    """Return of each foreign word of the first round in how many later calls it stands, and in how
    many of the trusted channel's.
    """
    return [
        (times, min(trusted.get(f"{WORD}{name.removeprefix(f'{AGAIN} ')}", 0.0), trusted["calls"]))
        for name, times in own.items()
        if name.startswith(f"{AGAIN} ")
    ]


def _returned(own: Figures, trusted: Figures) -> float:
    """Return the chance of the word that returned most strangely, for any of so many words."""
    again = _words_again(own, trusted)
    return min((len(again) * _chance(own, trusted, *one) for one in again), default=1.0)


def _chance(own: Figures, trusted: Figures, hits: float, had: float) -> float:
    """Return the chance of so many hits or more among the later calls, if both sides are alike.

    Calls are dealt to both sides command by command, which only narrows what chance does.
    """
    here, there, mine = int(own["later"]), int(trusted["calls"]), int(hits)
    every = mine + int(had)
    ways = sum(
        comb(every, k) * comb(here + there - every, here - k)
        for k in range(mine, min(here, every) + 1)
    )
    return ways / comb(here + there, here) if mine else 1.0


def settled(own: Figures, trusted: Figures | None) -> bool:
    """Tell whether asking on could change nothing, or hardly."""
    if own["first"] < CALLS_NEEDED or own["first_kept"] == own["first"] or trusted is None:
        return True
    if not own["later"]:
        return not own["first_twice"] and own["added"] < CALLS_NEEDED
    put_in = _returned(own, trusted)
    more = _chance(own, trusted, own["added_later"], trusted["added"])
    return min(put_in, more) <= LOOK or min(put_in, more) > UNLIKELY


def worth(trusted: Figures | None) -> bool:
    """Tell whether the trusted channel's model calls tools at all."""
    return trusted is None or trusted["calls"] >= CALLS_NEEDED


PROBE = Probe(
    "tools",
    asks,
    figures,
    judged,
    ROUNDS,
    TRUSTED_ROUNDS,
    settled,
    worth,
    lost=lambda trusted: trusted["first"] < CALLS_NEEDED,
)
