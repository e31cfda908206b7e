"""A verdict in words and as an exit code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from posthouse.audit.evidence import Evidence
from posthouse.audit.standing import CHANGED, CONSISTENT, IDENTIFIED, UNINFORMATIVE
from posthouse.cli.terminal import Terminal

EXITS = {CONSISTENT: 0, CHANGED: 1, IDENTIFIED: 1, UNINFORMATIVE: 2}
SHOWN = 3


def tell(speaker: Terminal, evidence: Evidence, verdict: Mapping[str, Any], file: str) -> int:
    """Show a verdict; return its exit code."""
    speaker.result({**verdict, "stopped": evidence.stopped, "evidence": file})
    speaker.table(speaker.text("audit.head").split("|"), _rows(speaker, evidence, verdict))
    return EXITS[verdict["word"]]


def _rows(
    speaker: Terminal, evidence: Evidence, verdict: Mapping[str, Any]
) -> list[tuple[str, str]]:
    margin = f"{evidence.margin:.0%}"
    text = speaker.text
    likely = sorted(verdict["posterior"].items(), key=lambda pair: -pair[1])[:SHOWN]
    level = f"{verdict['level']:.2g}"
    told = {
        "verdict": text(f"audit.{verdict['word']}", margin=margin, whom=verdict["whom"]),
        "model": f"{evidence.model}, {evidence.source}",
        "answers": text("audit.of_asked", answers=verdict["answers"], asked=verdict["asked"]),
        "missing": ", ".join(f"{why} {count}" for why, count in verdict["missing"].items()),
        "stopped": evidence.stopped,
        "p": text("audit.at_level", p=f"{verdict['p']:.2g}", level=level)
        if verdict["looks"]
        else "",
        "effect": f"{verdict['effect']:.1f} SD" if verdict["looks"] else "",
        "power": text("audit.of_swaps", power=f"{verdict['power']:.0%}", margin=margin)
        if verdict["power"]
        else "",
        "posterior": ", ".join(f"{whom} {chance:.0%}" for whom, chance in likely),
        "tokens": text("audit.of_tokens", into=verdict["tokens_in"], out=verdict["tokens_out"]),
    }
    told |= _billed(speaker, evidence, verdict["bill"]) if verdict["bill"] else {}
    rows = [(text(f"audit.row.{name}"), value) for name, value in told.items() if value]
    return rows + [
        (text(f"audit.probe.{one['probe']}"), _said(speaker, one)) for one in verdict["probes"]
    ]


def _billed(speaker: Terminal, evidence: Evidence, bill: Mapping[str, Any]) -> dict[str, str]:
    """Return the bill's rows: input, output, and money where a price was given."""
    rows = {
        f"bill_{name}": speaker.text(
            "audit.billed",
            told=f"{bill[name]['told']:.0f}",
            fair=f"{bill[name]['fair']:.0f}",
            low=f"{bill[name]['low']:+.1%}",
            high=f"{bill[name]['high']:+.1%}",
        )
        for name in ("input", "output")
    }
    if any(evidence.price):
        costs = {name: f"{bill[f'cost_{name}'] / 1e6:.6f}" for name in ("told", "fair")}
        rows["bill_money"] = speaker.text("audit.billed_money", **costs)
    return rows


def _said(speaker: Terminal, finding: Mapping[str, Any]) -> str:
    word = speaker.text(f"audit.word.{finding['word']}")
    what = finding["what"]
    return f"{word}: {speaker.text(f'audit.what.{what}')}" if what else word
