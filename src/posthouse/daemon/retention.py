"""Which field is kept how long: a rule for each, from the settings."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from posthouse.config.retention import Retention
from posthouse.config.schema import Settings
from posthouse.model.event import STATION
from posthouse.store.anomaly_tables import ANOMALIES, BASELINES
from posthouse.store.conversation_tables import (
    CONVERSATION_HANDLES,
    CONVERSATION_PARTS,
    CONVERSATIONS,
)
from posthouse.store.operator_tables import BREAKGLASS, ENROLMENTS, SESSIONS
from posthouse.store.pruning import prune, publish_policy
from posthouse.store.retention import DAY_US, Due, Rule, delete_old
from posthouse.store.standing_tables import CHANNEL_DAYS
from posthouse.store.tables import KEY_DAYS, KEYS, RECEIPTS
from posthouse.store.upload_tables import UPLOAD_PARTS, UPLOADS
from posthouse.store.vault_tables import RECORD_KEYS

EPOCH_ORDINAL = 719_163
"""The ordinal of 1970-01-01, as key_days counts days."""


def rules_of(settings: Retention) -> tuple[Rule, ...]:
    """Return a rule for every field that is not kept for ever."""
    seconds, days = 1_000_000, DAY_US
    use, sessions = settings.key_use_days, settings.session_days
    return (
        Rule("receipt_detail", settings.receipt_detail_days, RECEIPTS, "at_us", ["id"],
             clear={"sealed": b""}, reach="retained_detail"),
        Rule("receipt", settings.receipt_days, RECEIPTS, "at_us", ["id"], reach="retained_row"),
        Rule("key_last_use", use, KEYS, "last_used", ["id"], seconds, clear={"last_used": 0}),
        Rule("key_day", use, KEY_DAYS, "day", ["key", "day"], days, EPOCH_ORDINAL),
        Rule("channel_day", use, CHANNEL_DAYS, "day", ["channel", "key", "day"], days,
             EPOCH_ORDINAL),
        Rule("anomaly", settings.anomaly_days, ANOMALIES, "at_us", ["seq"]),
        Rule("baseline", settings.baseline_days, BASELINES, "at_us", ["key"]),
        Rule("operator_session", sessions, SESSIONS, "seen_at", ["operator", "created_at"],
             seconds),
        Rule("operator_enrolment", sessions, ENROLMENTS, "expires_at", ["operator", "expires_at"],
             seconds),
        Rule("breakglass", settings.breakglass_days, BREAKGLASS, "requested_at", ["id"], seconds),
        Rule("sealed_record_key", settings.sealed_days, RECORD_KEYS, "created_at",
             ["tenant", "purpose", "record"]),
        Rule("conversation", settings.conversation_days, CONVERSATIONS, "used_at",
             ["tenant", "record"], along=[RECORD_KEYS, CONVERSATION_PARTS, CONVERSATION_HANDLES]),
        Rule("upload", 1, UPLOADS, "begun_at", ["tenant", "record"],
             along=[RECORD_KEYS, UPLOAD_PARTS]),
    )  # fmt: skip


def retain(
    settings: Settings, engine: Engine, now_us: int, actor: str = STATION
) -> tuple[list[Due], int]:
    """Delete what is due everywhere; return how much, and how many entries of the ledger went."""
    deleted = delete_old(engine, rules_of(settings.retention), now_us, actor)
    ledger = Path(settings.store.folder) / "ledger"
    publish_policy(ledger, engine, settings.retention.ledger_entries_days, now_us, actor)
    return deleted, prune(ledger, engine, now_us, actor)
