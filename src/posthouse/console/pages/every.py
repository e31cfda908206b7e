"""Every route of the console, in one list."""

from __future__ import annotations

from posthouse.console.pages import (
    account,
    anomalies,
    breakglass,
    channels,
    credentials,
    explain,
    incidents,
    keys,
    ledger,
    login,
    operators,
    overview,
    receipts,
    rules,
    signon,
    switches,
)
from posthouse.console.route import Route

ROUTES: tuple[Route, ...] = (
    *overview.ROUTES,
    *keys.ROUTES,
    *channels.ROUTES,
    *credentials.ROUTES,
    *switches.ROUTES,
    *anomalies.ROUTES,
    *incidents.ROUTES,
    *explain.ROUTES,
    *rules.ROUTES,
    *receipts.ROUTES,
    *ledger.ROUTES,
    *operators.ROUTES,
    *breakglass.ROUTES,
    *account.ROUTES,
    *login.ROUTES,
    *signon.ROUTES,
)
