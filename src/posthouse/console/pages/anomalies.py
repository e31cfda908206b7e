"""Anomalies: what a key did that it had not done before, and what was done about it."""

from __future__ import annotations

from msgspec import Struct

from posthouse.console.parts import Parts
from posthouse.console.route import Nothing, Route, shows
from posthouse.console.visitor import Visitor
from posthouse.model.operator import Action

MOST = 200


class AnomalyShown(Struct, frozen=True):
    """One finding: what was found, what was usual, and the action that the settings name."""

    at_us: int
    key: str
    project: str
    kind: str
    found: str
    expected: str
    action: str


class Anomalies(Struct, frozen=True):
    """The newest findings in the visitor's projects, newest first."""

    anomalies: tuple[AnomalyShown, ...]


def listed(parts: Parts, who: Visitor, asked: Nothing) -> Anomalies:
    """List the newest anomalies."""
    seen = who.reach(Action.ANOMALIES_SEE)
    return Anomalies(
        tuple(
            AnomalyShown(a.at_us, a.key, a.project, a.kind, a.found, a.expected, a.action)
            for a in parts.anomalies.every(MOST)
            if a.project in seen
        )
    )


ROUTES: tuple[Route, ...] = (
    shows("/anomalies", listed, Nothing, Anomalies, action=Action.ANOMALIES_SEE,
          template="anomalies.html"),
)  # fmt: skip
