"""TOML text -> Settings. Says which key is wrong, what was expected and what comes nearest."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import fields, replace

from posthouse.config.anomalies import Anomalies
from posthouse.config.audits import Audits
from posthouse.config.console import Console, SignOn
from posthouse.config.inspection import InspectionSettings
from posthouse.config.keys import Keys
from posthouse.config.ledger import LedgerSettings
from posthouse.config.record import Record
from posthouse.config.retention import Retention
from posthouse.config.schema import (
    ChannelSettings,
    Limits,
    LocalModelSettings,
    PriceSettings,
    Privacy,
    Project,
    Server,
    Settings,
    Store,
)
from posthouse.config.secondwitness import SecondWitness
from posthouse.config.standing import Nonces, StandingSettings
from posthouse.config.vault import Vault
from posthouse.model.dialect import Dialect
from posthouse.model.errors import ConfigError
from posthouse.model.finding import Label, Restore, Treatment

TABLES: Mapping[str, type[msgspec.Struct]] = {
    "server": Server,
    "store": Store,
    "record": Record,
    "ledger": LedgerSettings,
    "vault": Vault,
    "retention": Retention,
    "limits": Limits,
    "keys": Keys,
    "privacy": Privacy,
    "project": Project,
    "channel": ChannelSettings,
    "price": PriceSettings,
    "local_model": LocalModelSettings,
    "console": Console,
    "sign_on": SignOn,
    "inspection": InspectionSettings,
    "second_witness": SecondWitness,
    "anomalies": Anomalies,
    "audits": Audits,
    "standing": StandingSettings,
    "nonces": Nonces,
}
"""Every table of the file; `project`, `channel` and `price` are arrays of tables."""

ARRAYS = ("project", "channel", "price")

LITERAL_KEYS = frozenset({"key", "api_key", "apikey", "token", "secret", "password", "credential"})
"""Names under which people try to write a key into the file."""


def load(path: Path) -> Settings:
    """Read one file. Raises ConfigError; no message holds a value of the file."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        hint = "give its place with --config, or let `posthouse quickstart` write one"
        raise ConfigError(f"{path}: no such file", hint=hint) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as UTF-8 text ({_kind(error)})") from error
    return parse(text, path)


def parse(text: str, path: Path) -> Settings:
    """Turn the text of a file at `path` into Settings; relative paths follow its folder."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _place(error)
        raise ConfigError(
            f"{path}: not TOML{place}", hint="strings stand in quotes, tables begin with [name]"
        ) from None
    unknown = next(_unknown_keys(tree), None)
    if unknown is not None:
        raise ConfigError(f"{path}: {unknown[0]}", hint=unknown[1])
    try:
        settings = msgspec.convert(tree, Settings)
    except msgspec.ValidationError as error:
        sentence, hint = _explain(str(error))
        raise ConfigError(f"{path}: {sentence}", hint=hint) from None
    return _absolute(settings, path)


def _kind(error: Exception) -> str:
    return type(error).__name__


def _place(error: Exception) -> str:
    """Return where the syntax breaks; the rest of the message could quote the file."""
    found = re.search(r"\(at (line \d+, column \d+|end of document)\)", str(error))
    return f" at {found.group(1)}" if found else ""


def _unknown_keys(tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (message, hint) for each key that the schema does not have."""
    for name, value in tree.items():
        if name not in TABLES:
            yield _unknown(name, f"[{name}]", list(TABLES))
            continue
        tables = value if name in ARRAYS and isinstance(value, list) else [value]
        for number, table in enumerate(tables):
            place = f"{name}[{number}]" if name in ARRAYS else name
            yield from _unknown_in(place, table, TABLES[name])


def _unknown_in(place: str, table: Any, kind: type[msgspec.Struct]) -> Iterator[tuple[str, str]]:
    if not isinstance(table, dict):
        return
    known = [field.name for field in fields(kind)]
    for name in table:
        if name not in known:
            yield _unknown(name, f"{place}.{name}", known)


def _unknown(name: str, place: str, known: list[str]) -> tuple[str, str]:
    if name.lower() in LITERAL_KEYS:
        return (
            f"{place}: a key is never written into this file",
            "name it by key_env, key_file (a file of mode 0600) or key_sealed",
        )
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    hint = f"did you mean {nearest[0]}?" if nearest else f"known here: {', '.join(known)}"
    return f"{place}: unknown key", hint


def _explain(message: str) -> tuple[str, str]:
    """Turn msgspec's sentence round, the place first; return it with a hint."""
    sentence, _, place = message.partition(" - at ")
    is_key = place.startswith("`key` in")
    place = place.removeprefix("`key` in ").strip("`").removeprefix("$").lstrip(".")
    if sentence.startswith("Invalid enum value"):
        what = "a name in this table" if is_key else "this value"
        return f"{place}: {what} is not one that Posthouse knows", _known_names(
            place, is_key=is_key
        )
    return f"{place}: {sentence}", "`posthouse config docs` prints every key with its meaning"


def _known_names(place: str, *, is_key: bool) -> str:
    if is_key:
        names = [label.value for label in Label]
    elif ".dialects" in place:
        names = [dialect.value for dialect in Dialect]
    elif place.endswith("restore"):
        names = [restore.value for restore in Restore]
    elif ".treatments" in place:
        names = [treatment.value for treatment in Treatment]
    else:
        names = ["pass", "refuse"]
    return f"known here: {', '.join(names)}"


def _absolute(settings: Settings, path: Path) -> Settings:
    """Make every path of the settings absolute, from the file's folder on."""
    folder = path.absolute().parent

    def full(name: str) -> str:
        return str(folder / Path(name).expanduser()) if name else ""

    server, privacy = settings.server, settings.privacy
    return replace(
        settings,
        source=str(path.absolute()),
        server=replace(server, tls_cert=full(server.tls_cert), tls_key=full(server.tls_key)),
        store=replace(settings.store, folder=full(settings.store.folder)),
        ledger=replace(
            settings.ledger,
            guard_file=full(settings.ledger.guard_file),
            witness_policy=full(settings.ledger.witness_policy),
        ),
        record=replace(settings.record, sinks=tuple(full(name) for name in settings.record.sinks)),
        privacy=replace(
            privacy, dictionary_files=tuple(full(name) for name in privacy.dictionary_files)
        ),
        audits=replace(
            settings.audits,
            channel=tuple(
                replace(c, reference=full(c.reference), library=tuple(map(full, c.library)))
                for c in settings.audits.channel
            ),
        ),
        channel=tuple(
            replace(c, key_file=full(c.key_file)) if c.key_file else c for c in settings.channel
        ),
    )
