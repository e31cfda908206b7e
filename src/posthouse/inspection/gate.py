"""The gate over facts: what a tool call does, and which rules that breaks."""

from __future__ import annotations

from collections.abc import Callable

from posthouse.inspection.checks.commands import is_code_tool, notice, parts, tree_of
from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.code import code_facts
from posthouse.inspection.reading.effects import Shell
from posthouse.inspection.reading.files import file_facts
from posthouse.inspection.reading.prose import prose_facts
from posthouse.inspection.reading.records import record_facts
from posthouse.inspection.reading.sql import is_query, sql_facts
from posthouse.inspection.rules import Rule, broken
from posthouse.inspection.said import Said
from posthouse.inspection.verdict import PASSED, Action, Verdict


def facts_of(name: str, arguments: str) -> list[Fact]:
    """Return what a tool call does that was not there before it."""
    shell, before = Shell(), Shell()
    for text, path, old in parts(name, arguments):
        if path is not None:
            shell.facts += file_facts(path, text, shell.read)
            if old:
                before.facts += file_facts(path, old, before.read)
        elif old is None:
            shell.facts += (
                sql_facts(text, shell.read) if is_query(text) else prose_facts(text, shell.read)
            )
        elif is_code_tool(name):
            shell.facts += code_facts(text, shell.read)
        else:
            shell.read(text)
    shell.facts += record_facts(name, tree_of(arguments))
    known = {(fact.kind, fact.subject) for fact in before.facts}
    return [fact for fact in shell.facts if (fact.kind, fact.subject) not in known]


def check_facts(name: str, arguments: str, said: Callable[[], Said]) -> Verdict:
    """Return the verdict on what a call does: one rule that blocks is enough."""
    facts = [Fact(Kind.UNDECLARED, name), *facts_of(name, arguments)]
    found = judged(facts, said())
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
