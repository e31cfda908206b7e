"""Tables of files that come in parts; what was said of them and what came is sealed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from posthouse.store.tables import METADATA

UPLOADS = Table(
    "uploads",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("begun_at", BigInteger, nullable=False, index=True, comment="microseconds"),
    Column("sealed", LargeBinary, nullable=False, comment="empty once it has ended"),
)

UPLOAD_PARTS = Table(
    "upload_parts",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
