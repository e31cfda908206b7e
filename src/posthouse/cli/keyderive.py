"""`posthouse keys derive`: a short-lived, narrower key, made without the station."""

from __future__ import annotations

import os
import time
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.keyoptions import ANY_SCOPE, Scopes, dollars
from posthouse.cli.options import Json
from posthouse.cli.terminal import OK, terminal
from posthouse.model.errors import CommandError, Unauthorized
from posthouse.model.scope import ANYTHING
from posthouse.model.secret import Secret
from posthouse.vault.caveats import Caveats, read_caveats, written_caveats
from posthouse.vault.derivedkey import MOST_LINKS, derive


def derived(  # noqa: PLR0913  (every limit is an option here)
    *,
    parent_env: Annotated[
        str, Parameter(help="The environment variable that holds the key to derive from.")
    ],
    minutes: Annotated[float, Parameter(help="Minutes until it ends.")] = 30,
    label: Annotated[str, Parameter(help="A name for receipts and metrics.")] = "",
    scope: Scopes = ANY_SCOPE,
    budget_usd: Annotated[
        str | None, Parameter(help="Dollars that it, and all derived from it, may spend.")
    ] = None,
    json: Json = False,
) -> int:
    """Make a narrower key that lives for minutes, offline, and show it."""
    speaker = terminal(json_=json, environ=os.environ)
    parent = os.environ.get(parent_env, "").strip()
    if not parent:
        hint = f"export {parent_env} with the key to derive from"
        raise CommandError(f"{parent_env} is not in the environment", hint=hint)
    if not 0 < minutes <= 60 * 24 * 366:
        raise CommandError("--minutes: expected more than nothing", hint="for instance 30")
    ends = int(time.time() + minutes * 60)
    budget = None if budget_usd is None else dollars("--budget-usd", budget_usd)
    caveats = Caveats(scope.over(ANYTHING), ends, 0, budget, label)
    try:
        read_caveats(written_caveats(caveats))
        key = derive(Secret(parent), caveats).reveal()
    except Unauthorized:
        hint = f"{parent_env} must hold a key (ph-... or phd-...); a label has no spaces"
        raise CommandError("the key or a limit of it is not well-formed", hint=hint) from None
    except ValueError as error:
        hint = f"derive from an earlier key: a chain has at most {MOST_LINKS} links"
        raise CommandError(str(error), hint=hint) from None
    until = time.strftime("%Y-%m-%d %H:%M", time.localtime(ends))
    speaker.note("keys.derived", until=until)
    if not json:
        speaker.line(key)
    speaker.result({"key": key, "expires_at": ends, "label": label})
    return OK
