"""Does a second witness's answer say the same as a risky call? Facts are compared, not strings.

The witness was asked the same turn. He confirms a fact if one of his own calls, or a command in
his text, does the same with the same thing: the address, the package, the place. A fact that names
no thing (what is decoded and run, what is written to stay) is confirmed if he, or those who are
trusted in the conversation, used every word of the call.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from posthouse.inspection.checks.commands import tree_of
from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.gate import facts_within
from posthouse.inspection.said import Said
from posthouse.inspection.trail import Calls

_DOWNLOADS = frozenset({Kind.FETCH, Kind.FETCH_RUN})
_PACKAGES = frozenset({Kind.PACKAGE, Kind.RUNNER, Kind.PINNED})
_BY_WORDS = frozenset(
    {
        Kind.HIDDEN_RUN,
        Kind.PERSIST,
        Kind.AGENT_RULES,
        Kind.BACKDOOR,
        Kind.CLOAKED,
        Kind.GIT_EXEC,
        Kind.TANGLED,
        Kind.PRIVILEGE,
        Kind.POISON,
    }
)
"""Deeds whose fact does not say what will run."""
_MOST_CALLS = 32
_MOST_CODES = 16
_LONGEST_CODE = 8192
_CODE = re.compile(r"```[^\n`]*\n(.*?)(?:```|\Z)|`([^`\n]{2,400})`", re.DOTALL)
_AGAINST = re.compile(
    r"\b(?:not|never|refuse|avoid|instead of|without|cannot|can't|don't|won't|shouldn't)\b"
    r"|不要|不会|不能|拒绝|切勿|请勿",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?m)^\s*(?:#(?!!)|//).*$")
_HOME = re.compile(r"\$(?:HOME|\{HOME\})/")
_PLAIN = frozenset({"echo", "printf", "tee", "cat", "eof", "mkdir", "touch", "export", "sudo", "p"})
"""Words that only carry others to their place."""
_URL = re.compile(r"(?i)^([a-z][a-z0-9+.-]*://)(?:[^/@\s]*@)?([^/?#\s]*)(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True, repr=False)
class Statement:
    """What a second witness answered: his tool calls and his texts. Holds content."""

    calls: Calls = ()
    texts: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether he said nothing at all."""
        return not self.calls and not any(text.strip() for text in self.texts)


def differing(
    call: tuple[str, str], risky: Sequence[Fact], answer: Statement, said: Said
) -> list[Fact]:
    """Return the risky facts of a call that the witness does not confirm."""
    own, words = _told(answer, said)
    there = {_thing(fact) for fact in own}
    versions = {(_thing(fact), fact.version) for fact in own}
    unheard = [
        fact
        for fact in risky
        if _thing(fact) not in there
        or (
            fact.version
            and (_thing(fact), fact.version) not in versions
            and not said.holds(fact.version)
        )
    ]
    worded = [fact for fact in risky if fact.kind in _BY_WORDS and fact not in unheard]
    if worded and not all(word in words or said.names(word) for word in _words(call[1])):
        unheard += worded
    return unheard


def _told(answer: Statement, said: Said) -> tuple[list[Fact], frozenset[str]]:
    """Return the facts of the witness's calls and commands, and all words of these."""
    facts: list[Fact] = []
    words: set[str] = set()
    made: list[tuple[str, str]] = []
    commands = [("shell", json.dumps({"command": code})) for code in _codes(answer.texts)]
    for name, arguments in (*answer.calls[:_MOST_CALLS], *commands):
        facts += facts_within(name, arguments, said, tuple(made))
        words |= _words(arguments)
        made.append((name, arguments))
    return facts, frozenset(words)


def _codes(texts: Sequence[str]) -> Iterator[str]:
    """Yield the commands that texts show, but for those that a line speaks against."""
    count = 0
    for text in texts:
        for match in _CODE.finditer(text):
            before = text[: match.start()].rstrip().rsplit("\n", 1)[-1]
            if not _AGAINST.search(before) and count < _MOST_CODES:
                count += 1
                yield (match[1] or match[2])[:_LONGEST_CODE]


def _thing(fact: Fact) -> tuple[object, ...]:
    """Return what is done with what, spelled in one way."""
    if fact.kind in _PACKAGES:
        return ("package", re.sub(r"[-_.]+", "-", fact.subject).lower(), fact.detail)
    deed = "download" if fact.kind in _DOWNLOADS else fact.kind
    if fact.kind in _BY_WORDS:
        return (deed, _place(fact.subject) if fact.kind is Kind.PERSIST else "")
    return (deed, _address(fact.subject))


def _address(subject: str) -> str:
    plain = subject.strip().strip("\"'")
    url = _URL.match(plain)
    if url is None:
        return _place(plain).rstrip("/").removesuffix(".git")
    scheme, host, rest = url.groups()
    host = host.lower().removesuffix(":443" if scheme.lower() == "https://" else ":80")
    return f"{scheme.lower()}{host}{rest.partition('#')[0].rstrip('/').removesuffix('.git')}"


def _place(path: str) -> str:
    return _HOME.sub("~/", path.strip().strip("\"'"))


def _words(arguments: str) -> frozenset[str]:
    """Return the words of a call's arguments, but for comments and what carries the others."""
    plain = _HOME.sub("~/", "\n".join(_leaves(tree_of(arguments), 0)))
    text = _COMMENT.sub(" ", plain).lower()
    found = {word.strip("./-") for word in re.split(r"[^\w./@-]+", text)}
    return frozenset(found - _PLAIN - {""})


def _leaves(tree: Any, depth: int) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif depth < 16 and isinstance(tree, dict | list):
        for one in tree.values() if isinstance(tree, dict) else tree:
            yield from _leaves(one, depth + 1)
