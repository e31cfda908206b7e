"""The tables of anomalies: what is usual for each key, and what was not."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from posthouse.store.tables import METADATA

BASELINES = Table(
    "baselines",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False, comment="a baseline as JSON; addresses as digests"),
    Column("at_us", BigInteger, nullable=False),
)

ANOMALIES = Table(
    "anomalies",
    METADATA,
    Column(
        "seq",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    Column("at_us", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("project", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("action", Text, nullable=False),
)
