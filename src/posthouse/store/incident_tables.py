"""The table of incidents, and with them of calls that wait for somebody's word."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from posthouse.store.tables import METADATA

INCIDENTS = Table(
    "incidents",
    METADATA,
    Column(
        "seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    ),
    Column("id", Text, nullable=False, unique=True),
    Column("at_us", BigInteger, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("project", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("where", Text, nullable=False, comment="the tool call or channel of the answer"),
    Column("rules", Text, nullable=False, comment="separated by spaces"),
    Column("evidence", Text, nullable=False, comment="masked: no content"),
    Column("state", Text, nullable=False),
    Column("until_us", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("decided_us", BigInteger, nullable=False),
    Index("incidents_state", "state", "seq"),
    Index("incidents_channel", "channel", "at_us"),
)
