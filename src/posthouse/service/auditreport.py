"""An audit's report: one HTML file that needs nothing else, with plots, in both languages."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from posthouse.audit.evidence import Evidence, answer_of, digest
from posthouse.audit.judging import by_cell, recorded, terms
from posthouse.audit.order import commitment, number
from posthouse.audit.power import Setting, power
from posthouse.audit.speech.speeches import SPEECHES

MOST_CELLS = 6
MOST_KINDS = 8
SHARES = (0.1, 0.2, 0.3, 0.5, 0.75, 1.0)
WIDE, HIGH = 600, 200

Words = Mapping[str, tuple[str, str]]


def report(
    evidence: Evidence, verdict: Mapping[str, Any], words: Words, *, lang: str, trials: int
) -> str:
    """Return the report; `trials` made-up audits are played for each point of the power curve."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(_file("posthouse.service", "templates", "audit.html"))
    cells = _cells(evidence)
    return template.render(
        lang=lang,
        t=words,
        css=_Css(_file("posthouse.console", "assets", "console.css")),
        e=evidence,
        v=verdict,
        begun=_moment(evidence.begun_s),
        path=path(verdict["looks"]),
        cells=[(name, _shares(evidence, name, found)) for name, found in cells[:MOST_CELLS]],
        power=_power(evidence, [name for name, found in cells for _ in found], trials),
        commitment=commitment(evidence.seed),
        digest=digest(_tree(evidence)),
    )


class _Css(str):
    __slots__ = ()

    def __html__(self) -> str:
        return self


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
                Setting(cells, terms(evidence), share),
                trials=trials,
                seed=number(evidence.seed, f"report {share}"),
            ),
        )
        for share in SHARES
    ]


def _tree(evidence: Evidence) -> dict[str, Any]:
    import msgspec

    tree: dict[str, Any] = msgspec.to_builtins(evidence)
    return tree


def _moment(second: int) -> str:
    import time

    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(second))


def _file(package: str, *names: str) -> str:
    return files(package).joinpath(*names).read_text(encoding="utf-8")
