"""A channel: one way to one upstream, as the operator configured it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posthouse.model.dialect import Dialect
from posthouse.model.secret import Secret


@dataclass(frozen=True, slots=True)
class Address:
    """Where a channel leads: scheme, host, port and the path in front of the dialect's own."""

    scheme: str
    host: str
    port: int
    base: str = ""

    @property
    def origin(self) -> str:
        """Return scheme://host:port."""
        return f"{self.scheme}://{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Channel:
    """One upstream behind one credential; `models` maps the name asked to the name sent.

    An empty `models` takes every name as it is. Lower `priority` is tried first.
    """

    name: str
    address: Address
    dialects: frozenset[Dialect]
    credential: Secret
    models: Mapping[str, str] = field(default_factory=dict)
    priority: int = 0
    private_network: bool = False
    connect_timeout_s: float = 10.0
    first_byte_timeout_s: float = 300.0
    idle_timeout_s: float = 120.0
    basis: str = ""
    jurisdiction: str = ""

    def serves(self, dialect: Dialect, model: str) -> bool:
        """Tell whether this channel can answer for the model, or for none, in the dialect."""
        return dialect in self.dialects and (not model or not self.models or model in self.models)

    def upstream_model(self, model: str) -> str:
        """Return the name under which the upstream knows the model."""
        return self.models.get(model, model)
