"""`posthouse guard URL`: the station in front of any relay or provider, with one command."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from cyclopts import Parameter

from posthouse.cli.clients import client_lines
from posthouse.cli.folder import Issued, Wish, issue
from posthouse.cli.keys import day
from posthouse.cli.options import data_home
from posthouse.cli.probe import Found, probe
from posthouse.cli.station import run_station, station_url
from posthouse.cli.terminal import Terminal, terminal
from posthouse.config.compile import channel, upstream_address
from posthouse.config.load import load, parse
from posthouse.config.schema import Settings
from posthouse.config.unsafe import refuse_unsafe
from posthouse.media import extra
from posthouse.model.dialect import Dialect
from posthouse.model.errors import CommandError
from posthouse.store.keyfile import open_folder

FILE = "posthouse.toml"
KEY_DAYS = 7


ByImages = Annotated[
    Literal["pass", "refuse", "redact"] | None,
    Parameter(help="redact: read images, cover what is found; else as --media says."),
]
ByDocuments = Annotated[
    Literal["pass", "refuse", "text"] | None,
    Parameter(help="text: send the masked text of PDF and Office; else as --media says."),
]


@dataclass(frozen=True, slots=True)
class Relay:
    """What the user said about the relay to be guarded."""

    url: str
    key_env: str
    basis: str
    private_network: bool
    dictionary: Path | None
    media: str
    images: str
    documents: str


def guard(  # noqa: PLR0913  (every option of the command is one here)
    url: Annotated[str, Parameter(help="The relay's address, as its own manual gives it.")],
    *,
    key_env: Annotated[str, Parameter(help="Environment variable with the relay's key.")],
    port: Annotated[int, Parameter(help="Local port; the next one is for metrics.")] = 8710,
    data: Annotated[Path | None, Parameter(help="Data folder; else one per host.")] = None,
    dialect: Annotated[
        tuple[Dialect, ...], Parameter(help="Say what it speaks instead of probing.")
    ] = (),
    model: Annotated[tuple[str, ...], Parameter(help="Say its models instead of asking.")] = (),
    basis: Annotated[str, Parameter(help="On what basis you may use this relay.")] = "",
    dictionary: Annotated[Path | None, Parameter(help="File of own terms, one a line.")] = None,
    media: Annotated[str, Parameter(help="pass or refuse what cannot be examined.")] = "refuse",
    images: ByImages = None,
    documents: ByDocuments = None,
    private_network: Annotated[
        bool, Parameter(negative="", help="The relay lies in a private address range.")
    ] = False,
) -> int:
    """Probe a relay, make a key, print what clients need, serve until Ctrl-C."""
    speaker = terminal(json_=False, environ=os.environ)
    host = upstream_address(url, "URL").host
    folder = (data or data_home(os.environ) / f"guard-{host}").absolute()
    stated = basis or f"the user's own account at {host}, as stated by starting guard"
    if images == "redact":
        extra.require("--images refuse")
    read = (images or media, documents or media)
    relay = Relay(_without_query(url), key_env, stated, private_network, dictionary, media, *read)
    open_folder(folder)
    draft = parse(settings_text(relay, port, tuple(Dialect), ()), folder / FILE)
    refuse_unsafe(draft, os.environ)
    found = Found(dict.fromkeys(dialect, True), {}, model) if dialect else None
    if found is None:
        speaker.note("guard.probing", host=host)
        found = asyncio.run(_probe(draft))
        _show(found, speaker)
    _require_dialects(found, host)
    text = settings_text(relay, port, found.dialects, model or found.models)
    settings = load(_written(folder / FILE, text))
    with issue(folder, Wish(name="guard", days=KEY_DAYS)) as issued:
        return run_station(settings, speaker, lambda: _announce(settings, speaker, issued))


def settings_text(
    relay: Relay, port: int, dialects: tuple[Dialect, ...], models: tuple[str, ...]
) -> str:
    """Return the settings of a guard as TOML."""
    quoted = _quoted
    files = [str(relay.dictionary.absolute())] if relay.dictionary else []
    return f"""# Written anew by each `posthouse guard`; for lasting changes copy it, then `serve`.

[server]
address = "127.0.0.1:{port}"
admin = "127.0.0.1:{port + 1}"

[store]
folder = "."

[privacy]
dictionary_files = {quoted(files)}
unreadable_media = {quoted(relay.media)}
images = {quoted(relay.images)}
documents = {quoted(relay.documents)}
unknown_ids = "pass"

[[channel]]
name = "relay"
url = {quoted(relay.url)}
dialects = {quoted([dialect.value for dialect in dialects])}
key_env = {quoted(relay.key_env)}
models = {quoted(list(models))}
private_network = {quoted(relay.private_network)}
basis = {quoted(relay.basis)}
"""


def _quoted(value: Any) -> str:
    """Return a value as TOML: JSON, but for astral characters and DEL, which differ."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


async def _probe(settings: Settings) -> Found:
    from posthouse.net.upstream import HttpUpstream

    upstream = HttpUpstream()
    try:
        return await probe(upstream, channel(settings.channel[0], os.environ))
    finally:
        await upstream.close()


def _show(found: Found, speaker: Terminal) -> None:
    rows = [
        (dialect.value, speaker.text("guard.yes" if yes else "guard.no"), found.seen[dialect])
        for dialect, yes in found.spoken.items()
    ]
    speaker.table(speaker.text("guard.head").split("|"), rows)
    if found.models:
        some = ", ".join(found.models[:5]) + (", ..." if len(found.models) > 5 else "")
        speaker.say("guard.models", count=len(found.models), some=some)
    else:
        speaker.say("guard.no_models")


def _require_dialects(found: Found, host: str) -> None:
    if not found.dialects:
        known = ", ".join(dialect.value for dialect in Dialect)
        raise CommandError(
            f"{host} answers, but none of the known protocols was recognised",
            hint=f"check the address and the key, or say --dialect; known: {known}",
        )


def _announce(settings: Settings, speaker: Terminal, issued: Issued) -> None:
    host = upstream_address(settings.channel[0].url, "URL").host
    key, issued.shown = issued.plain.reveal(), True
    speaker.line()
    speaker.say("guard.masked", host=host)
    said = settings.privacy
    for what, how in (("images", said.images), ("documents", said.documents)):
        speaker.say(f"guard.{what}.{how}")
    speaker.line()
    speaker.say("guard.key", until=day(issued.record.expires_at), key=key)
    speaker.say("guard.environment", command="posthouse run -- claude")
    speaker.line()
    spoken = frozenset(settings.channel[0].dialects)
    for line in client_lines(station_url(settings), key, spoken):
        speaker.line(f"    {line}")
    speaker.line()


def _written(file: Path, text: str) -> Path:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    return file


def _without_query(url: str) -> str:
    return urlsplit(url)._replace(query="", fragment="").geturl()
