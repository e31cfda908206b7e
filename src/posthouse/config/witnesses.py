"""The trust policy that `ledger.witness_policy` names: whom the station asks to cosign."""

from __future__ import annotations

from pathlib import Path

from posthouse.config.compile import upstream_address
from posthouse.config.ledger import LedgerSettings
from posthouse.ledger.policy import Policy, parse_policy
from posthouse.model.channel import Address
from posthouse.model.errors import ConfigError

PLACE = "ledger.witness_policy"


def policy_text(settings: LedgerSettings) -> bytes:
    """Return what the policy file holds. Raises ConfigError."""
    try:
        return Path(settings.witness_policy).read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{PLACE}: expected a readable file, found {type(error).__name__}",
            hint="relative to the settings' own folder; docs/verify.md shows one",
        ) from error


def witness_policy(settings: LedgerSettings) -> Policy:
    """Return the policy. Raises ConfigError, also where its quorum could never be gathered."""
    policy = parse_policy(policy_text(settings))
    if not policy.met({name for name, line in policy.witnesses.items() if line.url}):
        raise ConfigError(
            f"{PLACE}: expected a quorum of witnesses with addresses, found too few of them",
            hint="write the address behind the key: witness NAME VKEY https://witness.example.com",
        )
    return policy


def witness_addresses(policy: Policy) -> dict[str, Address]:
    """Return the submission prefix of each witness that has one. Raises ConfigError."""
    return {
        name: upstream_address(line.url, f"{PLACE}, witness {name}")
        for name, line in policy.witnesses.items()
        if line.url
    }
