"""Proves a pack: each rule speaks of its examples and not of its near misses."""

from __future__ import annotations

import json
from collections.abc import Iterator

from posthouse.inspection.checks.commands import check_call, tree_of
from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.gate import advised, facts_within
from posthouse.inspection.inspector import Inspector
from posthouse.inspection.pack import Example, Pack, Row
from posthouse.inspection.rules import Rulebook
from posthouse.inspection.said import Said


def failures(pack: Pack, book: Rulebook) -> Iterator[str]:
    """Yield a sentence for every example that a pack's rules do not hold to."""
    for row in pack.body.rule:
        yield from _of_row(row, book)


def _of_row(row: Row, book: Rulebook) -> Iterator[str]:
    for number, example in enumerate(row.examples, start=1):
        if row.id not in spoken(example, book):
            yield f"{row.id}: expected it to speak of example {number}, found that it does not"
    for number, example in enumerate(row.misses, start=1):
        if row.id in spoken(example, book):
            yield f"{row.id}: expected it to pass over near miss {number}, found that it speaks"


def spoken(example: Example, book: Rulebook) -> set[str]:
    """Return every rule that speaks of an example."""
    before = tuple(("bash", _command(command)) for command in example.before)
    said = Said(example.user, tools=frozenset(example.tools), calls=before, lists=book.lists)
    found = _of_text(example.text, said, book) if example.text else set()
    name, arguments = _call(example)
    if not name:
        return found
    tree = tree_of(arguments)
    rule = check_call(name, tree).rule
    facts = facts_within(name, tree, said)
    for fact in (Fact(Kind.UNDECLARED, name), *advised(facts, said.lists), *facts):
        found |= {one.name for one in book.speaking(fact, said)}
    return found | ({rule} if rule else set())


def _of_text(text: str, said: Said, book: Rulebook) -> set[str]:
    inspector = Inspector()
    inspector.book = book
    inspector.said = lambda: said
    inspector.whole("text", text)
    return {one.rule for one in inspector.seen}


def _call(example: Example) -> tuple[str, str]:
    if example.run:
        return "bash", _command(example.run * example.times)
    if example.write:
        given = {"file_path": example.write, "content": example.content}
        return "write_file", json.dumps(given)
    return example.tool, json.dumps(example.given)


def _command(command: str) -> str:
    return json.dumps({"command": command})
