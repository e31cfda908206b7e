"""The gate over facts: what a tool call does, and which rules that breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from posthouse.inspection.checks.commands import Arguments, is_code_tool, notice, parts, tree_of
from posthouse.inspection.facts import RISKY, Fact, Kind
from posthouse.inspection.hosts import host_of
from posthouse.inspection.listed import Lists
from posthouse.inspection.reading.code import code_facts, language_of
from posthouse.inspection.reading.effects import Shell
from posthouse.inspection.reading.files import file_facts, kind_of_file
from posthouse.inspection.reading.origins import Origins
from posthouse.inspection.reading.programs import MOST, called
from posthouse.inspection.reading.prose import prose_facts
from posthouse.inspection.reading.records import record_facts
from posthouse.inspection.reading.sql import is_query, sql_facts
from posthouse.inspection.rules import UNKNOWN, Rule, Rulebook
from posthouse.inspection.said import Said
from posthouse.inspection.shipped import shipped_book
from posthouse.inspection.trail import LONGEST, Calls, Earlier
from posthouse.inspection.verdict import PASSED, Action, Verdict


def facts_of(name: str, arguments: Arguments, origins: Origins | None = None) -> list[Fact]:
    """Return what a tool call does that was not there before it."""
    origins = origins or Origins()
    shell, before = Shell(origins), Shell()
    for tool, given in _read_call(shell, before, name, tree_of(arguments)):
        _read_call(shell, before, tool, tree_of(given))
    known = {(fact.kind, fact.subject): fact.version for fact in before.facts}
    found = []
    for fact in shell.facts:
        had = known.get((fact.kind, fact.subject))
        if had is None:
            found.append(fact)
        elif fact.version and fact.version != had:
            found.append(replace(fact, kind=Kind.PINNED))
    return found


def _read_call(
    shell: Shell, before: Shell, name: str, tree: dict[str, Any]
) -> list[tuple[str, str]]:
    """Read what a call does; return the calls that a program in it makes."""
    inner: list[tuple[str, str]] = []
    for text, path, old in parts(name, tree):
        if path is not None:
            _read_file(shell, before, (path, text, old or ""))
        else:
            inner += _read_text(shell, before, name, text, told=old is None)
    shell.facts += record_facts(name, tree)
    return inner


def _read_text(
    shell: Shell, before: Shell, name: str, text: str, *, told: bool
) -> list[tuple[str, str]]:
    """Read what a call says (`told`) or runs; return the calls that a program in it makes."""
    if is_query(text):
        shell.facts += sql_facts(text, shell.read)
    elif kept := kind_of_file(text):
        _read_file(shell, before, (kept, text, ""))
    elif told:
        shell.facts += prose_facts(text, shell.read)
    if told:
        return []
    inner = list(called(text))
    if len(inner) >= MOST:
        shell.facts.append(Fact(Kind.LONG))
    if inner or is_code_tool(name):
        shell.facts += code_facts(text, shell.read, language_of(name))
    if not is_code_tool(name):
        shell.read(text)
    return inner


def _read_file(shell: Shell, before: Shell, written: tuple[str, str, str]) -> None:
    """Read what is written to a file: all of it as far as it is known, also from earlier calls."""
    path, text, old = written
    had = shell.origins.text(path)
    whole = had.replace(old, text, 1) if old and old in had else text
    mark = len(shell.facts)
    shell.facts += file_facts(path, whole, shell.read)
    shell.origins.does(path, shell.facts[mark:])
    shell.origins.wrote(path, whole)
    if old:
        before.facts += file_facts(path, had or old, before.read)


def check_facts(
    name: str,
    arguments: Arguments,
    said: Said,
    made: Calls = (),
    book: Rulebook | None = None,
) -> Verdict:
    """Return the verdict on what a call does: one rule that blocks is enough.

    `made`: calls that stand before it in the same answer; `book`: the rules in force.
    """
    facts = facts_within(name, arguments, said, made)
    found = judged([Fact(Kind.UNDECLARED, name), *facts], said, book)
    broke = [fact for _, fact in found]
    risky = tuple(fact for fact in facts if fact.kind in RISKY or fact in broke)
    if not found:
        return Verdict(Action.PASS, risky=risky) if risky else PASSED
    rule, fact = found[0]
    does = rule.row.reason.en + (f", {fact.detail}" if fact.kind is Kind.HARMFUL else "")
    told = notice(name, rule.name, does)
    action = Action.BLOCK if rule.blocks else Action.PASS
    return Verdict(action, rule.name, told, doubtful=rule.mode == "ask", risky=risky)


def facts_within(name: str, arguments: Arguments, said: Said, made: Calls = ()) -> list[Fact]:
    """Return what a call does within its conversation, with what earlier calls left behind."""
    earlier = Earlier((*said.calls, *made), facts_of)
    return facts_of(name, arguments, Origins(before=earlier.origins))


def leaves(name: str, arguments: str) -> bool:
    """Tell whether a call leaves something that a later one could run: a file, a folder, a text."""
    if len(arguments) > LONGEST:
        return False
    origins = Origins()
    try:
        facts_of(name, arguments, origins)
    except (RecursionError, ValueError):
        return False
    return bool(origins.files or origins.folders or origins.texts or origins.values)


def advised(facts: list[Fact], lists: Lists) -> list[Fact]:
    """Return what lists say of packages that are taken: known to do harm, or beyond any version."""
    found = []
    for fact in facts:
        if fact.kind not in (Kind.PACKAGE, Kind.RUNNER, Kind.PINNED):
            continue
        named = f"{fact.subject} {fact.version}".strip()
        source = lists.harm(fact.detail, fact.subject, fact.version)
        if source:
            found.append(Fact(Kind.HARMFUL, named, source, fact.version))
        elif lists.is_beyond(fact.detail, fact.subject, fact.version):
            found.append(Fact(Kind.VERSION, named, fact.detail, fact.version))
    return found


def judged(facts: list[Fact], said: Said, book: Rulebook | None = None) -> list[tuple[Rule, Fact]]:
    """Return the rules that facts break, those that block first.

    A package of a scope that the same call takes from an index is judged with that index.
    """
    book = book or shipped_book()
    facts = [*advised(facts, said.lists), *facts]
    scopes = tuple(fact.detail for fact in facts if fact.kind is Kind.INDEX and "@" in fact.detail)
    own = any(fact.kind is Kind.INDEX and said.knows_host(host_of(fact.subject)) for fact in facts)
    found = [
        (rule, fact)
        for fact in facts
        if (rule := book.broken(fact, said))
        and not (rule.name == UNKNOWN and own)
        and not (fact.kind is Kind.PACKAGE and scopes and fact.subject.startswith(scopes))
    ]
    return sorted(found, key=lambda one: (one[0].order, one[1].kind is Kind.PLACED))
