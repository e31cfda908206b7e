"""An audit's report: one HTML file that needs nothing else, with plots, in both languages."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from posthouse.audit.evidence import Evidence, answer_of
from posthouse.audit.judging import by_cell, recorded, setting
from posthouse.audit.order import commitment, number
from posthouse.audit.power import power
from posthouse.audit.signing import digest
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.page.page import Words, page, text

MOST_CELLS = 6
MOST_KINDS = 8
SHARES = (0.1, 0.2, 0.3, 0.5, 0.75, 1.0)
WIDE, HIGH = 600, 200
BILL_WIDE = 220


def report(
    evidence: Evidence, verdict: Mapping[str, Any], words: Words, *, lang: str, trials: int
) -> str:
    """Return the report; `trials` made-up audits are played for each point of the power curve."""
    cells = _cells(evidence)
    return page(
        text("posthouse.service", "templates", "audit.html"),
        words,
        "report.title",
        lang=lang,
        e=evidence,
        v=verdict,
        begun=_moment(evidence.begun_s),
        path=path(verdict["looks"]),
        cells=[(name, _shares(evidence, name, found)) for name, found in cells[:MOST_CELLS]],
        bill=bill(verdict["bill"], evidence.price) if verdict["bill"] else None,
        power=_power(evidence, [name for name, found in cells for _ in found], trials),
        commitment=commitment(evidence.seed),
        digest=digest(msgspec.to_builtins(evidence)),
    )


def path(looks: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return the points of the evidence: how far each look went towards its level, from 0 to 1."""
    if not looks:
        return None
    most = max(look["answers"] for look in looks)
    far = [
        min(math.log10(max(look["p"], 1e-12)) / math.log10(look["level"]), 1.5) for look in looks
    ]
    points = [
        (round(WIDE * look["answers"] / most, 1), round(HIGH - HIGH * max(one, 0) / 1.5, 1))
        for look, one in zip(looks, far, strict=True)
    ]
    return {"points": points, "level": round(HIGH - HIGH / 1.5, 1), "most": most}


def bill(told: Mapping[str, Any], price: tuple[int, int]) -> dict[str, Any]:
    """Return the bill's rows with the places of their intervals on one scale, and the money."""
    rows = [(name, told[name]) for name in ("input", "output")]
    far = max(0.05, *(abs(float(one[end])) for _, one in rows for end in ("low", "high", "over")))

    def place(value: float) -> float:
        return round(BILL_WIDE / 2 + value / far * (BILL_WIDE / 2 - 6), 1)

    ends = {"from_x": "low", "to_x": "high", "x": "over"}
    costs = [f"{told[f'cost_{name}'] / 1e6:.6f}" for name in ("told", "fair")]
    return {
        "zero": place(0.0),
        "rows": [
            (name, {**one, **{end: place(one[what]) for end, what in ends.items()}})
            for name, one in rows
        ],
        "money": costs if any(price) else None,
    }


def _cells(evidence: Evidence) -> list[tuple[str, list[str]]]:
    """Return the audited answers by cell, the cells with the most first."""
    readers = {cell.name: cell.reader for cell in evidence.reference.cells}
    speech = SPEECHES[evidence.dialect]
    found: dict[str, list[str]] = {}
    for draw in evidence.draws:
        answer, _ = answer_of(draw, speech, readers[draw.name])
        if answer is not None:
            found.setdefault(draw.name, []).append(answer)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _shares(
    evidence: Evidence, cell: str, audited: Sequence[str]
) -> list[tuple[str, float, float]]:
    """Return the most frequent answers with their shares on both sides."""
    trusted, own = Counter(evidence.reference.answers[cell]), Counter(audited)
    here, there = max(len(evidence.reference.answers[cell]), 1), max(len(audited), 1)
    both = {kind: (trusted[kind] / here, own[kind] / there) for kind in trusted | own}
    ordered = sorted(both.items(), key=lambda pair: (-max(pair[1]), pair[0]))
    return [(kind, one, other) for kind, (one, other) in ordered[:MOST_KINDS]]


def _power(evidence: Evidence, cells: Sequence[str], trials: int) -> list[tuple[float, float]]:
    """Return the share of made-up swaps that this audit would have found, by share swapped."""
    if not trials or not cells:
        return []
    return [
        (
            share,
            power(
                by_cell(evidence.reference),
                recorded(evidence.library),
                setting(evidence, cells, share),
                trials=trials,
                seed=number(evidence.seed, f"report {share}"),
            ),
        )
        for share in SHARES
    ]


def _moment(second: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(second))
