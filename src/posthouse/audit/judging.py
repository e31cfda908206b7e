"""From evidence to a verdict: pure, so that everyone who has the evidence finds the same one.

changed         an exact test found the answers inconsistent with the reference
identified-as   so, and one model of the library explains them (posterior at least 0.95)
consistent      nothing found, and a share of `margin` from another model would have been found
                in nine of ten audits like this one
uninformative   nothing found, and nothing could have been said: too few answers
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import msgspec

from posthouse.audit.allocation import weights
from posthouse.audit.bill import billed, finding
from posthouse.audit.cells import drawn, read, steady
from posthouse.audit.evidence import (
    Evidence,
    LibraryRow,
    ReferenceFile,
    answer_of,
    speaks,
    tokens_of,
)
from posthouse.audit.identity import CLAIMED, NAMED, NONE, posterior
from posthouse.audit.library import Library, Recorded
from posthouse.audit.order import number, order
from posthouse.audit.power import Setting, power
from posthouse.audit.probes import probes
from posthouse.audit.probes.probe import DIFFERS
from posthouse.audit.sequential import Audit, Look, Terms
from posthouse.audit.speech.ask import Ask, Speech, Told, heard
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.audit.standing import CHANGED, CONSISTENT, IDENTIFIED, UNINFORMATIVE
from posthouse.model.errors import VerificationFailed

POWER_NEEDED = 0.9
CALM = 0.3
"""An audit goes on after its probes only while chance explains what came no better than so."""
TO_NAME = 24
"""So many answers after an alarm are taken to name another model, where there is a library."""


class Going:
    """An audit while it runs: draws come in, a look comes out where one is due."""

    def __init__(self, evidence: Evidence) -> None:
        self._speech = SPEECHES[evidence.dialect]
        self._cells = {cell.name: cell for cell in evidence.reference.cells}
        self._named = bool(evidence.library)
        self._margin = evidence.margin
        self._audit = Audit(
            by_cell(evidence.reference),
            Library(recorded(evidence.library)),
            terms(evidence),
            seed=number(evidence.seed, "audit"),
        )
        self.cells: list[str] = []
        self.answers: dict[str, list[str]] = {}
        self.missing: Counter[str] = Counter()
        self.since = 0

    @property
    def looks(self) -> list[Look]:
        """Return the looks so far."""
        return self._audit.looks

    @property
    def spent(self) -> float:
        """Return what all planned looks together spend of the allowed false alarms."""
        return self._audit.spent

    @property
    def alarmed(self) -> bool:
        """Tell whether the channel was found inconsistent."""
        return self._audit.alarmed

    def take(self, draw: Told) -> bool | None:
        """Take what came back; tell whether it is an answer (evidence.speaks)."""
        cell = self._cells[draw.name]
        answer, why = answer_of(draw, self._speech, cell.reader)
        if answer is None:
            self.missing[why] += 1
            return speaks(cell, draw, why)
        self.cells.append(draw.name)
        self.answers.setdefault(draw.name, []).append(answer)
        if self.alarmed:
            self.since += 1
        else:
            self._audit.take(draw.name, answer)
        return True

    @property
    def done(self) -> bool:
        """Tell whether more answers would say nothing more: after an alarm, some to name whom."""
        return self.alarmed and (not self._named or self.since >= TO_NAME)

    @property
    def calm(self) -> bool:
        """Tell whether asking on is not worth its tokens: what came does not speak against the
        channel, and only a full swap has to be ruled out. That can but lose an alarm.
        """
        return self._margin >= 1 and bool(self.looks) and self.looks[-1].p > CALM

    def finish(self) -> None:
        """Look at what no look has seen."""
        if not self.alarmed:
            self._audit.finish()


def terms(evidence: Evidence) -> Terms:
    """Return what was fixed before the first answer."""
    reference = evidence.reference
    return Terms(evidence.most, evidence.alpha, reference.drift, steady(reference.cells))


def setting(evidence: Evidence, cells: Sequence[str], margin: float) -> Setting:
    """Return what a what-if question about an audit needs to know."""
    return Setting(cells, terms(evidence), margin)


def asked(evidence: Evidence) -> list[str]:
    """Return the cells of all questions, in order."""
    cells = [cell for cell in evidence.reference.cells if evidence.reference.answers[cell.name]]
    names = [cell.name for cell in cells]
    reference = evidence.reference
    shares = weights(by_cell(reference), recorded(evidence.library), reference.counts)
    return order(evidence.seed, names, evidence.most, drawn(cells), shares)


def judged(evidence: Evidence) -> dict[str, Any]:
    """Return the verdict that the evidence supports. Raises VerificationFailed."""
    cells = [draw.name for draw in evidence.draws]
    if cells != asked(evidence)[: len(cells)]:
        raise VerificationFailed("expected the questions that the seed orders, found others")
    going = Going(evidence)
    for draw in evidence.draws:
        going.take(draw)
    if evidence.stopped or len(evidence.draws) >= evidence.most:
        going.finish()
    best = min(going.looks, key=lambda look: look.p / look.level, default=None)
    told: dict[str, Any] = {
        "word": UNINFORMATIVE,
        "model": evidence.model,
        "whom": "",
        "asked": len(evidence.draws),
        "answers": len(going.cells),
        "missing": dict(sorted(going.missing.items())),
        "p": best.p if best else 1.0,
        "level": best.level if best else 0.0,
        "share": best.level / going.spent if best else 1.0,
        "effect": best.effect if best else 0.0,
        "power": 0.0,
        "posterior": {},
        "looks": [asdict(look) for look in going.looks],
    }
    told |= _found(evidence, going) if going.alarmed else _nothing(evidence, going)
    return {**told, **_probed(evidence, told["word"]), **_spent(evidence)}


def _probed(evidence: Evidence, word: str) -> dict[str, Any]:
    """Return what the probes found, and the word with it."""
    speech = SPEECHES[evidence.dialect]
    figures = probes.figures(evidence.seed, evidence.probes, evidence.told, speech)
    findings = probes.findings(evidence.probes, figures, evidence.reference.probes)
    bill = _bill(evidence, speech)
    findings += [finding(bill)] if evidence.probes else []
    if word not in (CHANGED, IDENTIFIED) and any(one.word == DIFFERS for one in findings):
        word = CHANGED
    return {"word": word, "probes": [msgspec.to_builtins(one) for one in findings], "bill": bill}


def _bill(evidence: Evidence, speech: Speech) -> dict[str, Any] | None:
    """Return the bill of what was answered readably, on both sides alike."""
    own: dict[str, list[tuple[int, int]]] = {}
    readers = {cell.name: cell.reader for cell in evidence.reference.cells}
    for draw in evidence.draws:
        if answer_of(draw, speech, readers[draw.name])[0] is not None:
            own.setdefault(draw.name, []).append(tokens_of(draw, speech))
    return billed(evidence.reference.counts, own, evidence.price, number(evidence.seed, "bill"))


def _spent(evidence: Evidence) -> dict[str, int]:
    """Return the tokens that the channel says it was asked and answered with."""
    speech = SPEECHES[evidence.dialect]
    asks = {
        reply.ask.name: reply.ask
        for name in evidence.probes
        for reply in probes.replies(evidence.seed, name, evidence.told, speech)
    }
    said = [
        heard(speech, asks.get(one.name, Ask(one.name, "")), one)
        for one in (*evidence.draws, *evidence.told)
        if one.name not in asks or not asks[one.name].to
    ]
    return {
        "tokens_in": sum(one.tokens_in or 0 for one in said if one),
        "tokens_out": sum(one.tokens_out or 0 for one in said if one),
    }


def _found(evidence: Evidence, going: Going) -> dict[str, Any]:
    others = recorded(evidence.library)
    chances = posterior(by_cell(evidence.reference), others, going.answers)
    whom = max(chances, key=chances.__getitem__)
    named = whom not in (CLAIMED, NONE) and chances[whom] >= NAMED
    return {
        "word": IDENTIFIED if named else CHANGED,
        "whom": whom if named else "",
        "posterior": dict(sorted(chances.items())),
    }


def _nothing(evidence: Evidence, going: Going) -> dict[str, Any]:
    if not going.looks:
        return {}
    found = power(
        by_cell(evidence.reference),
        recorded(evidence.library),
        setting(evidence, going.cells, evidence.margin),
        trials=evidence.trials,
        seed=number(evidence.seed, "power"),
    )
    return {"word": CONSISTENT if found >= POWER_NEEDED else UNINFORMATIVE, "power": found}


def by_cell(reference: ReferenceFile) -> dict[str, tuple[str, ...]]:
    """Return a reference's answers in an order that does not depend on the file's."""
    return dict(sorted(reference.answers.items()))


def recorded(rows: Iterable[LibraryRow]) -> list[Recorded]:
    """Return a library's rows as the statistics take them."""
    return [Recorded(row.model, row.cell, row.answers) for row in rows]


