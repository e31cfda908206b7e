"""The files of an audit: a reference, and the evidence from which anyone finds the same verdict.

Evidence says what was asked, what came back byte for byte, the seed, the reference and the library.
It holds no key. Both are digested and may be signed (signing.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from posthouse.audit.cells import Cell, read
from posthouse.audit.probes.probe import Figures
from posthouse.audit.probes.probes import PROBES, readable
from posthouse.audit.signing import opened
from posthouse.audit.speech.ask import Ask, Speech, Told, heard
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.ledger.note import NoteKey
from posthouse.model.dialect import Dialect
from posthouse.model.errors import VerificationFailed

REFERENCE = "posthouse.audit.reference/3"
EVIDENCE_KIND = "posthouse.audit.evidence/"
EVIDENCE = f"{EVIDENCE_KIND}5"
"""The version changes with the statistics: another one's figures are not found again."""
LEAST_ALPHA = 0.002
"""A smaller one asks for more simulation than anyone waits for."""
MOST_ASKED = 1000
MOST_TRIALS = 1000
MOST_TOKENS = 10**9
NOT_TOLD = -1


class ReferenceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the claimed model answers, as trusted channels gave it, and how much these differ."""

    kind: str
    model: str
    source: str
    enrolled_s: int
    expires_s: int
    max_tokens: int
    cells: tuple[Cell, ...]
    answers: dict[str, tuple[str, ...]]
    missing: dict[str, int]
    drift: float = 0.0
    probes: tuple[dict[str, Figures], ...] = ()
    """What the probes measured, for each trusted channel."""
    counts: dict[str, tuple[tuple[int, int], ...]] = {}
    """Tokens told for each answer: of the prompt, of the answer; -1 where not told."""


class LibraryRow(msgspec.Struct, frozen=True):
    """Answers of another model to one cell, as they are counted."""

    model: str
    cell: str
    answers: tuple[str, ...]


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that a verdict rests on, and the verdict."""

    kind: str
    software: str
    numpy: str
    model: str
    source: str
    dialect: Dialect
    begun_s: int
    ended_s: int
    seed: str
    alpha: float
    margin: float
    most: int
    trials: int
    stopped: str
    reference: ReferenceFile
    library: tuple[LibraryRow, ...]
    draws: tuple[Told, ...]
    probes: tuple[str, ...]
    told: tuple[Told, ...]
    """What the probes' questions were answered with."""
    verdict: dict[str, Any]
    price: tuple[int, int] = (0, 0)
    """Micro-dollars for a million tokens of input and of output; 0 where not given."""


def answer_of(told: Told, speech: Speech, reader: str) -> tuple[str | None, str]:
    """Return the answer to a cell's prompt, or None and why there is none."""
    text, why = text_of(told, speech)
    found = read(reader, text) if text else None
    return found, "" if found else why or "unreadable"


def text_of(told: Told, speech: Speech) -> tuple[str, str]:
    """Return an answer's text, or "" and why there is none."""
    if not told.status:
        return "", told.fault or "no answer"
    if told.status != 200:
        return "", f"status {told.status}"
    said = heard(speech, Ask(told.name, ""), told)
    if said is None:
        return "", "not an answer of this dialect"
    return (said.text, "") if said.text.strip() else ("", "empty")


def speaks(cell: Cell, told: Told, why: str) -> bool | None:
    """Tell whether a question was answered; None where only the cell's conditions were refused:
    channels of some models take no temperature, or answer nothing within few tokens.
    """
    refused = told.status in (400, 422) or why == "empty"
    return None if why and cell.temperature is not None and refused else not why


def tokens_of(told: Told, speech: Speech) -> tuple[int, int]:
    """Return the tokens told for a prompt and its answer; -1 where not told."""
    said = heard(speech, Ask(told.name, ""), told)
    counts = (said.tokens_in, said.tokens_out) if said else (None, None)
    into, out = (NOT_TOLD if one is None or not 0 <= one < MOST_TOKENS else one for one in counts)
    return into, out


def evidence_of(data: bytes, trusted: Sequence[NoteKey] = ()) -> Evidence:
    """Return the evidence of a file, signed by a trusted key if there are any.

    Raises VerificationFailed.
    """
    file = opened(data)
    file.require(trusted)
    _require_version(file.tree)
    try:
        found = msgspec.convert(file.tree, Evidence)
        _require(found.reference)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise VerificationFailed(f"expected an evidence file, found {_said(error)}") from None
    bounds = (
        (found.alpha, LEAST_ALPHA, 0.2),
        (found.margin, 0, 1),
        (found.most, 1, MOST_ASKED),
        (found.trials, 1, MOST_TRIALS),
    )
    if found.dialect not in SPEECHES or not set(found.probes) <= set(PROBES):
        raise VerificationFailed("expected a dialect and probes of this version, found others")
    if not all(low <= value <= high for value, low, high in bounds):
        raise VerificationFailed("expected evidence of a test within bounds, found one beyond")
    return found


def _require_version(tree: Mapping[str, Any]) -> None:
    """Raise VerificationFailed for evidence of other statistics, or for no evidence."""
    kind, software = str(tree.get("kind")), str(tree.get("software"))
    if kind == EVIDENCE:
        return
    version = kind.removeprefix(EVIDENCE_KIND)
    if not kind.startswith(EVIDENCE_KIND) or not version.isdecimal():
        raise VerificationFailed(f"expected {EVIDENCE}, found another kind of file")
    raise VerificationFailed(
        f"expected {EVIDENCE}, found version {version[:4]}: its statistics were others",
        hint=f"recompute it with the release that made it, {software[:20]}",
    )


def reference_of(data: bytes, trusted: Sequence[NoteKey] = ()) -> ReferenceFile:
    """Return the reference of a file, signed by a trusted key if there are any.

    Raises VerificationFailed.
    """
    file = opened(data)
    file.require(trusted)
    return reference_in(file.tree)


def reference_in(tree: Mapping[str, Any]) -> ReferenceFile:
    """Return the reference that a tree holds. Raises VerificationFailed."""
    try:
        found = msgspec.convert(tree, ReferenceFile)
        _require(found)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise VerificationFailed(f"expected a reference file, found {_said(error)}") from None
    return found


def _require(reference: ReferenceFile) -> None:
    """Raise VerificationFailed or ValueError for a reference that cannot be used."""
    for cell in reference.cells:
        read(cell.reader, "")
    names = [cell.name for cell in reference.cells]
    for name, figures in (pair for one in reference.probes for pair in one.items()):
        if name in PROBES and not readable(name, figures):
            raise VerificationFailed(f"expected figures that the probe {name} reads, found others")
    if not 0 <= reference.drift < 1:
        raise VerificationFailed("expected a drift from 0 to below 1, found another")
    if reference.kind != REFERENCE or sorted(names) != sorted(reference.answers):
        raise VerificationFailed(f"expected {REFERENCE} with answers to each cell, found another")


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:120]}"
