"""Programs that call tools: some agents have one tool that takes JavaScript, which calls the others.

What such a program calls is read off its literals: the tool's name, and the strings under the keys
of its argument, be they in place or in a constant. Where the tools go by another name, each string
of the program may be a command.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from posthouse.inspection.reading.jstext import unescaped

MOST = 64
"""So many calls are read; a program with more is not read whole."""
_LONGEST = 65_536
_CALL = re.compile(
    r"\btools\s*(?:(?:\?\.|\.)\s*(\w{1,64})|(?:\?\.)?\[\s*[\"'`](\w{1,64})[\"'`]\s*\])\s*(?:\?\.\s*)?\("
)
_ASIDE = re.compile(
    r"\btools\b(?!\s*(?:\?\.|\.)\s*\w{1,64}\s*(?:\?\.\s*)?\()(?!\s*(?:\?\.)?\[\s*\"\"\s*\])"
)
_JAVASCRIPT = re.compile(r"\b(?:const|let|var|await)\s+[\w{\[(]|=>")
_PATCH = "*** Begin Patch"
_TEXT = r"\"(?:[^\"\\\n]|\\[\s\S])*\"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`"
_STRING = re.compile(_TEXT)
_CONSTANT = re.compile(rf"\b(?:const|let|var)\s+(\w{{1,64}})\s*=\s*({_TEXT})")
_MEMBER = re.compile(
    rf"(?:(?P<quote>[\"'])(?P<quoted>[\w-]{{1,64}})(?P=quote)|\b(?P<plain>\w{{1,64}}))\s*:\s*"
    rf"(?:(?P<text>{_TEXT})|\[(?P<list>(?:\s*(?:{_TEXT})\s*,?){{1,64}})\s*\]|(?P<name>[A-Za-z_]\w{{0,63}})\b)"
)
_SHORT = re.compile(r"(?<=[{,])\s*(\w{1,64})\s*(?=[,}])")


def called(program: str) -> Iterator[tuple[str, str]]:
    """Yield the tool calls in a program: the name, the arguments as JSON."""
    if "tools" not in program:
        return
    program = program[:_LONGEST]
    if _ASIDE.search(_STRING.sub('""', program)):
        yield from _strings(program)
    calls = list(_CALL.finditer(program))[:MOST]
    if not calls:
        return
    constants = {name: _said(text) for name, text in _CONSTANT.findall(program)}
    ends = [*(call.start() for call in calls[1:]), len(program)]
    for call, end in zip(calls, ends, strict=True):
        given = program[call.end() : end]
        yield call[1] or call[2], json.dumps(_arguments(given, constants))


def _strings(program: str) -> Iterator[tuple[str, str]]:
    """Yield each string of a program as a command, where there is a program."""
    if not _JAVASCRIPT.search(program):
        return
    for text in _STRING.findall(program)[:MOST]:
        if _PATCH not in text:
            yield "shell", json.dumps({"command": _said(text)})


def _arguments(given: str, constants: dict[str, str]) -> dict[str, str | list[str]]:
    """Return what a call is given: an object's strings by key, or its first string."""
    first = _STRING.match(given.lstrip())
    if first is not None:
        return {"input": _said(first[0])}
    named = re.match(r"\s*(\w+)\s*[,)]", given)
    if named is not None and named[1] in constants:
        return {"input": constants[named[1]]}
    found: dict[str, str | list[str]] = {
        name: constants[name] for name in _SHORT.findall(given) if name in constants
    }
    for member in _MEMBER.finditer(given):
        key = member["quoted"] or member["plain"]
        if member["text"]:
            found.setdefault(key, _said(member["text"]))
        elif member["list"]:
            found.setdefault(key, [_said(text) for text in _STRING.findall(member["list"])])
        elif member["name"] in constants:
            found.setdefault(key, constants[member["name"]])
    return found


def _said(literal: str) -> str:
    """Return what a literal of JavaScript says."""
    return unescaped(literal[1:-1])