def verified(evidence: Evidence) -> dict[str, Any]:
    """Return the verdict, recomputed. Raises VerificationFailed where it is not the one told."""
    found = judged(evidence)
    if not _same(found, evidence.verdict):
        raise VerificationFailed(
            f"expected the verdict {found['word']}, found {str(evidence.verdict.get('word'))[:20]}"
            " or other figures in the file",
            hint=f"it was made with numpy {evidence.numpy[:20]}",
        )
    return found


def _same(one: Any, other: Any) -> bool:
    """Tell whether two trees are equal, figures within rounding of another machine's."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-6 * max(1.0, abs(one))
    return bool(one == other)


def suspects(
    trees: Iterable[Mapping[str, Any] | ReferenceFile], wanted: ReferenceFile, model: str
) -> tuple[LibraryRow, ...]:
    """Return the library's rows for the reference's cells, none of the audited model."""
    rows = (row for tree in trees for row in rows_of(tree, wanted))
    return tuple(row for row in rows if row.answers and row.model not in (model, wanted.model))


def rows_of(tree: Mapping[str, Any] | ReferenceFile, wanted: ReferenceFile) -> list[LibraryRow]:
    """Return the rows of a library's line or of another reference, for the cells wanted."""
    by_prompt = {cell.prompt: cell for cell in wanted.cells}
    if isinstance(tree, ReferenceFile):
        pairs = [(cell.prompt, tree.answers[cell.name]) for cell in tree.cells]
        model = tree.model
    else:
        pairs, model = [(str(tree.get("prompt")), tuple(tree.get("answers") or ()))], tree["model"]
    rows = []
    for prompt, answers in pairs:
        cell = by_prompt.get(prompt)
        if cell is not None:
            found = (read(cell.reader, str(one)) for one in answers)
            rows.append(LibraryRow(str(model), cell.name, tuple(one for one in found if one)))
    return rows
