"""The rules over facts: what is done about a fact that the conversation does not explain.

The rules themselves are data (inspection/packs, and the packs that an operator installs); here is
how they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.hosts import (
    is_elsewhere,
    is_expected,
    is_of_named,
    is_spoken_of,
    is_strange,
)
from posthouse.inspection.listed import Lists
from posthouse.inspection.names import KEPT, LISTED, is_close, is_typo
from posthouse.inspection.pack import KINDS, Mode, Pack, Row
from posthouse.inspection.said import Said

LOOKALIKE = "packages/look-alike"
UNKNOWN = "packages/unknown"
_OWN_NAMES = frozenset(
    {"python", "pip", "node", "npm", "tsc", "tsgo", "ng", "vite", "vue-cli-service"}
)
"""Names of the managers themselves, and of programs that `npx` finds in the project."""
_LONGEST = 16_384
"""So much of a subject is looked at by a pattern."""
_ORDER: Mapping[Mode, int] = {"block": 0, "ask": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over facts, as its row says; `mode` is what is done in the end."""

    row: Row
    mode: Mode
    near: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = field(compare=False, default=())

    @property
    def name(self) -> str:
        """Its id."""
        return self.row.id

    @property
    def blocks(self) -> bool:
        """Whether a call is blocked without asking."""
        return self.mode == "block"

    @property
    def order(self) -> int:
        """Where it stands among others that are broken too: what blocks comes first."""
        return _ORDER[self.mode]

    def is_about(self, fact: Fact) -> bool:
        """Tell whether a fact holds what the rule looks for."""
        row = self.row
        return all(
            not wanted or _pattern(wanted).search(had[:_LONGEST]) is not None
            for wanted, had in (
                (row.subject, fact.subject),
                (row.detail, fact.detail),
                (row.version, fact.version),
            )
        )

    def topic(self, fact: Fact) -> re.Pattern[str] | None:
        """Return the words that explain a fact: those near to what it touches, or the usual ones."""
        for what, topic in self.near:
            if what.search(fact.subject) or what.search(fact.detail):
                return topic
        return _pattern(self.row.topic) if self.row.topic else None


class Rulebook:
    """The rules in force, by the facts that they speak of. Never changes."""

    def __init__(self, packs: tuple[Pack, ...], lists: Lists) -> None:
        self.packs = packs
        self.lists = lists
        self.modes: dict[str, Mode] = {}
        for pack in packs:
            self.modes |= pack.body.modes
        self._by_kind: dict[Kind, tuple[Rule, ...]] = {}
        self.rows: dict[str, Row] = {row.id: row for pack in packs for row in pack.body.rule}
        for rule in map(self._rule, (row for pack in packs for row in pack.body.rule)):
            for kind in rule.row.kinds:
                known = self._by_kind.get(KINDS[kind], ())
                self._by_kind[KINDS[kind]] = (rule, *known)

    def mode(self, rule: str) -> Mode:
        """Return what is done by a rule, as its row and the packs say; "block" where nobody does."""
        row = self.rows.get(rule)
        return self.modes.get(rule, row.mode if row is not None else "block")

    @property
    def versions(self) -> tuple[str, ...]:
        """Return what receipts say of the packs in force."""
        return tuple(pack.told for pack in self.packs)

    @property
    def reads_texts(self) -> bool:
        """Tell whether a rule speaks of what an answer says, whatever it says."""
        return Kind.TEXT in self._by_kind

    def broken(self, fact: Fact, said: Said) -> Rule | None:
        """Return the gravest rule that a fact breaks; of equals that of the last pack."""
        return min(self.speaking(fact, said), key=lambda rule: rule.order, default=None)

    def speaking(self, fact: Fact, said: Said) -> list[Rule]:
        """Return all rules that a fact breaks, unless what was said explains it."""
        rules = self._by_kind.get(fact.kind, ())
        return [
            rule for rule in rules if rule.is_about(fact) and not _is_explained(rule, fact, said)
        ]

    def _rule(self, row: Row) -> Rule:
        near = tuple((_pattern(one.what), _pattern(one.topic)) for one in row.near)
        return Rule(row, self.modes.get(row.id, row.mode), near)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _is_explained(rule: Rule, fact: Fact, said: Said) -> bool:
    check = _CHECKS.get(rule.row.check)
    return check(rule, fact, said) if check is not None else _by_words(rule, fact, said)


