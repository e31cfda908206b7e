"""The first page: is the station well, what went through it of late, what asks for somebody."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from posthouse.console.pages.ledger import HeadShown, head_shown
from posthouse.console.parts import Parts
from posthouse.console.route import Nothing, Route, shows
from posthouse.console.visitor import Visitor
from posthouse.model.caller import DAY_S, KeyState
from posthouse.model.operator import Action
from posthouse.policy.roles import Reach
from posthouse.store.breakglass import GlassState

HOUR_S = 3600
SOON_S = 14 * DAY_S


class Notice(Struct, frozen=True):
    """Something that asks for somebody: a word for what it is, how many, and where to go."""

    what: str
    count: int
    path: str


class Overview(Struct, frozen=True):
    """The station at a glance; counts are of the visitor's projects."""

    projects: tuple[str, ...]
    whole: bool
    last_hour: dict[str, int]
    cost_micro_usd: int
    under_way: int | None
    keys_in_use: int
    channels: int | None
    head: HeadShown | None
    notices: tuple[Notice, ...]


def overview(parts: Parts, who: Visitor, asked: Nothing) -> Overview:
    """Show the station at a glance."""
    seen = who.reach(Action.OVERVIEW_SEE)
    lately = parts.receipts.lately(seen.names, int((who.now_s - HOUR_S) * 1e6))
    head = parts.ledger.head()
    keys = [key for key in parts.keys.every() if key.project in seen]
    live = [k for k in keys if k.state is not KeyState.REVOKED and k.expires_at > who.now_s]
    expiring = sum(key.expires_at - who.now_s < SOON_S for key in live)
    return Overview(
        projects=tuple(name for name in parts.projects if name in seen),
        whole=seen.whole,
        last_hour=dict(lately.endings),
        cost_micro_usd=lately.cost,
        under_way=parts.receipts.under_way() if seen.whole else None,
        keys_in_use=len(live),
        channels=len(parts.settings().channel) if seen.whole else None,
        head=None if head is None else head_shown(head, who.now_s),
        notices=tuple(_notices(parts, who, seen, expiring)),
    )


def _notices(parts: Parts, who: Visitor, seen: Reach, expiring: int) -> Iterator[Notice]:
    glass = who.reach(Action.BREAKGLASS_SEE)
    open_ = [g.state for g in parts.breakglass.newest(50) if g.project in glass or glass.whole]
    counts = (
        ("keys_expiring", expiring, "/keys"),
        ("breakglass_waiting", open_.count(GlassState.REQUESTED), "/breakglass"),
        ("breakglass_lent", open_.count(GlassState.APPROVED), "/breakglass"),
    )
    for what, count, path in counts:
        if count:
            yield Notice(what, count, path)
    if switched := len(parts.switches.every()) if seen.whole else 0:
        yield Notice("switched", switched, "/switches")
    cautious = who.reach(Action.ANOMALIES_SEE)
    since_us = int((who.now_s - DAY_S) * 1e6)
    late = [a for a in parts.anomalies.every(200) if a.at_us > since_us and a.project in cautious]
    if late:
        yield Notice("anomalies", len(late), "/anomalies")
    if seen.whole and not parts.settings().channel:
        yield Notice("no_channels", 1, "/channels")


ROUTES: tuple[Route, ...] = (
    shows("/", overview, Nothing, Overview, action=Action.OVERVIEW_SEE, template="overview.html"),
)
