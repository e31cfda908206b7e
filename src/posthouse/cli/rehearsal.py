"""What a rehearsal is made of: models on loopback, one reference, and one audit of each arm."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from posthouse.audit.arms import CLAIMED, OTHER, QUANTISED, SISTER, Arm
from posthouse.audit.evidence import Evidence, ReferenceFile
from posthouse.audit.joining import joined
from posthouse.audit.judging import judged
from posthouse.audit.probes.probe import DIFFERS
from posthouse.audit.probes.probes import STANDARD, replies
from posthouse.audit.sequential import Terms
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.audit.standing import CHANGED, IDENTIFIED
from posthouse.cli.audit import gathered
from posthouse.cli.auditasking import Asking, Test, Where
from posthouse.cli.auditenrol import Wish, enrolled
from posthouse.cli.terminal import Terminal
from posthouse.model.dialect import Dialect
from posthouse.net.asking import BEFORE_PROBES, planned
from posthouse.service.localmodel import weights
from posthouse.service.rogue import Rogue

NEEDED = {"A2": QUANTISED, "A11": SISTER} | dict.fromkeys(
    (*("A1", "A3-50", "A3-30", "A3-25", "A3-10", "A5", "A7", "A9", "A10", "A12", "A13"),),
    OTHER,
)
"""Arms that need a backend beside the claimed model's."""
UNREACHED = ("A5", "A10", "A16.late")
"""Arms whose trigger no question of an audit reaches, or too few: what they do then is not seen."""
SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the models answer, by who answers, and what the trusted ones answered."""

    backends: Mapping[str, str]
    reference: ReferenceFile
    test: Test
    seed: str = ""
    """The audit's; a secret one where it is empty."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What is asked of the trusted models, and for which audits."""

    model: str
    wish: Wish
    test: Test
    probes: tuple[str, ...] = STANDARD


def own_weights() -> str:
    """Return the file of the installed local model. Raises CommandError."""
    return str(weights())


def trusted(speaker: Terminal, backends: Mapping[str, str], trust: Trust) -> ReferenceFile:
    """Return the reference: the claimed model's, joined with draws of a sister's."""
    where, wish = Where(seconds=SECONDS), trust.wish
    claimed = Asking(where.channel(backends[CLAIMED]), trust.model, where)
    first = enrolled(claimed, wish, speaker, probes=trust.probes)
    if SISTER not in backends:
        return first
    same = Wish(wish.each, wish.max_tokens, first.cells)
    sister = Asking(where.channel(backends[SISTER]), trust.model, where)
    other = enrolled(sister, same, speaker, probes=())
    return joined([first, other], (), Terms(trust.test.max, trust.test.alpha))


def audited(speaker: Terminal, arm: Arm, stage: Stage) -> dict[str, Any]:
    """Audit one arm; return what was found."""
    need = NEEDED.get(arm.name)
    if need and need not in stage.backends:
        return {"arm": arm.name, "word": "skipped", "right": None, "asked": 0, "probes": []}
    speaker.note("audit.rehearsing", arm=arm.name)
    evidence = _evidence(speaker, arm, stage)
    verdict = judged(msgspec.structs.replace(evidence, trials=1))
    accused = verdict["word"] in (CHANGED, IDENTIFIED)
    differs = [one for one in verdict["probes"] if one["word"] == DIFFERS]
    return {
        "arm": arm.name,
        "word": verdict["word"],
        "right": None if arm.name in UNREACHED else accused is not arm.honest,
        "asked": len(evidence.draws) + len(evidence.told),
        "after": _after(evidence, verdict, [one["probe"] for one in differs]),
        "alarm": _alarmed(verdict),
        "p": verdict["p"],
        "probes": [one["what"] for one in differs],
        "tokens": verdict["tokens_in"] + verdict["tokens_out"],
        "missing": sum(verdict["missing"].values()),
        "stopped": evidence.stopped,
    }


def _evidence(speaker: Terminal, arm: Arm, stage: Stage) -> Evidence:
    model = stage.reference.model
    seed = stage.seed or secrets.token_hex(16)
    with Rogue([arm], stage.backends, seed) as url:
        usual = planned(model, url, Dialect.OPENAI_CHAT, stage.reference, ())
        plan = msgspec.structs.replace(
            usual,
            most=stage.test.max,
            alpha=stage.test.alpha,
            seed=seed,
            probes=tuple(stage.reference.probes[0]) if stage.reference.probes else (),
        )
        where = Where(seconds=SECONDS)
        return gathered(speaker, plan, Asking(where.channel(url), model, where))


def _alarmed(verdict: Mapping[str, Any]) -> bool:
    return bool(verdict["looks"]) and verdict["p"] <= verdict["level"]


def _after(evidence: Evidence, verdict: Mapping[str, Any], probes: list[str]) -> int | None:
    """Return after how many questions something was found, None where nothing was.

    Without a library the draws end at their alarm.
    """
    draws = len(evidence.draws)
    found = []
    if _alarmed(verdict):
        late = draws > BEFORE_PROBES
        found.append(draws + (len(evidence.told) if late else 0))
    if probes:
        speech = SPEECHES[evidence.dialect]
        last = replies(evidence.seed, probes[0], evidence.told, speech)[-1].ask.name
        place = [told.name for told in evidence.told].index(last) + 1
        found.append(min(draws, BEFORE_PROBES) + place)
    return min(found, default=None)
