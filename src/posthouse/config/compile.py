"""Settings -> the immutable parts that the daemon puts into its snapshot of facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from posthouse.config.schema import ChannelSettings, PriceSettings, Privacy, Server, Settings
from posthouse.config.treatments import by_key, by_project
from posthouse.model.channel import Address, Channel
from posthouse.model.errors import ConfigError
from posthouse.model.finding import Label, Treatment
from posthouse.model.sampling import Pair
from posthouse.model.scope import Network, network
from posthouse.model.secret import Secret
from posthouse.model.usage import MicroUSD, Price

PORTS = {"https": 443, "http": 80}

MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the file means: channels in the order in which they are tried, prices by model name,
    treatments by project (`default` is always there) and of single keys, own terms; `pairs` are
    compared on real requests, by the audited channel's name."""

    channels: tuple[Channel, ...]
    prices: Mapping[str, Price]
    treatments: Mapping[str, Mapping[Label, Treatment]]
    terms: tuple[str, ...]
    keyed: Mapping[tuple[str, str], Mapping[Label, Treatment]]
    pairs: Mapping[str, Pair] = field(default_factory=dict)


def compiled(settings: Settings, environ: Mapping[str, str]) -> Compiled:
    """Compile the whole file; reads key files and dictionaries. Raises ConfigError."""
    trusted_proxies(settings.server)
    _require_channels(settings)
    return Compiled(
        channels=tuple(
            sorted((channel(c, environ) for c in settings.channel), key=lambda c: c.priority)
        ),
        prices=MappingProxyType({p.model: price(p) for p in settings.price}),
        treatments=by_project(settings),
        terms=terms(settings.privacy),
        keyed=by_key(settings),
        pairs=_pairs(settings),
    )


def _pairs(settings: Settings) -> Mapping[str, Pair]:
    """Return which channels are compared on real requests. Raises ConfigError."""
    known = {one.name for one in settings.channel}
    pairs = {}
    for one in settings.audits.channel if settings.audits.enabled else ():
        if not one.shadow and not one.control:
            continue
        if one.trusted not in known - {one.name}:
            raise ConfigError(
                f"audits.channel {one.name}: expected another channel as trusted, found none",
                hint=f"known here: {', '.join(sorted(known - {one.name})) or 'none'}",
            )
        pairs[one.name] = Pair(one.name, one.trusted, one.model, one.shadow, one.control)
    return pairs


def _require_channels(settings: Settings) -> None:
    """Refuse a second witness, and nonces, on what is no channel. Raises ConfigError."""
    known = {one.name for one in settings.channel}
    named = [("second_witness.channels", name) for name in settings.second_witness.channels]
    named += [("nonces.channel", one.name) for one in settings.nonces.channel]
    for place, name in named:
        if name not in known:
            raise ConfigError(
                f"{place}: expected names of channels, found another",
                hint=f"known here: {', '.join(sorted(known)) or 'none'}",
            )


def channel(settings: ChannelSettings, environ: Mapping[str, str]) -> Channel:
    """Compile one channel, its credential read from where the settings point."""
    models = settings.models
    return Channel(
        name=settings.name,
        address=upstream_address(settings.url, f"channel {settings.name}"),
        dialects=frozenset(settings.dialects),
        credential=credential(settings, environ),
        models=MappingProxyType(
            dict(models) if isinstance(models, dict) else {m: m for m in models}
        ),
        priority=settings.priority,
        private_network=settings.private_network,
        connect_timeout_s=settings.connect_timeout_s,
        first_byte_timeout_s=settings.first_byte_timeout_s,
        idle_timeout_s=settings.idle_timeout_s,
        basis=settings.basis,
        jurisdiction=settings.jurisdiction,
    )


def unsealed(settings: Settings, meant: Compiled, open_: Callable[[str, str], Secret]) -> Compiled:
    """Put sealed keys into the channels that name one; `open_` gets name and origin.

    The origin is that of the channel's address as it is now: a key sealed for another does not
    open. Raises what `open_` raises.
    """
    names = {c.name: c.key_sealed for c in settings.channel if c.key_sealed is not None}
    if not names:
        return meant
    channels = (
        replace(c, credential=open_(names[c.name], c.address.origin)) if c.name in names else c
        for c in meant.channels
    )
    return replace(meant, channels=tuple(channels))


