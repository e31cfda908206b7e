"""The menu: the pages that a visitor's roles open, in groups."""

from __future__ import annotations

from dataclasses import dataclass

from posthouse.console.visitor import Visitor
from posthouse.model.operator import Action


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `word` names its title, `station` tells that a role in a project is too little."""

    path: str
    word: str
    action: Action
    station: bool = False

    def opens(self, who: Visitor) -> bool:
        """Tell whether the page opens for a visitor."""
        able = who.reach(self.action)
        return able.whole or (bool(able) and not self.station)


MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "menu.use",
        (
            Entry("/", "overview.title", Action.OVERVIEW_SEE),
            Entry("/keys", "keys.title", Action.KEYS_SEE),
            Entry("/channels", "channels.title", Action.CHANNELS_SEE, station=True),
            Entry("/credentials", "credentials.title", Action.CREDENTIALS_SEE, station=True),
            Entry("/switches", "switches.title", Action.SWITCHES_SEE),
            Entry("/anomalies", "anomalies.title", Action.ANOMALIES_SEE),
            Entry("/incidents", "incidents.title", Action.INCIDENTS_SEE),
            Entry("/explain", "explain.title", Action.TEXTS_EXPLAIN),
            Entry("/rules", "rules.title", Action.INCIDENTS_SEE),
        ),
    ),
    (
        "menu.record",
        (
            Entry("/receipts", "receipts.title", Action.RECEIPTS_READ),
            Entry("/ledger", "ledger.title", Action.LEDGER_SEE),
            Entry("/events", "events.title", Action.EVENTS_SEE),
        ),
    ),
    (
        "menu.people",
        (
            Entry("/operators", "operators.title", Action.OPERATORS_SEE),
            Entry("/breakglass", "breakglass.title", Action.BREAKGLASS_SEE),
        ),
    ),
)


def menu(who: Visitor) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return what the visitor may open."""
    groups = (
        (word, tuple(entry for entry in entries if entry.opens(who))) for word, entries in MENU
    )
    return tuple((word, entries) for word, entries in groups if entries)
