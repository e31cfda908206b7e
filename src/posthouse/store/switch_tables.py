"""The tables of kill switches."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table, Text

from posthouse.store.tables import METADATA

SWITCHES = Table(
    "switches",
    METADATA,
    Column("reach", Text, primary_key=True),
    Column("name", Text, primary_key=True, comment="empty where it reaches all"),
    Column("mode", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
)

SWITCHES_CHANGED = "switches_changed"