def credential(settings: ChannelSettings, environ: Mapping[str, str]) -> Secret:
    """Return the upstream's key, or an empty Secret where it names none or a sealed one."""
    place = f"channel {settings.name}"
    if settings.key_env is not None:
        if not environ.get(settings.key_env, "").strip():
            hint = f"export {settings.key_env} before the start; the name is set by key_env"
            raise ConfigError(f"{place}: {settings.key_env} is not in the environment", hint=hint)
        return usable(environ[settings.key_env], place)
    if settings.key_file is not None:
        try:
            return usable(Path(settings.key_file).read_text(encoding="utf-8"), place)
        except (OSError, UnicodeDecodeError) as error:
            message = f"{place}: key_file cannot be read ({type(error).__name__})"
            hint = "write the key alone into that file, then chmod 600"
            raise ConfigError(message, hint=hint) from None
    return Secret("")


def usable(text: str, place: str) -> Secret:
    """Return a key that can stand in a header. Raises ConfigError, which holds nothing of it."""
    value = text.strip()
    if not value or not value.isascii() or not value.isprintable() or " " in value:
        hint = "expected one word of printable ASCII, nothing else"
        raise ConfigError(f"{place}: what should be its key is not usable as one", hint=hint)
    return Secret(value)


def upstream_address(url: str, place: str) -> Address:
    """Split an upstream's URL; a /v1 or /v1beta at its end belongs to the dialects."""
    hint = "expected https://host[:port][/path], for instance https://relay.example.com"
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise ConfigError(f"{place}: url cannot be parsed", hint=hint) from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise ConfigError(f"{place}: url is neither https:// nor http:// with a host", hint=hint)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigError(f"{place}: url holds credentials, a query or a fragment", hint=hint)
    base = parts.path.rstrip("/")
    for own in ("/v1", "/v1beta"):
        base = base.removesuffix(own)
    return Address(parts.scheme, parts.hostname, port or PORTS[parts.scheme], base)


def trusted_proxies(server: Server) -> tuple[Network, ...]:
    """Return whose word on a client's address is taken. Raises ConfigError."""
    try:
        return tuple(network(text) for text in server.trusted_proxies)
    except ValueError:
        hint = "for instance 10.0.0.0/8 or 192.0.2.1; no bits behind the prefix"
        raise ConfigError("server.trusted_proxies: not an address range", hint=hint) from None


def listen_address(text: str, place: str) -> tuple[str, int]:
    """Split host:port; IPv6 hosts stand in brackets. Raises ConfigError."""
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or port is None or parts.path:
        hint = "expected host:port such as 127.0.0.1:8700 or [::1]:8700"
        raise ConfigError(f"{place}: not an address to listen on", hint=hint)
    return host, port


def price(settings: PriceSettings) -> Price:
    """Turn dollars a million tokens into micro-dollars, exactly. Raises ConfigError."""

    def micro(amount: Decimal) -> MicroUSD:
        scaled = amount * MICRO
        if not amount.is_finite() or scaled < 0 or scaled != int(scaled):
            hint = "expected dollars per million tokens, not negative, at most six decimals"
            raise ConfigError(f"price {settings.model}: amount cannot be kept exactly", hint=hint)
        return MicroUSD(int(scaled))

    def maybe(amount: Decimal | None) -> MicroUSD | None:
        return None if amount is None else micro(amount)

    return Price(
        input=micro(settings.input),
        output=micro(settings.output),
        cache_read=maybe(settings.cache_read),
        cache_write=maybe(settings.cache_write),
        batch=_part(settings),
    )


def _part(settings: PriceSettings) -> int:
    """Return what a batch is charged in millionths. Raises ConfigError."""
    scaled = settings.batch * MICRO
    if not settings.batch.is_finite() or not 0 <= settings.batch <= 1 or scaled != int(scaled):
        hint = "expected a number from 0 to 1, at most six decimals, such as 0.5"
        raise ConfigError(f"price {settings.model}: batch is no part of a price", hint=hint)
    return int(scaled)


def terms(privacy: Privacy) -> tuple[str, ...]:
    """Return the user's terms, each once, in the order of the settings."""
    words = list(privacy.dictionary)
    for name in privacy.dictionary_files:
        words += _dictionary(Path(name))
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _dictionary(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        hint = "expected UTF-8 text, one term a line"
        message = f"dictionary {path}: cannot be read ({type(error).__name__})"
        raise ConfigError(message, hint=hint) from None
    return [line for line in lines if not line.startswith("#")]
