"""What a key may do: limits that only ever say no.

A scope with nothing in it allows everything. A key that was narrowed carries several scopes, its
own and those of each narrowing, and all of them must allow: so no narrowing can widen anything.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from posthouse.model.dialect import Dialect, Operation
from posthouse.model.finding import Label

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class DataClass(IntEnum):
    """How sensitive a request is, by what the detectors find in it; later ones weigh more."""

    PUBLIC = 0
    INTERNAL = 1
    PERSONAL = 2
    CREDENTIAL = 3


CLASS_OF: dict[Label, DataClass] = {
    Label.URL: DataClass.INTERNAL,
    Label.HOST: DataClass.INTERNAL,
    Label.PROJECT: DataClass.INTERNAL,
    Label.ORG: DataClass.INTERNAL,
    Label.LOCATION: DataClass.INTERNAL,
    Label.EMAIL: DataClass.PERSONAL,
    Label.PHONE: DataClass.PERSONAL,
    Label.ID_CARD: DataClass.PERSONAL,
    Label.BANK_CARD: DataClass.PERSONAL,
    Label.IBAN: DataClass.PERSONAL,
    Label.IP: DataClass.PERSONAL,
    Label.OTHER_ID: DataClass.PERSONAL,
    Label.PASSPORT: DataClass.PERSONAL,
    Label.VEHICLE: DataClass.PERSONAL,
    Label.ACCOUNT: DataClass.PERSONAL,
    Label.DATE_BIRTH: DataClass.PERSONAL,
    Label.ADDRESS: DataClass.PERSONAL,
    Label.PERSON: DataClass.PERSONAL,
    Label.CREDENTIAL: DataClass.CREDENTIAL,
    Label.PRIVATE_KEY: DataClass.CREDENTIAL,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Limits of one key or of one narrowing of it; an empty one, or None, limits nothing.

    Names of models, channels and tools may end in `*`. An endpoint is a dialect, or a dialect and
    an operation (`anthropic`, `gemini:count_tokens`). A jurisdiction is a country code as channels
    have it; a channel that has none is outside every list.
    """

    models: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    endpoints: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    highest: DataClass | None = None

    def model(self, name: str) -> bool:
        """Tell whether a model may be asked for."""
        return _named(name, self.models)

    def tool(self, name: str) -> bool:
        """Tell whether a request may offer, or an answer call, a tool."""
        return _named(name, self.tools)

    def channel(self, name: str, jurisdiction: str) -> bool:
        """Tell whether a channel may answer."""
        inside = not self.jurisdictions or jurisdiction in self.jurisdictions
        return inside and _named(name, self.channels)

    def endpoint(self, dialect: Dialect, operation: Operation) -> bool:
        """Tell whether an endpoint may be used; the list of models belongs to every key."""
        if not self.endpoints or operation is Operation.MODELS:
            return True
        whole = dialect.value
        return whole in self.endpoints or f"{whole}:{operation.value}" in self.endpoints

    def address(self, text: str) -> bool:
        """Tell whether a client may ask from its address; an unknown address is outside."""
        if not self.networks:
            return True
        try:
            address = ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self.networks)

    def data(self, found: DataClass) -> bool:
        """Tell whether a request of this class may be sent."""
        return self.highest is None or found <= self.highest


ANYTHING = Scope()

ENDPOINTS = frozenset(
    name
    for dialect in Dialect
    for name in (
        dialect.value,
        *(f"{dialect.value}:{o.value}" for o in Operation if o is not Operation.MODELS),
    )
)
"""Every name that `Scope.endpoints` may hold."""


def network(text: str) -> Network:
    """Return an address or CIDR range. Raises ValueError."""
    return ipaddress.ip_network(text)


def class_of(labels: Sequence[Label] | set[Label]) -> DataClass:
    """Return the highest class among the labels that were found."""
    return max((CLASS_OF[label] for label in labels), default=DataClass.PUBLIC)


def _named(name: str, names: tuple[str, ...]) -> bool:
    return not names or any(
        name == one or (one.endswith("*") and name.startswith(one[:-1])) for one in names
    )
