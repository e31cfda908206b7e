"""`posthouse credentials`: upstreams' keys, sealed in the database, each bound to one host.

A key is read from a variable, from stdin or from a prompt, never from an argument, and is shown by
no command.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from cyclopts import Parameter

from posthouse.cli.keys import day
from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.probe import LISTS, Told, ask
from posthouse.cli.sealed import open_credentials
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.config.compile import channel, upstream_address, usable
from posthouse.config.schema import NAME, ChannelSettings, Settings
from posthouse.config.unsafe import is_loopback
from posthouse.model.channel import Address, Channel
from posthouse.model.dialect import Dialect
from posthouse.model.errors import CommandError, ConfigError
from posthouse.model.secret import Secret
from posthouse.store.credentials import Credential, CredentialState, SqlCredentials

HOUR_US = 3_600_000_000

Env = Annotated[str | None, Parameter(help="Environment variable that holds the key; else stdin.")]
Name = Annotated[str, Parameter(help="The key's name, to which key_sealed refers.")]


def add(
    name: Name,
    *,
    url: Annotated[str | None, Parameter(help="The upstream it is for.")] = None,
    env: Env = None,
    config: Config = None,
    json: Json = False,
) -> int:
    """Seal an upstream's key, bound to its host."""
    import re

    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    if not re.fullmatch(NAME, name):
        raise CommandError(
            "expected a name of letters, digits, dots and dashes", hint="for instance main"
        )
    origin = _address(settings, name, url).origin
    with open_credentials(settings) as credentials:
        made = credentials.add(name, origin, _given(env, speaker), actor=cli_actor())
    speaker.say("credentials.sealed", name=name, origin=origin)
    speaker.result(_told(made, settings))
    return OK


def list_(*, config: Config = None, json: Json = False) -> int:
    """List the sealed keys with their age; no key can be shown."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with open_credentials(settings) as credentials:
        credentials.expire()
        every = credentials.every()
    speaker.result([_told(one, settings) for one in every])
    if not every:
        speaker.say("credentials.none")
        return OK
    rows = [
        (one.name, str(one.version), one.origin, one.state.value, _age(one, settings, speaker),
         day(one.tested_at / 1e6) if one.tested_at else "-",
         day(one.grace_until / 1e6) if one.grace_until else "-")
        for one in every
    ]  # fmt: skip
    speaker.table(speaker.text("credentials.head").split("|"), rows)
    return OK


def rotate(  # noqa: PLR0913  (every option of the command is one here)
    name: Name,
    *,
    env: Env = None,
    grace_hours: Annotated[
        float, Parameter(help="Hours for which the old key is kept; see `credentials back`.")
    ] = 24,
    untested: Annotated[
        bool, Parameter(negative="", help="Do not try the new key before the switch.")
    ] = False,
    config: Config = None,
    json: Json = False,
) -> int:
    """Replace a key by another that its upstream takes; nothing changes if it does not."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    if not 0 <= grace_hours <= 24 * 90:
        raise CommandError("--grace-hours: expected 0 to 2160", hint="for instance 24")
    with open_credentials(settings) as credentials:
        active = active_of(credentials, name)
        key = _given(env, speaker)
        tested_at = None
        if not untested:
            _require_taken(_tried(settings, active, key))
            tested_at = time.time_ns() // 1000
        made = credentials.rotate(
            name, key, grace_us=int(grace_hours * HOUR_US), tested_at=tested_at,
            actor=cli_actor(),
        )  # fmt: skip
    speaker.say("credentials.rotated", name=name, version=made.version, hours=f"{grace_hours:g}")
    speaker.result(_told(made, settings))
    return OK


def back(name: Name, *, config: Config = None, json: Json = False) -> int:
    """Take the last rotation back while the older key is in its grace."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with open_credentials(settings) as credentials:
        again = credentials.back(name, actor=cli_actor())
    speaker.say("credentials.back", name=name, version=again.version)
    speaker.result(_told(again, settings) | {"state": CredentialState.ACTIVE.value})
    return OK


def revoke(name: Name, *, config: Config = None, json: Json = False) -> int:
    """Destroy every version of a key here; at the provider it is disabled by other means."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with open_credentials(settings) as credentials:
        count = credentials.revoke(name, actor=cli_actor())
    if not count:
        raise CommandError(
            f"expected a sealed key of the name {name}, found none",
            hint="`posthouse credentials list` shows them",
        )
    speaker.say("credentials.revoked", name=name, count=count)
    speaker.result({"name": name, "destroyed": count})
    return OK


