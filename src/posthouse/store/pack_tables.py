"""The table of installed packs of rules; a removed one leaves its version behind."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from posthouse.store.tables import METADATA

PACKS = Table(
    "packs",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("version", Integer, nullable=False, comment="none below it is taken again"),
    Column("digest", Text, nullable=False, comment="SHA-256 of the body"),
    Column("signer", Text, nullable=False),
    Column("content", LargeBinary, comment="the file as it was signed; null once removed"),
    Column("at_us", BigInteger, nullable=False),
)

PACKS_CHANGED = "packs_changed"
