"""The table of the station's own audits."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Integer, Table, Text

from posthouse.store.tables import METADATA

AUDITS = Table(
    "audits",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("channel", Text, nullable=False, index=True),
    Column("model", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("word", Text, nullable=False),
    Column("p", Float, nullable=False),
    Column("standing", Float, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("file", Text, nullable=False, comment="the evidence, in the folder's audits/"),
    Column("digest", Text, nullable=False, comment="SHA-256 in the evidence"),
)