def try_(
    name: Name,
    *,
    url: Annotated[str | None, Parameter(help="Must be the host that it is bound to.")] = None,
    config: Config = None,
    json: Json = False,
) -> int:
    """Ask the upstream for its models with a key; no content is sent."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    with open_credentials(settings) as credentials:
        active = active_of(credentials, name)
        origin = active.origin if url is None else upstream_address(url, "--url").origin
        told = _tried(settings, active, credentials.open(name, origin))
        if told.status == 200:
            credentials.tested(name, active.version)
    speaker.result({"name": name, "origin": active.origin, "found": told.words})
    speaker.say("credentials.tested", name=name, origin=active.origin, found=told.words)
    return OK if told.status == 200 else FAILED


def active_of(credentials: SqlCredentials, name: str) -> Credential:
    """Return the version in use. Raises CommandError."""
    for one in credentials.every():
        if one.name == name and one.in_use:
            return one
    raise CommandError(
        f"expected a sealed key of the name {name}, found none",
        hint="`posthouse credentials list` shows them",
    )


def _require_taken(told: Told) -> None:
    """Return where the upstream took the key. Raises CommandError."""
    if told.status == 200:
        return
    if told.status in (401, 403):
        raise CommandError(
            f"expected the upstream to take the new key, found it refused with {told.status};"
            " nothing was changed",
            hint="check the key at the provider",
        )
    raise CommandError(
        f"expected the upstream's models list, found {told.words}; nothing was changed",
        hint="try again, or say --untested where this upstream has no such list",
    )


def _tried(settings: Settings, active: Credential, key: Secret) -> Told:
    """Ask for the models list, which costs nothing, with this key and no other."""
    return asyncio.run(_ask(_channel(settings, active, key)))


async def _ask(one: Channel) -> Told:
    from posthouse.net.upstream import HttpUpstream

    upstream = HttpUpstream()
    dialect = next((d for d in LISTS if d in one.dialects), Dialect.OPENAI_CHAT)
    try:
        return await ask(upstream, one, dialect, LISTS[dialect])
    finally:
        await upstream.close()


def _channel(settings: Settings, active: Credential, key: Secret) -> Channel:
    """Return a channel to the key's own host: one of the settings', else a plain one."""
    for each in _referring(settings, active.name):
        found = channel(each, os.environ)
        if found.address.origin == active.origin:
            return replace(found, credential=key)
    url = active.origin
    address = upstream_address(url, active.name)
    plain = ChannelSettings(name=active.name, url=url, dialects=(Dialect.OPENAI_CHAT,))
    near = is_loopback(address.host)
    return replace(channel(plain, os.environ), credential=key, private_network=near)


def _address(settings: Settings, name: str, url: str | None) -> Address:
    """Return where a new key may go: as said, and as every channel that refers to it says."""
    addresses = [upstream_address(c.url, f"channel {c.name}") for c in _referring(settings, name)]
    if url is not None:
        addresses.append(upstream_address(url, "--url"))
    origins = {address.origin for address in addresses}
    if len(origins) != 1:
        what = "none" if not origins else f"{len(origins)}: {', '.join(sorted(origins))}"
        raise CommandError(
            f"expected one host that the key is for, found {what}",
            hint="say --url, the same as in the channel that refers to it by key_sealed",
        )
    address = addresses[0]
    if address.scheme != "https" and not is_loopback(address.host):
        raise ConfigError("expected https for another machine's key", hint="use https")
    return address


def _referring(settings: Settings, name: str) -> Sequence[ChannelSettings]:
    return [c for c in settings.channel if c.key_sealed == name]


def _given(env: str | None, speaker: Terminal) -> Secret:
    """Return the key from a variable, from stdin, or from the person at the terminal."""
    if env is not None:
        if not os.environ.get(env, "").strip():
            raise CommandError(f"expected a key in {env}, found nothing", hint="export it first")
        return usable(os.environ[env], env)
    if sys.stdin.isatty():
        from getpass import getpass

        return usable(getpass(speaker.text("credentials.ask")), "the key")
    return usable(sys.stdin.readline(), "stdin")


def _age(one: Credential, settings: Settings, speaker: Terminal) -> str:
    days = one.age_days(time.time_ns() // 1000)
    old = one.in_use and days >= settings.vault.credential_age_days
    return f"{days} ({speaker.text('credentials.old')})" if old else str(days)


def _told(one: Credential, settings: Settings) -> dict[str, Any]:
    days = one.age_days(time.time_ns() // 1000)
    return {
        "name": one.name,
        "version": one.version,
        "origin": one.origin,
        "state": one.state.value,
        "age_days": days,
        "old": one.in_use and days >= settings.vault.credential_age_days,
        "tested_at_us": one.tested_at,
        "grace_until_us": one.grace_until,
    }
