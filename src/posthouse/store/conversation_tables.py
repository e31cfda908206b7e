"""Tables of what was masked in conversations that upstreams keep; no column can be read."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from posthouse.store.tables import METADATA

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("used_at", BigInteger, nullable=False, index=True, comment="microseconds"),
)

CONVERSATION_HANDLES = Table(
    "conversation_handles",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("mark", LargeBinary, primary_key=True, comment="HMAC of the upstream's id"),
    Column("record", Text, nullable=False, index=True),
)

CONVERSATION_PARTS = Table(
    "conversation_parts",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False, comment="under the record's own key"),
)
