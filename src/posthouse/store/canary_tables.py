"""The tables of canaries and of where they were used."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text

from posthouse.store.tables import METADATA

CANARIES = Table(
    "canaries",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("at_us", BigInteger, nullable=False),
)

CANARY_HITS = Table(
    "canary_hits",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("number", Integer, ForeignKey("canaries.number"), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("seen", Text, nullable=False, comment="SHA-256 of the request that held it"),
)
