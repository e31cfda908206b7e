"""The table of projects' own words."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from posthouse.store.tables import METADATA

TERMS = Table(
    "terms",
    METADATA,
    Column("project", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False, comment="all words of the project, one value"),
    Column("at_us", BigInteger, nullable=False),
)

TERMS_CHANGED = "terms_changed"
