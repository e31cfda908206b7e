"""Comparisons of two channels on real requests, as evidence: what was won, and on what.

No text of a request or answer is in it: each row tells two receipts and how surely the learners
told the answers apart (betting.py). So anyone can compute again what was won; how the leads came
about, only the station knew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from posthouse.audit.betting import RATES, Wealth
from posthouse.model.errors import VerificationFailed

COMPARISON = "posthouse.audit.comparison/1"
MOST_ROWS = 10_000


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pair of answers: "shadow" to one request, "control" to two that chance assigned."""

    at_us: int
    how: str
    audited: str
    """The receipt of the audited channel's answer."""
    trusted: str
    leads: tuple[float, ...]
    """For each learner's rate, in their order."""


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rows in order, the share of answers that was excused, and the e-value at the end."""

    kind: str
    software: str
    channel: str
    trusted: str
    model: str
    tolerance: float
    alpha: float
    rows: tuple[Row, ...]
    e: float

    @property
    def changed(self) -> bool:
        """Tell whether the channels were told apart."""
        return self.e >= 1 / self.alpha


def e_of_rows(rows: tuple[Row, ...], tolerance: float) -> float:
    """Return what was won on the rows."""
    wealth = Wealth(tolerance)
    for row in rows:
        wealth.take(dict(zip(RATES, row.leads, strict=True)))
    return wealth.e


def comparison_of(tree: Mapping[str, Any]) -> Comparison:
    """Return a comparison, its e-value recomputed. Raises VerificationFailed."""
    try:
        found = msgspec.convert(tree, Comparison)
    except msgspec.MsgspecError as error:
        raise VerificationFailed(f"expected a comparison, found {str(error)[:120]}") from None
    fits = all(
        len(row.leads) == len(RATES) and all(-1 <= one <= 1 for one in row.leads)
        for row in found.rows
    )
    sound = 0 <= found.tolerance < 1 and 0 < found.alpha < 1 and len(found.rows) <= MOST_ROWS
    if found.kind != COMPARISON or not fits or not sound:
        raise VerificationFailed(f"expected {COMPARISON} within its bounds, found another")
    e = e_of_rows(found.rows, found.tolerance)
    if abs(e - found.e) > 1e-6 * max(1.0, e):
        raise VerificationFailed(f"expected the e-value {e:.6g}, found {found.e:.6g}")
    return found
