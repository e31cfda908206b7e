"""What start refuses: settings that would be understood but not safe. Each check yields problems.

`problems` returns them all (for `config check` and `doctor`); `refuse_unsafe` raises.
"""

from __future__ import annotations

import ipaddress
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from posthouse.config.compile import (
    compiled,
    credential,
    listen_address,
    price,
    terms,
    upstream_address,
)
from posthouse.config.retention import HALF_A_YEAR
from posthouse.config.schema import ChannelSettings, Settings
from posthouse.config.witnesses import witness_addresses, witness_policy
from posthouse.model.errors import ConfigError

Problems = Iterator[ConfigError]


def refuse_unsafe(settings: Settings, environ: Mapping[str, str]) -> None:
    """Raise one ConfigError that tells every problem, or return."""
    found = problems(settings, environ)
    if len(found) == 1:
        raise found[0]
    if found:
        lines = [f"{e.message}" + (f" ({e.hint})" if e.hint else "") for e in found]
        message = "\n  - ".join((f"{len(found)} unsafe or wrong settings", *lines))
        raise ConfigError(message, hint="`posthouse config check` tells when all is well")


def problems(settings: Settings, environ: Mapping[str, str]) -> tuple[ConfigError, ...]:
    """Return everything that start would refuse, in the order of the file."""
    checks: tuple[Callable[[], Problems], ...] = (
        lambda: _listeners(settings),
        lambda: _tls(settings),
        lambda: _config_file(settings),
        lambda: _data_folder(settings),
        lambda: _sinks(settings),
        lambda: _witnesses(settings),
        lambda: _retention(settings),
        lambda: _duplicates(settings),
        lambda: _dictionaries(settings),
        lambda: _prices(settings),
        lambda: _console(settings, environ),
    )
    found = [problem for check in checks for problem in check()]
    for each in settings.channel:
        found += _channel(each, environ)
    if not found:
        compiled(settings, environ)
    return tuple(found)


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listeners(settings: Settings) -> Problems:
    server = settings.server
    try:
        host, port = listen_address(server.address, "server.address")
        admin_host, admin_port = listen_address(server.admin, "server.admin")
    except ConfigError as error:
        yield error
        return
    if not is_loopback(host) and not server.tls_cert:
        yield ConfigError(
            "server.address: listens beyond loopback without TLS",
            hint="set server.tls_cert and server.tls_key, or listen on 127.0.0.1",
        )
    if not is_loopback(admin_host):
        yield ConfigError(
            "server.admin: health and metrics would be open to the network",
            hint="listen on 127.0.0.1 and reach it through a tunnel",
        )
    if (host, port) == (admin_host, admin_port) and port:
        yield ConfigError("server.admin: same as server.address", hint="give it another port")


def _tls(settings: Settings) -> Problems:
    cert, key = settings.server.tls_cert, settings.server.tls_key
    if bool(cert) != bool(key):
        yield ConfigError(
            "server.tls_cert and server.tls_key: only one of them is set", hint="set both"
        )
    for name, value in (("server.tls_cert", cert), ("server.tls_key", key)):
        if value and not Path(value).is_file():
            yield ConfigError(f"{name}: no such file", hint="relative to the settings' own folder")
    if key:
        yield from _private_file(Path(key), "server.tls_key")


def _config_file(settings: Settings) -> Problems:
    if settings.source and _mode(Path(settings.source)) & (stat.S_IWGRP | stat.S_IWOTH):
        yield ConfigError(
            f"{settings.source}: others may change the settings", hint="chmod go-w on that file"
        )


def _data_folder(settings: Settings) -> Problems:
    folder = Path(settings.store.folder)
    if folder.exists() and not folder.is_dir():
        yield ConfigError("store.folder: not a folder", hint="name a folder or a new name")
    elif _mode(folder) & 0o077:
        yield ConfigError("store.folder: open to others", hint=f"chmod 700 {folder}")


def _sinks(settings: Settings) -> Problems:
    data = Path(settings.store.folder)
    folders = [Path(name) for name in settings.record.sinks]
    for folder in folders:
        if folder == data or data in folder.parents or folders.count(folder) > 1:
            yield ConfigError(
                f"record.sinks: {folder} is no place of its own",
                hint="name a folder outside the data folder, best on another disk, once",
            )
        if _mode(folder) & 0o077:
            yield ConfigError("record.sinks: open to others", hint=f"chmod 700 {folder}")
    if settings.record.require > 1 + len(folders):
        yield ConfigError(
            f"record.require: {settings.record.require} places asked for,"
            f" {1 + len(folders)} there with the data folder",
            hint="add folders to record.sinks, or ask for fewer",
        )


