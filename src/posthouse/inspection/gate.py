"""The gate over facts: what a tool call does, and which rules that breaks."""

from __future__ import annotations

import re
from collections.abc import Callable

from posthouse.inspection.checks.commands import is_code_tool, notice, parts
from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.code import code_facts
from posthouse.inspection.reading.effects import Shell
from posthouse.inspection.reading.files import file_facts
from posthouse.inspection.reading.prose import prose_facts
from posthouse.inspection.rules import Rule, broken
from posthouse.inspection.said import Said
from posthouse.inspection.verdict import PASSED, Action, Verdict

_PROGRAM = re.compile(r"(?i)\bPROGRAM\s+'((?:[^']|'')+)'")


def facts_of(name: str, arguments: str) -> list[Fact]:
    """Return what a tool call does that was not there before it."""
    shell, before = Shell(), Shell()
    for text, path, old in parts(name, arguments):
        if path is not None:
            shell.facts += file_facts(path, text, shell.read)
            if old:
                before.facts += file_facts(path, old, before.read)
        elif old is None:
            shell.facts += prose_facts(text)
            for program in _PROGRAM.findall(text)[:8]:
                shell.read(program)
        elif is_code_tool(name):
            shell.facts += code_facts(text, shell.read)
        else:
            shell.read(text)
    known = {(fact.kind, fact.subject) for fact in before.facts}
    return [fact for fact in shell.facts if (fact.kind, fact.subject) not in known]


def check_facts(name: str, arguments: str, said: Callable[[], Said]) -> Verdict:
    """Return the verdict on what a call does: one rule that blocks is enough."""
    facts = facts_of(name, arguments)
    found = judged(facts, said()) if facts else []
    if not found:
        return PASSED
    rule, fact = found[0]
    if rule.blocks:
        return Verdict(Action.BLOCK, rule.name, notice(name, rule.name, fact.kind.value))
    return Verdict(Action.PASS, rule.name, doubtful=True)


def judged(facts: list[Fact], said: Said) -> list[tuple[Rule, Fact]]:
    """Return the rules that facts break, those that block first.

    A package of a scope that the same call takes from an index is judged with that index.
    """
    scopes = tuple(fact.detail for fact in facts if fact.kind is Kind.INDEX and "@" in fact.detail)
    found = [
        (rule, fact)
        for fact in facts
        if (rule := broken(fact, said))
        and not (fact.kind is Kind.PACKAGE and scopes and fact.subject.startswith(scopes))
    ]
    return sorted(found, key=lambda one: not one[0].blocks)
