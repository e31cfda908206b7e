"""What is in force, told to the ledger whenever facts are built."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable

import msgspec
from sqlalchemy import Engine

from posthouse.config.schema import Settings
from posthouse.exchange.facts import Facts
from posthouse.store.notices import InForce, settle_settings
from posthouse.vault.keyring import Keyring

Tell = Callable[[Settings, Facts], None]


def telling(engine: Engine, keyring: Keyring) -> Tell:
    """Return what makes a change of the settings or of a policy an entry of the ledger.

    The digest is keyed, for settings hold names that could be guessed: customers, code names.
    """

    def tell(settings: Settings, facts: Facts) -> None:
        tree = msgspec.to_builtins(msgspec.structs.replace(settings, source=""), str_keys=True)
        plain = msgspec.json.encode(tree, order="sorted")
        digest = hmac.digest(keyring.policy_key(), plain, "sha256").hex()
        policies = {name: project.policy for name, project in facts.projects.items()}
        settle_settings(engine, InForce(digest, policies), time.time_ns() // 1000)

    return tell
