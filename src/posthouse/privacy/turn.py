"""Masking a request beside a memory: what was masked before is put together, the rest is masked.

Texts in which no value is spelled with escapes are put together from their tokens, be these
remembered or just minted. Where values are spelled with escapes a register goes through the texts
in their order; what it decided is taken from memory where the same texts stand together again and
share no value that is spelled with escapes with any other text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress

from posthouse.model.finding import Finding
from posthouse.privacy.mapping import Mapping
from posthouse.privacy.minted import Memory, Together, Tokens, seen_only, together, tokens_of
from posthouse.privacy.register import Register, Value
from posthouse.privacy.standing import Standing
from posthouse.privacy.token import foreign


@dataclass(frozen=True, slots=True, eq=False)
class _Noted:
    """A register with the values of some texts, and the tokens of the others.

    `kept` are texts whose tokens were remembered together.
    """

    register: Register
    standing: dict[int, Tokens]
    values: dict[int, list[Value]]
    kept: dict[int, Tokens]

    def apart(self, before: Together) -> bool:
        """Tell whether no value of texts remembered together is spelled with escapes and shared."""
        return (
            before.tokens.isdisjoint(self.register.spelled())
            and before.spelled.isdisjoint(self.register.firsts())
            and not before.share(self.standing.values())
        )


class Turn:
    """One request and what is remembered of its texts."""

    def __init__(
        self,
        texts: Sequence[str],
        findings: Sequence[Sequence[Finding]],
        registers: Callable[[], Register],
        memory: Memory,
    ) -> None:
        self._texts = texts
        self._findings = findings
        self._registers = registers
        self._memory = memory
        self._known = memory.known(findings)
        self._standing: dict[int, Tokens] = {}
        self._again: list[int] = []
        for index in compress(range(len(texts)), findings):
            one = self._known[index]
            if one is not None and one.between is not None:
                self._standing[index] = one
            elif one is not None:
                self._again.append(index)

    def masked(self) -> tuple[list[str], Mapping] | None:
        """Return the texts masked, and the mapping; None where a token may stand for two values."""
        new = self._memory.new
        if self._foreign(new):
            return None
        before = self._together()
        if before is not None:
            noted = self._noted(new, dict(zip(self._again, before.texts, strict=True)))
            if noted.apart(before):
                return self._done(noted, before)
        if self._foreign(self._again):
            return None
        return self._done(self._noted(sorted([*new, *self._again]), {}), None)

    def _foreign(self, some: Sequence[int]) -> set[str]:
        return foreign([self._texts[index] for index in some])

    def _together(self) -> Together | None:
        """Return what is remembered of the texts whose tokens depend on one another."""
        digests = tuple([self._memory.digests[index] for index in self._again])
        found = [self._findings[index] for index in self._again]
        return self._memory.minted.get_together(digests, found) if digests else None

    def _noted(self, new: Sequence[int], kept: dict[int, Tokens]) -> _Noted:
        """Take the values of these texts into a register."""
        texts, findings, known = self._texts, self._findings, self._known
        register, standing = self._registers(), dict(self._standing)
        found = [index for index in new if findings[index]]
        spelled = [index for index in found if any(f.depth for f in findings[index])]
        values = {i: register.note_all(texts[i], findings[i], known[i]) for i in spelled}
        for index in found:
            if index not in values:
                standing[index] = register.tokens(texts[index], findings[index])
        twice = register.spelled()
        some = standing.items() if twice else ()
        for index in [i for i, one in some if not twice.isdisjoint(one.tokens)]:
            values[index] = register.note_all(texts[index], findings[index], standing.pop(index))
        return _Noted(register, standing, values, kept)

    def _done(self, noted: _Noted, before: Together | None) -> tuple[list[str], Mapping] | None:
        """Return the texts masked, and remember what is new; None as `masked` does."""
        texts, register, minted = self._texts, noted.register, self._memory.minted
        masked = list(texts)
        put: dict[int, list[tuple[int, int, str]]] = {}
        for index in sorted(noted.values):
            pairs = list(zip(self._findings[index], noted.values[index], strict=True))
            masked[index] = register.masked(texts[index], pairs, put.setdefault(index, []))
        if not register.agrees(minted) or not (before is None or register.beside(before, minted)):
            return None
        known = noted.standing | noted.kept
        for index, one in known.items():
            masked[index] = one.put(texts[index])
        self._remember(noted, put, before)
        spelled = () if before is None else before.spelled
        return masked, register.mapping(Standing(texts, known, spelled))

    def _remember(
        self,
        noted: _Noted,
        put: dict[int, list[tuple[int, int, str]]],
        before: Together | None,
    ) -> None:
        """Keep the tokens of new texts where each is the first of its value, or has the first."""
        memory, findings = self._memory, self._findings
        for index in (*memory.new, *(() if noted.kept else self._again)):
            if index not in noted.values:
                one = noted.standing.get(index) or seen_only(findings[index])
                memory.minted.keep(memory.digests[index], one)
        group = dict(noted.kept)
        for index, values in noted.values.items():
            one = _first_tokens(findings[index], values)
            memory.minted.keep(memory.digests[index], one)
            if one.between is None:
                group[index] = tokens_of(findings[index], [name for *_, name in put[index]], ())
        if noted.values and group and all(v.first for some in noted.values.values() for v in some):
            order = sorted(group)
            digests = tuple([memory.digests[index] for index in order])
            one_group = together([group[index] for index in order], *noted.register.escaped(before))
            memory.minted.keep_together(digests, one_group)


def _first_tokens(found: Sequence[Finding], values: Sequence[Value]) -> Tokens:
    """Return what is remembered of a text by itself."""
    told = [value.first for value in values]
    if not told or None in told:
        return seen_only(found)
    tokens, checks = zip(*told, strict=True)
    kept = tokens_of if all(value.alone for value in values) else seen_only
    return kept(found, tokens, checks)
