"""The tables behind a channel's standing: what was relayed, what was asked, and counts of a day."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Integer, Table, Text

from posthouse.store.tables import METADATA

TALLIES = Table(
    "tallies",
    METADATA,
    Column("name", Text, primary_key=True, comment="what is counted"),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="UTC, as its ordinal"),
    Column("count", Integer, nullable=False),
)

CHANNEL_DAYS = Table(
    "channel_days",
    METADATA,
    Column("channel", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="UTC, as its ordinal"),
    Column("exchanges", Integer, nullable=False, comment="answered by the channel for the key"),
)

STANDINGS = Table(
    "standings",
    METADATA,
    Column("channel", Text, primary_key=True),
    Column("incidents", Float, nullable=False),
    Column("keys", Integer, nullable=False, comment="from whose answers it comes"),
    Column("nonces", Float, nullable=False),
    Column("doubted", Integer, nullable=False, comment="1: routed to last"),
    Column("at_us", BigInteger, nullable=False),
)

NONCES = Table(
    "nonces",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("channel", Text, nullable=False, index=True),
    Column("model", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("word", Text, nullable=False),
    Column("strange", Text, nullable=False, comment="a JSON list: what was not asked for"),
    Column("standing", Float, nullable=False),
    Column("receipt", Text, nullable=False),
)
