"""What a key may do, as options of commands; the same for making, editing and deriving keys."""

from __future__ import annotations

import getpass
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Literal

from cyclopts import Parameter

from posthouse.config.compile import MICRO
from posthouse.model.caller import KeyRecord
from posthouse.model.errors import CommandError
from posthouse.model.scope import ENDPOINTS, DataClass, Network, Scope, network
from posthouse.model.usage import MicroUSD

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(s|m|h|d)", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

ClassName = Literal["public", "internal", "personal", "credential"]


@dataclass(frozen=True, slots=True)
class ScopeOptions:
    """Where a key may be used and for what; what is not given is not limited."""

    model: Annotated[
        tuple[str, ...], Parameter(negative="", help="A model it may use; may end in *.")
    ] = ()
    channel: Annotated[
        tuple[str, ...], Parameter(negative="", help="A channel that may answer it.")
    ] = ()
    jurisdiction: Annotated[
        tuple[str, ...], Parameter(negative="", help="A country code whose channels may answer it.")
    ] = ()
    endpoint: Annotated[
        tuple[str, ...],
        Parameter(
            negative="", help="A dialect, or dialect:operation, such as gemini:count_tokens."
        ),
    ] = ()
    tool: Annotated[
        tuple[str, ...],
        Parameter(negative="", help="A tool that may be offered and called; may end in *."),
    ] = ()
    address: Annotated[
        tuple[str, ...],
        Parameter(negative="", help="An address or range of clients, such as 192.0.2.0/24."),
    ] = ()
    highest_class: Annotated[
        ClassName | None, Parameter(help="The most sensitive class of data it may send.")
    ] = None

    def over(self, before: Scope) -> Scope:
        """Return the scope with what was given in the place of what was. Raises CommandError."""
        for name in self.endpoint:
            if name not in ENDPOINTS:
                hint = f"one of {', '.join(sorted(ENDPOINTS))}"
                raise CommandError("--endpoint: expected an endpoint, found another", hint=hint)
        return Scope(
            models=self.model or before.models,
            channels=self.channel or before.channels,
            jurisdictions=self.jurisdiction or before.jurisdictions,
            endpoints=self.endpoint or before.endpoints,
            tools=self.tool or before.tools,
            networks=tuple(_network(text) for text in self.address) or before.networks,
            highest=before.highest
            if self.highest_class is None
            else DataClass[self.highest_class.upper()],
        )


@dataclass(frozen=True, slots=True)
class LimitOptions:
    """How much a key may use; what is not given is not limited by the key itself."""

    budget_usd: Annotated[str | None, Parameter(help="Dollars it may spend in all.")] = None
    budget_day_usd: Annotated[str | None, Parameter(help="Dollars a day, in UTC.")] = None
    budget_month_usd: Annotated[str | None, Parameter(help="Dollars a month, in UTC.")] = None
    requests_per_minute: Annotated[int | None, Parameter(help="Its own rate of requests.")] = None
    tokens_per_minute: Annotated[int | None, Parameter(help="Model tokens a minute.")] = None
    concurrency: Annotated[int | None, Parameter(help="Its own limit of running requests.")] = None

    def over(self, key: KeyRecord) -> KeyRecord:
        """Return the key with the limits that were given. Raises CommandError."""
        return replace(
            key,
            budget=_dollars("--budget-usd", self.budget_usd, key.budget),
            budget_day=_dollars("--budget-day-usd", self.budget_day_usd, key.budget_day),
            budget_month=_dollars("--budget-month-usd", self.budget_month_usd, key.budget_month),
            requests_per_minute=_count(self.requests_per_minute, key.requests_per_minute),
            tokens_per_minute=_count(self.tokens_per_minute, key.tokens_per_minute),
            concurrency=_count(self.concurrency, key.concurrency),
        )


Scopes = Annotated[ScopeOptions, Parameter(name="*")]
Limited = Annotated[LimitOptions, Parameter(name="*")]
ANY_SCOPE = ScopeOptions()
NO_LIMITS = LimitOptions()

KeyId = Annotated[str, Parameter(help="The key's id, the part after ph-.")]


def known_by(text: str) -> str:
    """Return the id of a key, given as such or with the whole key around it."""
    return text.split("-")[1] if text.startswith("ph-") else text


def actor() -> str:
    """Return who acts, as the ledger names them."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):
        return "cli:unknown"


def duration(option: str, text: str) -> int:
    """Return a text like 30m, 24h or 7d in seconds. Raises CommandError."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise CommandError(
            f"{option}: expected a time, found another text", hint=f"for instance {option} 24h"
        )
    return int(float(match.group(1)) * _SECONDS[match.group(2)])


def dollars(option: str, text: str) -> MicroUSD:
    """Return dollars in micro-dollars. Raises CommandError."""
    try:
        micro = Decimal(text) * MICRO
    except ArithmeticError:
        micro = Decimal(-1)
    if not micro.is_finite() or micro < 0 or micro != int(micro):
        hint = f"for instance {option} 12.50; at most six decimals"
        raise CommandError(f"{option}: expected dollars", hint=hint)
    return MicroUSD(int(micro))


def _dollars(option: str, text: str | None, before: MicroUSD | None) -> MicroUSD | None:
    return before if text is None else dollars(option, text)


def _count(given: int | None, before: int | None) -> int | None:
    if given is not None and given < 1:
        hint = "leave the option out for no limit; `posthouse keys revoke` ends a key"
        raise CommandError("expected a limit of 1 or more, found less", hint=hint)
    return before if given is None else given


def _network(text: str) -> Network:
    try:
        return network(text)
    except ValueError:
        hint = "for instance 192.0.2.0/24, 2001:db8::/32 or one address; no bits behind the prefix"
        raise CommandError("--address: expected an address range", hint=hint) from None