def _by_words(rule: Rule, fact: Fact, said: Said) -> bool:
    row = rule.row
    if row.host == "ordinary":
        return not is_strange(fact.subject, said)
    if row.host and _is_meant(row, fact, said):
        return True
    if row.host and (is_strange(fact.subject, said) or is_elsewhere(fact.subject, said)):
        return False
    if said.silent and row.quiet:
        return True
    topic = rule.topic(fact)
    if topic is None or not said.raises(topic):
        return False
    return not (row.changes and said.only_looks)


def _is_meant(row: Row, fact: Fact, said: Said) -> bool:
    """Tell whether an address is one that the call may be expected to use."""
    if fact.kind is Kind.ARTIFACT and not is_of_named(fact.subject, said):
        return False
    spoken = row.host == "spoken" and is_spoken_of(fact.subject, said)
    return spoken or is_expected(fact.subject, said, known=row.host in ("known", "spoken"))


def _is_speaker(_: Rule, fact: Fact, said: Said) -> bool:
    """Tell whether a record is the speaker's own, as far as he said who he is."""
    return not said.people() or bool(said.people().intersection(_parts(fact.subject)))


def _is_given(_: Rule, fact: Fact, said: Said) -> bool:
    """Tell whether a value was given in the conversation, however it is spelled."""
    return said.silent or said.holds(fact.subject) or said.holds_digits(fact.subject)


def _parts(name: str) -> set[str]:
    return {part for part in re.split(r"[^a-z]+", name.lower()) if len(part) > 1}


def _is_fine(rule: Rule, fact: Fact, said: Said) -> bool:
    """Tell whether a package is not what the rule is about: a look-alike, or one nobody knows."""
    return _package(fact, said) != rule.name


def _package(fact: Fact, said: Said) -> str:
    """A package is fine if it was asked for or is popular; else it is unknown or a look-alike."""
    name, system = fact.subject, fact.detail
    if name in _OWN_NAMES or said.names(name) or said.names(re.sub(r"[-_.]+", "-", name)):
        return ""
    listed = said.lists.catalogue(system)
    named = [w for w in said.words() if len(w) > 3 and _is_package(w, system, said.lists)]
    if listed.is_popular(name):
        return LOOKALIKE if any(is_typo(name, word) for word in named) else ""
    if not name.isascii() or (system not in KEPT and any(_taken_for(name, w) for w in named)):
        return LOOKALIKE
    if listed.has_known_owner(name):
        return LOOKALIKE if "/" in name and listed.is_mistyped(name) else ""
    if listed.looks_like(name):
        return LOOKALIKE
    return UNKNOWN if system in LISTED else ""


def _taken_for(name: str, word: str) -> bool:
    """Tell whether a name could be taken for a named one: close to it, or the same elsewhere."""
    owner, _, last = name.rpartition("/")
    other, _, same = word.rpartition("/")
    return is_close(name, word) or (bool(owner and other) and last == same and owner != other)


def _is_package(word: str, system: str, lists: Lists) -> bool:
    return (
        lists.catalogue(system).is_popular(word)
        or "/" in word
        or (system != "go" and ("-" in word or system not in ("pypi", "npm")))
    )


_CHECKS: Mapping[str, Callable[[Rule, Fact, Said], bool]] = {
    "speaker": _is_speaker,
    "given": _is_given,
    "held": lambda _, fact, said: said.holds(fact.subject),
    "offered": lambda _, fact, said: said.offers(fact.subject),
    "package": _is_fine,
}