def _witnesses(settings: Settings) -> Problems:
    if not settings.ledger.witness_policy:
        return
    try:
        addresses = witness_addresses(witness_policy(settings.ledger))
    except ConfigError as error:
        yield error
        return
    for name, address in addresses.items():
        if address.scheme == "http" and not is_loopback(address.host):
            yield ConfigError(
                f"ledger.witness_policy, witness {name}: plain http to another machine",
                hint="use https, or a tunnel that ends on 127.0.0.1",
            )


def _retention(settings: Settings) -> Problems:
    kept = settings.retention
    if 0 < kept.ledger_entries_days < HALF_A_YEAR:
        yield ConfigError(
            f"retention.ledger_entries_days: {kept.ledger_entries_days} days are too few",
            hint=f"at least {HALF_A_YEAR}, or 0 to keep entries for ever",
        )
    if kept.receipt_days < kept.receipt_detail_days:
        yield ConfigError(
            "retention.receipt_days: shorter than receipt_detail_days",
            hint="what is left of a receipt is kept as long as its detail, or longer",
        )


def _duplicates(settings: Settings) -> Problems:
    lists = {
        "channel": [c.name for c in settings.channel],
        "project": [p.name for p in settings.project],
        "price": [p.model for p in settings.price],
    }
    for table, names in lists.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield ConfigError(
                    f"{table} {name}: stands {count} times", hint="a name is used once"
                )


def _dictionaries(settings: Settings) -> Problems:
    try:
        terms(settings.privacy)
    except ConfigError as error:
        yield error


def _prices(settings: Settings) -> Problems:
    for each in settings.price:
        try:
            price(each)
        except ConfigError as error:
            yield error


def _console(settings: Settings, environ: Mapping[str, str]) -> Problems:
    sign_on = settings.sign_on
    origin = settings.console.origin
    for name, url in (("console.origin", origin), ("sign_on.issuer", sign_on.issuer)):
        if url:
            yield from _browsed(name, url)
    if origin.rstrip("/").count("/") > 2:
        yield ConfigError("console.origin: has a path", hint="give scheme, host and port alone")
    if sign_on.issuer and not sign_on.client_id:
        yield ConfigError("sign_on.client_id: not set", hint="register this station there first")
    if sign_on.secret_env is not None and not environ.get(sign_on.secret_env, "").strip():
        yield ConfigError(
            f"sign_on: {sign_on.secret_env} is not in the environment",
            hint=f"export {sign_on.secret_env} before the start",
        )


def _browsed(name: str, url: str) -> Problems:
    try:
        address = upstream_address(url, name)
    except ConfigError as error:
        yield error
        return
    if address.scheme == "http" and not is_loopback(address.host):
        yield ConfigError(f"{name}: plain http to another machine", hint="use https")


def _channel(settings: ChannelSettings, environ: Mapping[str, str]) -> Problems:
    place = f"channel {settings.name}"
    if not settings.basis.strip():
        yield ConfigError(
            f"{place}: no basis stated on which it may be used",
            hint='say it in a few words, for instance basis = "own account, API terms of 2026"',
        )
    yield from _credential(settings, environ)
    try:
        address = upstream_address(settings.url, place)
    except ConfigError as error:
        yield error
        return
    near = is_loopback(address.host)
    if address.scheme == "http" and not near:
        yield ConfigError(
            f"{place}: plain http to another machine",
            hint="use https, or a tunnel that ends on 127.0.0.1",
        )
    named = settings.key_env or settings.key_file or settings.key_sealed
    if not (near or settings.private_network or named):
        yield ConfigError(
            f"{place}: no credential named",
            hint="set key_env, key_file or key_sealed; never the key itself",
        )


def _credential(settings: ChannelSettings, environ: Mapping[str, str]) -> Problems:
    place = f"channel {settings.name}"
    ways = {n: getattr(settings, n) for n in ("key_env", "key_file", "key_sealed")}
    told = [name for name, value in ways.items() if value is not None]
    if len(told) > 1:
        yield ConfigError(f"{place}: both {' and '.join(told)}", hint="keep one of them")
        return
    if settings.key_file is not None:
        yield from _private_file(Path(settings.key_file), f"{place}: key_file")
    try:
        credential(settings, environ)
    except ConfigError as error:
        yield error


def _private_file(path: Path, place: str) -> Problems:
    if _mode(path) & 0o077:
        yield ConfigError(f"{place}: readable by others", hint=f"chmod 600 {path}")


def _mode(path: Path) -> int:
    """Return the permission bits, none where there is nothing."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0
