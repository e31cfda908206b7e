"""`posthouse operators`: who may open the console, and as what. There is no default password.

Whoever may use this command on the station's machine owns its data folder; the first owner is made
here. What it does is an entry of the ledger, by cli:<user>.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from posthouse.cli.database import opened_with_keys
from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.terminal import OK, Terminal, terminal
from posthouse.config.schema import Settings
from posthouse.config.treatments import DEFAULT_PROJECT
from posthouse.console.accounts import ENROLMENT_S, enrolment, grant, new_operator
from posthouse.console.login.tokens import Digests
from posthouse.console.origin import console_origin
from posthouse.model.errors import CommandError
from posthouse.model.operator import STATION, Grant, Operator
from posthouse.store.operators import Act, SqlOperators

Name = Annotated[str, Parameter(help="The operator's name.")]
OfProject = Annotated[str, Parameter(help="A project, or * for the whole station.")]


def add(
    name: Name,
    *,
    role: Annotated[str, Parameter(help="owner, operator, auditor, developer or viewer.")],
    project: OfProject = STATION,
    config: Config = None,
    json: Json = False,
) -> int:
    """Make an account and show its enrolment code this once."""
    with _opened(config) as desk:
        given = grant(role, project, desk.projects)
        made = new_operator(name, (given,), time.time())
        shown, kept = enrolment(desk.digests, time.time())
        desk.accounts.add(made, kept, desk.act())
    return _invited(terminal(json_=json, environ=os.environ), desk, made, shown)


def list_(*, config: Config = None, json: Json = False) -> int:
    """List all accounts with their roles and what proves them."""
    speaker = terminal(json_=json, environ=os.environ)
    with _opened(config) as desk:
        found = desk.accounts.every(time.time())
    speaker.result([_told(each) for each in found])
    if not found:
        speaker.say("operators.none")
        return OK
    rows = [
        (o.name, o.state.value, ", ".join(map(_said, o.grants)) or "-", ", ".join(o.factors) or "-",
         _when(o.last_login_at))
        for o in found
    ]  # fmt: skip
    speaker.table(speaker.text("operators.head").split("|"), rows)
    return OK


def disable(name: Name, *, config: Config = None, json: Json = False) -> int:
    """Lock an account out at once; its sessions end."""
    with _opened(config) as desk:
        desk.accounts.disable(desk.named(name).id, desk.act())
    speaker = terminal(json_=json, environ=os.environ)
    speaker.say("operators.disabled", name=name)
    speaker.result({"name": name, "state": "disabled"})
    return OK


def role(  # noqa: PLR0913  (who, what, where, which way, and the two of every command)
    name: Name,
    role: Annotated[str, Parameter(help="owner, operator, auditor, developer or viewer.")],
    *,
    project: OfProject = STATION,
    withdraw: Annotated[bool, Parameter(negative="", help="Take the role away.")] = False,
    config: Config = None,
    json: Json = False,
) -> int:
    """Give a role, or take it away."""
    with _opened(config) as desk:
        given = grant(role, project, desk.projects)
        change = desk.accounts.withdraw if withdraw else desk.accounts.grant
        change(desk.named(name).id, given, desk.act())
        now = desk.named(name)
    speaker = terminal(json_=json, environ=os.environ)
    speaker.say("operators.roles", name=name, roles=", ".join(map(_said, now.grants)) or "-")
    speaker.result(_told(now))
    return OK


def reset(name: Name, *, config: Config = None, json: Json = False) -> int:
    """Forget password and factors of an account; show a new enrolment code."""
    with _opened(config) as desk:
        found = desk.named(name)
        shown, kept = enrolment(desk.digests, time.time())
        desk.accounts.invite(found.id, kept, desk.act())
    return _invited(terminal(json_=json, environ=os.environ), desk, found, shown)


@dataclass(frozen=True, slots=True)
class _Desk:
    accounts: SqlOperators
    digests: Digests
    projects: frozenset[str]
    origin: str

    def act(self) -> Act:
        return Act(cli_actor(), time.time())

    def named(self, name: str) -> Operator:
        found = self.accounts.named(name, time.time())
        if found is None:
            hint = "`posthouse operators list` shows every name"
            raise CommandError("no operator of this name", hint=hint)
        return found


@contextlib.contextmanager
def _opened(config: Path | None) -> Iterator[_Desk]:
    settings = settings_of(config, os.environ)
    with opened_with_keys(Path(settings.store.folder)) as (engine, keyring):
        yield _Desk(
            SqlOperators(engine),
            Digests(keyring.operator_key()),
            _projects(settings),
            console_origin(settings),
        )


def _projects(settings: Settings) -> frozenset[str]:
    return frozenset({DEFAULT_PROJECT, *(project.name for project in settings.project)})


def _invited(speaker: Terminal, desk: _Desk, operator: Operator, shown: str) -> int:
    hours = ENROLMENT_S // 3600
    link = f"{desk.origin}/enrol#{shown}"
    speaker.say("operators.invited", name=operator.name, code=shown, link=link, hours=hours)
    speaker.result({**_told(operator), "code": shown, "link": link})
    return OK


def _said(held: Grant) -> str:
    return held.role.value if held.project == STATION else f"{held.role.value} ({held.project})"


def _when(at_s: int | None) -> str:
    return "-" if at_s is None else time.strftime("%Y-%m-%d %H:%M", time.localtime(at_s))


def _told(operator: Operator) -> dict[str, Any]:
    return {
        "id": operator.id,
        "name": operator.name,
        "state": operator.state.value,
        "roles": [{"project": g.project, "role": g.role.value} for g in operator.grants],
        "factors": list(operator.factors),
        "created_at": operator.created_at,
        "last_login_at": operator.last_login_at,
    }
