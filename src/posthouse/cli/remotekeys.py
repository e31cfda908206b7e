"""`posthouse credentials remote|disable|create`: keys at providers that let them be kept."""

from __future__ import annotations

import os
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.credentials import active_of
from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.sealed import open_credentials
from posthouse.cli.terminal import OK, terminal
from posthouse.config.compile import usable
from posthouse.model.errors import CommandError
from posthouse.net.providers import Account, KeyAdmin, admin_of

Provider = Annotated[str, Parameter(help="openai, anthropic or openrouter.")]
AdminEnv = Annotated[str, Parameter(help="Environment variable that holds the admin key.")]
Project = Annotated[str, Parameter(help="The provider's own id of the project (openai).")]


def remote(
    provider: Provider, *, admin_env: AdminEnv, project: Project = "", json: Json = False
) -> int:
    """List the keys that a provider knows."""
    speaker = terminal(json_=json, environ=os.environ)
    found = _admin(provider, admin_env, project).every()
    names = ("id", "name", "hint", "state", "created")
    speaker.result([{name: getattr(key, name) for name in names} for key in found])
    rows = [[getattr(key, name) for name in names] for key in found]
    speaker.table(speaker.text("credentials.remote").split("|"), rows)
    return OK


def disable(
    provider: Provider,
    key_id: Annotated[str, Parameter(help="The provider's id of the key.")],
    *,
    admin_env: AdminEnv,
    project: Project = "",
    json: Json = False,
) -> int:
    """Disable a key at its provider."""
    speaker = terminal(json_=json, environ=os.environ)
    _admin(provider, admin_env, project).disable(key_id)
    speaker.say("credentials.disabled", id=key_id, provider=provider)
    speaker.result({"id": key_id, "disabled": True})
    return OK


def create(  # noqa: PLR0913  (every option of the command is one here)
    provider: Provider,
    name: Annotated[str, Parameter(help="The sealed key that the new one replaces.")],
    *,
    admin_env: AdminEnv,
    project: Project = "",
    config: Config = None,
    json: Json = False,
) -> int:
    """Let a provider make a key and put it in a sealed key's place; nobody sees it."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    admin = _admin(provider, admin_env, project)
    with open_credentials(settings) as credentials:
        active_of(credentials, name)
        key_id, key = admin.create(f"posthouse {name}")
        made = credentials.rotate(
            name, key, grace_us=24 * 3_600_000_000, tested_at=None, actor=cli_actor()
        )
    speaker.say("credentials.created", name=name, id=key_id, version=made.version)
    speaker.result({"name": name, "version": made.version, "remote_id": key_id})
    return OK


def _admin(provider: str, admin_env: str, project: str) -> KeyAdmin:
    if not os.environ.get(admin_env, "").strip():
        raise CommandError(
            f"expected an admin key in {admin_env}, found nothing", hint="export it first"
        )
    return admin_of(provider, Account(usable(os.environ[admin_env], admin_env), project))
