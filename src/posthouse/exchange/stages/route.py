"""route: which channels may answer, in which order."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.routing.choose import candidates


def route(case: Case) -> None:
    """Choose the candidates. Raises NotFound where no channel serves the model."""
    assert case.asked is not None
    case.candidates = candidates(
        case.facts.channels, case.wire.dialect, case.asked.model, case.health, case.seed.now_s
    )
